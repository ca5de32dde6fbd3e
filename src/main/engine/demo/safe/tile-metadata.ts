import { PLACE } from '../place.ts';
import type { Acquisition } from '../season/acquisition.ts';
import type { ClassShares } from './class-shares.ts';
import { compact, type ProductNames } from './product-name.ts';

/** The text of `MTD_TL.xml`: grid of the granule, sun and viewing angles, cloud percentages. */
export function tileMetadata(acquisition: Acquisition, names: ProductNames, shares: ClassShares, sizePx: number): string {
  const { platform, absoluteOrbit, baseline } = acquisition;
  const start = `${platform}_OPER_MSI`;
  const id = `TL_SIMULATED_${compact(names.processed)}_A${String(absoluteOrbit).padStart(6, '0')}_T${PLACE.tile}_N${baseline}`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<n1:Level-2A_Tile_ID xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/S2_PDI_Level-2A_Tile_Metadata.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <n1:General_Info>
    <L1C_TILE_ID metadataLevel="Brief">${start}_L1C_${id}</L1C_TILE_ID>
    <TILE_ID metadataLevel="Brief">${start}_L2A_${id}</TILE_ID>
    <DATASTRIP_ID metadataLevel="Standard">${start}_L2A_DS_SIMULATED_${compact(names.processed)}_S${compact(names.strip)}_N${baseline}</DATASTRIP_ID>
    <DOWNLINK_PRIORITY metadataLevel="Standard">NOMINAL</DOWNLINK_PRIORITY>
    <SENSING_TIME metadataLevel="Standard">${names.strip.toISOString().slice(0, 19)}.000000Z</SENSING_TIME>
    <Simulated_Product>Simulated by Furrow; not an observation.</Simulated_Product>
  </n1:General_Info>
  <n1:Geometric_Info>
    <Tile_Geocoding metadataLevel="Brief">
      <HORIZONTAL_CS_NAME>${PLACE.crsName}</HORIZONTAL_CS_NAME>
      <HORIZONTAL_CS_CODE>${PLACE.crs}</HORIZONTAL_CS_CODE>
${geocoding(sizePx)}
    </Tile_Geocoding>
    <Tile_Angles metadataLevel="Standard">
${angles(acquisition)}
    </Tile_Angles>
  </n1:Geometric_Info>
  <n1:Quality_Indicators_Info metadataLevel="Standard">
    <Image_Content_QI>
      <CLOUDY_PIXEL_PERCENTAGE>${shares.cloud.toFixed(6)}</CLOUDY_PIXEL_PERCENTAGE>
      <DEGRADED_MSI_DATA_PERCENTAGE>0</DEGRADED_MSI_DATA_PERCENTAGE>
      <NODATA_PIXEL_PERCENTAGE>${shares.noData.toFixed(6)}</NODATA_PIXEL_PERCENTAGE>
      <CLOUD_SHADOW_PERCENTAGE>${(shares.percent[3] ?? 0).toFixed(6)}</CLOUD_SHADOW_PERCENTAGE>
      <VEGETATION_PERCENTAGE>${(shares.percent[4] ?? 0).toFixed(6)}</VEGETATION_PERCENTAGE>
      <WATER_PERCENTAGE>${(shares.percent[6] ?? 0).toFixed(6)}</WATER_PERCENTAGE>
    </Image_Content_QI>
  </n1:Quality_Indicators_Info>
</n1:Level-2A_Tile_ID>
`;
}

function geocoding(sizePx: number): string {
  const resolutions = [10, 20, 60] as const;
  const sizes = resolutions.map((resolution) => {
    const pixels = Math.ceil((sizePx * 10) / resolution);
    return `      <Size resolution="${resolution}">
        <NROWS>${pixels}</NROWS>
        <NCOLS>${pixels}</NCOLS>
      </Size>`;
  });
  const positions = resolutions.map((resolution) => `      <Geoposition resolution="${resolution}">
        <ULX>${PLACE.minX}</ULX>
        <ULY>${PLACE.maxY}</ULY>
        <XDIM>${resolution}</XDIM>
        <YDIM>${-resolution}</YDIM>
      </Geoposition>`);
  return [...sizes, ...positions].join('\n');
}

function angles({ sun, relativeOrbit }: Acquisition): string {
  const grid = (name: string, value: number): string => `        <${name}>
          <COL_STEP unit="m">5000</COL_STEP>
          <ROW_STEP unit="m">5000</ROW_STEP>
          <Values_List>
            <VALUES>${value.toFixed(4)} ${value.toFixed(4)}</VALUES>
            <VALUES>${value.toFixed(4)} ${value.toFixed(4)}</VALUES>
          </Values_List>
        </${name}>`;
  // Orbit 51 passes east of the area, orbit 94 nearly overhead.
  const [zenith, azimuth] = relativeOrbit === 51 ? [9.6, 104.5] : [4.1, 287.2];
  const views = Array.from({ length: 13 }, (_, id) => `        <Mean_Viewing_Incidence_Angle bandId="${id}">
          <ZENITH_ANGLE unit="deg">${zenith}</ZENITH_ANGLE>
          <AZIMUTH_ANGLE unit="deg">${azimuth}</AZIMUTH_ANGLE>
        </Mean_Viewing_Incidence_Angle>`);
  return `      <Sun_Angles_Grid>
${grid('Zenith', sun.zenith)}
${grid('Azimuth', sun.azimuth)}
      </Sun_Angles_Grid>
      <Mean_Sun_Angle>
        <ZENITH_ANGLE unit="deg">${sun.zenith.toFixed(6)}</ZENITH_ANGLE>
        <AZIMUTH_ANGLE unit="deg">${sun.azimuth.toFixed(6)}</AZIMUTH_ANGLE>
      </Mean_Sun_Angle>
      <Mean_Viewing_Incidence_Angle_List>
${views.join('\n')}
      </Mean_Viewing_Incidence_Angle_List>`;
}
