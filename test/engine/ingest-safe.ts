import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeJpeg2000 } from '../../src/main/engine/gdal/jpeg2000.ts';
import { writeGeotiff } from '../../src/main/engine/gdal/write.ts';
import type { Grid } from '../../src/shared/geo/grid.ts';

/** What a small SAFE product is made like; the rest is as ESA makes it. */
export interface SafeRecipe {
  readonly name?: string;
  readonly format?: 'jp2' | 'tif';
  readonly baseline?: string;
  /** Offset listed for every band id; null leaves the list out. */
  readonly offset?: number | null;
  /** Without `R10m` folders. */
  readonly flat?: boolean;
  readonly bands?: readonly string[];
  readonly productXml?: boolean;
  readonly tileXml?: boolean;
  /** Stored number of a pixel. */
  readonly value?: (band: string, index: number) => number;
  /** Size of one band instead of the right one. */
  readonly size?: Readonly<Record<string, number>>;
  readonly crs?: Readonly<Record<string, string>>;
}

export const SAFE_NAME = 'S2A_MSIL2A_20230610T104621_N0509_R051_T31UFS_20230610T170000';
const SIDE_M = 1200;
export const RESOLUTIONS: Readonly<Record<string, number>> = { B02: 10, B03: 10, B04: 10, B08: 10, B05: 20, B06: 20, B07: 20, B8A: 20, B11: 20, B12: 20, SCL: 20, B01: 60, B09: 60 };

/** Writes a SAFE product of 1.2 × 1.2 km below `folder`. @returns its path */
export async function writeSafe(folder: string, recipe: SafeRecipe = {}): Promise<string> {
  const { name = SAFE_NAME, format = 'jp2', flat = false, bands = Object.keys(RESOLUTIONS), productXml = true, tileXml = true } = recipe;
  const root = join(folder, `${name}.SAFE`);
  const granule = join(root, 'GRANULE', 'L2A_T31UFS_A041600_20230610T104623');
  mkdirSync(granule, { recursive: true });
  for (const band of bands) {
    const resolution = RESOLUTIONS[band] ?? 10;
    const images = flat ? join(granule, 'IMG_DATA') : join(granule, 'IMG_DATA', `R${resolution}m`);
    mkdirSync(images, { recursive: true });
    const side = recipe.size?.[band] ?? SIDE_M / resolution;
    const grid: Grid = { crs: recipe.crs?.[band] ?? 'EPSG:32631', affine: [600_000, SIDE_M / side, 0, 5_700_000, 0, -SIDE_M / side], width: side, height: side };
    const path = join(images, `T31UFS_20230610T104621_${band}_${resolution}m.${format}`);
    const value = recipe.value ?? ((_: string, index: number): number => (band === 'SCL' ? 4 : 1200 + (index % 900)));
    const plane = band === 'SCL' ? new Uint8Array(side * side) : new Uint16Array(side * side);
    plane.forEach((_, i) => (plane[i] = value(band, i)));
    if (format === 'jp2') await writeJpeg2000(path, grid, band === 'SCL' ? 'uint8' : 'uint16', plane);
    else await writeGeotiff(path, grid, { dtype: band === 'SCL' ? 'uint8' : 'uint16', planes: [plane], nodata: 0 });
  }
  if (productXml) writeFileSync(join(root, 'MTD_MSIL2A.xml'), productMetadata(name, recipe));
  if (tileXml) writeFileSync(join(granule, 'MTD_TL.xml'), TILE_METADATA);
  return root;
}

function productMetadata(name: string, { baseline = '05.09', offset = -1000 }: SafeRecipe): string {
  const ids = Array.from({ length: 13 }, (_, id) => id);
  const offsets = offset === null ? '' : `<BOA_ADD_OFFSET_VALUES_LIST>${ids.map((id) => `<BOA_ADD_OFFSET band_id="${id}">${offset - id}</BOA_ADD_OFFSET>`).join('')}</BOA_ADD_OFFSET_VALUES_LIST>`;
  const physical = ['B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7', 'B8', 'B8A', 'B9', 'B10', 'B11', 'B12'];
  return `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<n1:Level-2A_User_Product xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/User_Product_Level-2A.xsd"><n1:General_Info>
<Product_Info><PRODUCT_START_TIME>2023-06-10T10:46:21.024Z</PRODUCT_START_TIME><PRODUCT_URI>${name}.SAFE</PRODUCT_URI><PROCESSING_LEVEL>Level-2A</PROCESSING_LEVEL>
<PROCESSING_BASELINE>${baseline}</PROCESSING_BASELINE><Datatake><SPACECRAFT_NAME>Sentinel-2A</SPACECRAFT_NAME></Datatake></Product_Info>
<Product_Image_Characteristics><QUANTIFICATION_VALUES_LIST><BOA_QUANTIFICATION_VALUE unit="none">10000</BOA_QUANTIFICATION_VALUE></QUANTIFICATION_VALUES_LIST>${offsets}
<Spectral_Information_List>${physical.map((band, id) => `<Spectral_Information bandId="${id}" physicalBand="${band}"/>`).join('')}</Spectral_Information_List></Product_Image_Characteristics></n1:General_Info>
<n1:Quality_Indicators_Info><Cloud_Coverage_Assessment>12.5</Cloud_Coverage_Assessment></n1:Quality_Indicators_Info></n1:Level-2A_User_Product>`;
}

const TILE_METADATA = `<?xml version="1.0"?><n1:Level-2A_Tile_ID xmlns:n1="x"><n1:General_Info><TILE_ID>S2A_OPER_MSI_L2A_TL_2APS_20230610T170000_A041600_T31UFS_N05.09</TILE_ID><SENSING_TIME>2023-06-10T10:56:10.123456Z</SENSING_TIME></n1:General_Info>
<n1:Geometric_Info><Tile_Geocoding><HORIZONTAL_CS_CODE>EPSG:32631</HORIZONTAL_CS_CODE>${[10, 20, 60].map((m) => `<Size resolution="${m}"><NROWS>${SIDE_M / m}</NROWS><NCOLS>${SIDE_M / m}</NCOLS></Size>`).join('')}</Tile_Geocoding></n1:Geometric_Info>
<n1:Quality_Indicators_Info><CLOUDY_PIXEL_PERCENTAGE>13.5</CLOUDY_PIXEL_PERCENTAGE></n1:Quality_Indicators_Info></n1:Level-2A_Tile_ID>`;
