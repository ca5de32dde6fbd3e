/** Errors of reading products: scenes, stacks, samples, parcels. */
export const INGEST_ERRORS = {
  PRODUCT_NOT_UNDERSTOOD: { message: '“{file}” is not a product that Furrow reads ({looked}).', action: 'Furrow reads Sentinel-2 L2A, STAC items, GeoTIFF stacks, WorldCereal patches and extractions, and parcel files.' },
  FOLDER_EMPTY: { message: 'The folder “{file}” holds nothing to import.', action: 'Choose the folder that holds the products themselves.' },
  PRODUCT_LEVEL: { message: '“{file}” is a {level} product; its values are not surface reflectance.', action: 'Import the L2A product of the same date, or process it with Sen2Cor first.' },
  METADATA_MISSING: { message: '“{file}” has no {what}.', action: '{remedy}' },
  METADATA_INVALID: { message: '“{file}” is damaged or not what it says: {detail}', action: 'Fetch or unpack the product again.' },
  DATE_INVALID: { message: 'No date could be read from “{file}” ({found}).', action: 'Give it with --datetime, or put it into the name as YYYY-MM-DD.' },
  BAND_MISSING: { message: '“{file}” has no band {band}.', action: 'Choose bands it has: {available}.' },
  BAND_SIZE: { message: 'Band {band} of “{file}” is {found} pixels, not {expected}.', action: 'Fetch the product again; its bands do not belong together.' },
  BANDS_UNNAMED: { message: 'The {count} bands of “{file}” have no names that Furrow knows.', action: 'Name them in order with --bands, as in --bands B02,B03,B04,B08,SCL.' },
  CODE_COLUMN_MISSING: { message: '“{file}” has no column “{column}” with crop codes.', action: 'Name it with --code-column; the columns are {available}.' },
  GEOMETRY_NONE: { message: '“{file}” holds no polygon that could be used.', action: 'Check that it is a parcel layer; what was skipped is listed in the result.' },
  COLUMN_MISSING: { message: '“{file}” has no column “{column}”.', action: 'It needs {needed}.' },
  MONTHS_BROKEN: { message: 'Sample {sample} of “{file}” is not a monthly or dekadal series: {detail}', action: 'Extract it again as month or dekad composites.' },
  ARCHIVE_UNSAFE: { message: 'The archive “{file}” is refused: {detail}', action: 'Unpack it yourself if you trust it, and import the folder.' },
  ARCHIVE_DAMAGED: { message: 'The archive “{file}” cannot be read: {detail}', action: 'Fetch it again.' },
  ASSET_NOT_LOCAL: { message: 'The asset “{asset}” of “{file}” is not a local file ({href}).', action: 'Download it beside the item; Furrow uses no network.' },
} as const;
