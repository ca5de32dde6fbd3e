/** A spectral band in the terms of STAC's eo extension 2.0: common name, centre and full width at half maximum in µm. */
export interface SpectralBand {
  readonly commonName: string;
  readonly centerUm: number;
  readonly widthUm: number;
}

/** Sentinel-2A's MSI, rounded as STAC catalogues give it (ESA, Sentinel-2 Spectral Response Functions; 2B and 2C differ by a few nm). */
const SENTINEL2: Readonly<Record<string, readonly [commonName: string, centerUm: number, widthUm: number]>> = {
  B01: ['coastal', 0.443, 0.021],
  B02: ['blue', 0.49, 0.066],
  B03: ['green', 0.56, 0.036],
  B04: ['red', 0.665, 0.031],
  B05: ['rededge071', 0.704, 0.015],
  B06: ['rededge075', 0.741, 0.015],
  B07: ['rededge078', 0.783, 0.02],
  B08: ['nir', 0.842, 0.106],
  B8A: ['nir08', 0.865, 0.021],
  B09: ['nir09', 0.945, 0.02],
  B10: ['cirrus', 1.3735, 0.031],
  B11: ['swir16', 1.61, 0.091],
  B12: ['swir22', 2.19, 0.175],
};

/** The band with this name, or null when it is no band of Sentinel-2. */
export function spectralBand(name: string): SpectralBand | null {
  const found = SENTINEL2[name];
  return found ? { commonName: found[0], centerUm: found[1], widthUm: found[2] } : null;
}
