import { PLACE } from '../place.ts';
import { storedOffset } from '../image/scene.ts';
import type { Acquisition } from '../season/acquisition.ts';
import type { ClassShares } from './class-shares.ts';
import { compact, type ProductNames } from './product-name.ts';

/** The thirteen bands in the order of their ids: name in metadata, resolution, wavelengths in nm, solar irradiance in W/m²/µm (Sentinel-2B where the two differ). */
const SPECTRAL: readonly (readonly [band: string, resolution: number, min: number, max: number, central: number, irradiance: number])[] = [
  ['B1', 60, 411, 456, 442.3, 1874.3],
  ['B2', 10, 456, 532, 492.3, 1959.75],
  ['B3', 10, 536, 582, 559, 1824.93],
  ['B4', 10, 646, 685, 665, 1512.79],
  ['B5', 20, 694, 714, 703.8, 1425.78],
  ['B6', 20, 730, 748, 739.1, 1291.13],
  ['B7', 20, 766, 794, 779.7, 1175.57],
  ['B8', 10, 774, 907, 833, 1041.28],
  ['B8A', 20, 848, 880, 864, 953.93],
  ['B9', 60, 930, 957, 943.2, 817.58],
  ['B10', 60, 1339, 1415, 1376.9, 365.41],
  ['B11', 20, 1538, 1679, 1610.4, 247.08],
  ['B12', 20, 2065, 2303, 2185.7, 87.75],
];

/** Names of the quality figures in the order of SCL codes 1…11. */
const QUALITY_NAMES = ['SATURATED_DEFECTIVE_PIXEL', 'DARK_FEATURES', 'CLOUD_SHADOW', 'VEGETATION', 'NOT_VEGETATED', 'WATER', 'UNCLASSIFIED', 'MEDIUM_PROBA_CLOUDS', 'HIGH_PROBA_CLOUDS', 'THIN_CIRRUS', 'SNOW_ICE'] as const;

/** What the metadata of a product tell besides the acquisition. */
export interface ProductFacts {
  readonly names: ProductNames;
  readonly shares: ClassShares;
  /** Paths of the image files without ending, from the product's folder. */
  readonly images: readonly string[];
  /** Corners of the footprint as latitude, longitude pairs; closed. */
  readonly footprint: readonly number[];
}

/** The text of `MTD_MSIL2A.xml`: elements and nesting of the specification, and `Simulated_Product` to say what it is. */
export function productMetadata(acquisition: Acquisition, facts: ProductFacts): string {
  const { names, shares, footprint } = facts;
  return `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<n1:Level-2A_User_Product xmlns:n1="https://psd-14.sentinel2.eo.esa.int/PSD/User_Product_Level-2A.xsd" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <n1:General_Info>
${productInfo(acquisition, facts)}
${imageCharacteristics(acquisition)}
  </n1:General_Info>
  <n1:Geometric_Info>
    <Product_Footprint>
      <Product_Footprint>
        <Global_Footprint>
          <EXT_POS_LIST>${footprint.map((value) => value.toFixed(9)).join(' ')} </EXT_POS_LIST>
        </Global_Footprint>
      </Product_Footprint>
      <RASTER_CS_TYPE>POINT</RASTER_CS_TYPE>
      <PIXEL_ORIGIN>1</PIXEL_ORIGIN>
    </Product_Footprint>
    <Coordinate_Reference_System>
      <GEO_TABLES version="1">EPSG</GEO_TABLES>
      <HORIZONTAL_CS_TYPE>GEOGRAPHIC</HORIZONTAL_CS_TYPE>
    </Coordinate_Reference_System>
  </n1:Geometric_Info>
  <n1:Auxiliary_Data_Info>
    <Simulated_Product>Simulated by Furrow; not an observation. ${names.product}</Simulated_Product>
  </n1:Auxiliary_Data_Info>
  <n1:Quality_Indicators_Info>
    <Cloud_Coverage_Assessment>${shares.cloud.toFixed(6)}</Cloud_Coverage_Assessment>
    <Technical_Quality_Assessment>
      <DEGRADED_ANC_DATA_PERCENTAGE>0.0</DEGRADED_ANC_DATA_PERCENTAGE>
      <DEGRADED_MSI_DATA_PERCENTAGE>0</DEGRADED_MSI_DATA_PERCENTAGE>
    </Technical_Quality_Assessment>
    <Image_Content_QI>
      <NODATA_PIXEL_PERCENTAGE>${shares.noData.toFixed(6)}</NODATA_PIXEL_PERCENTAGE>
${QUALITY_NAMES.map((name, i) => `      <${name}_PERCENTAGE>${(shares.percent[i + 1] ?? 0).toFixed(6)}</${name}_PERCENTAGE>`).join('\n')}
    </Image_Content_QI>
  </n1:Quality_Indicators_Info>
</n1:Level-2A_User_Product>
`;
}

function productInfo(acquisition: Acquisition, { names, images }: ProductFacts): string {
  const { platform, baseline, absoluteOrbit, relativeOrbit, time } = acquisition;
  const orbit = String(absoluteOrbit).padStart(6, '0');
  const start = `${time.toISOString().slice(0, 19)}.024Z`;
  const station = `${platform}_OPER_MSI_L2A`;
  return `    <Product_Info>
      <PRODUCT_START_TIME>${start}</PRODUCT_START_TIME>
      <PRODUCT_STOP_TIME>${start}</PRODUCT_STOP_TIME>
      <PRODUCT_URI>${names.product}.SAFE</PRODUCT_URI>
      <PROCESSING_LEVEL>Level-2A</PROCESSING_LEVEL>
      <PRODUCT_TYPE>S2MSI2A</PRODUCT_TYPE>
      <PROCESSING_BASELINE>${baseline}</PROCESSING_BASELINE>
      <GENERATION_TIME>${names.processed.toISOString().slice(0, 19)}.000000Z</GENERATION_TIME>
      <PREVIEW_IMAGE_URL>Not applicable</PREVIEW_IMAGE_URL>
      <PREVIEW_GEO_INFO>Not applicable</PREVIEW_GEO_INFO>
      <Datatake datatakeIdentifier="G${platform}_${compact(time)}_${orbit}_N${baseline}">
        <SPACECRAFT_NAME>Sentinel-${platform.slice(1)}</SPACECRAFT_NAME>
        <DATATAKE_TYPE>INS-NOBS</DATATAKE_TYPE>
        <DATATAKE_SENSING_START>${start}</DATATAKE_SENSING_START>
        <SENSING_ORBIT_NUMBER>${relativeOrbit}</SENSING_ORBIT_NUMBER>
        <SENSING_ORBIT_DIRECTION>DESCENDING</SENSING_ORBIT_DIRECTION>
      </Datatake>
      <Query_Options completeSingleTile="true">
        <PRODUCT_FORMAT>SAFE_COMPACT</PRODUCT_FORMAT>
      </Query_Options>
      <Product_Organisation>
        <Granule_List>
          <Granule datastripIdentifier="${station}_DS_SIMULATED_${compact(names.processed)}_S${compact(names.strip)}_N${baseline}" granuleIdentifier="${station}_TL_SIMULATED_${compact(names.processed)}_A${orbit}_T${PLACE.tile}_N${baseline}" imageFormat="JPEG2000">
${images.map((image) => `            <IMAGE_FILE>${image}</IMAGE_FILE>`).join('\n')}
          </Granule>
        </Granule_List>
      </Product_Organisation>
    </Product_Info>`;
}

function imageCharacteristics({ baseline, time }: Acquisition): string {
  const offset = storedOffset(baseline);
  const offsets = offset === 0 ? '' : `      <BOA_ADD_OFFSET_VALUES_LIST>
${SPECTRAL.map((_, id) => `        <BOA_ADD_OFFSET band_id="${id}">${-offset}</BOA_ADD_OFFSET>`).join('\n')}
      </BOA_ADD_OFFSET_VALUES_LIST>
`;
  return `    <Product_Image_Characteristics>
      <Special_Values>
        <SPECIAL_VALUE_TEXT>NODATA</SPECIAL_VALUE_TEXT>
        <SPECIAL_VALUE_INDEX>0</SPECIAL_VALUE_INDEX>
      </Special_Values>
      <Special_Values>
        <SPECIAL_VALUE_TEXT>SATURATED</SPECIAL_VALUE_TEXT>
        <SPECIAL_VALUE_INDEX>65535</SPECIAL_VALUE_INDEX>
      </Special_Values>
      <Image_Display_Order>
        <RED_CHANNEL>3</RED_CHANNEL>
        <GREEN_CHANNEL>2</GREEN_CHANNEL>
        <BLUE_CHANNEL>1</BLUE_CHANNEL>
      </Image_Display_Order>
      <QUANTIFICATION_VALUES_LIST>
        <BOA_QUANTIFICATION_VALUE unit="none">10000</BOA_QUANTIFICATION_VALUE>
        <AOT_QUANTIFICATION_VALUE unit="none">1000.0</AOT_QUANTIFICATION_VALUE>
        <WVP_QUANTIFICATION_VALUE unit="cm">1000.0</WVP_QUANTIFICATION_VALUE>
      </QUANTIFICATION_VALUES_LIST>
${offsets}      <Reflectance_Conversion>
        <U>${sunDistanceFactor(time).toFixed(12)}</U>
        <Solar_Irradiance_List>
${SPECTRAL.map(([, , , , , irradiance], id) => `          <SOLAR_IRRADIANCE bandId="${id}" unit="W/m²/µm">${irradiance}</SOLAR_IRRADIANCE>`).join('\n')}
        </Solar_Irradiance_List>
      </Reflectance_Conversion>
      <Spectral_Information_List>
${SPECTRAL.map(([band, resolution, min, max, central], id) => `        <Spectral_Information bandId="${id}" physicalBand="${band}">
          <RESOLUTION>${resolution}</RESOLUTION>
          <Wavelength>
            <MIN unit="nm">${min}</MIN>
            <MAX unit="nm">${max}</MAX>
            <CENTRAL unit="nm">${central}</CENTRAL>
          </Wavelength>
        </Spectral_Information>`).join('\n')}
      </Spectral_Information_List>
    </Product_Image_Characteristics>`;
}

/** U of the specification: the inverse square of the distance of earth and sun in astronomical units. */
function sunDistanceFactor(time: Date): number {
  const day = (time.getTime() - Date.UTC(time.getUTCFullYear(), 0, 1)) / 86_400_000 + 1;
  return 1 / (1 - 0.01673 * Math.cos(0.0172 * (day - 4))) ** 2;
}
