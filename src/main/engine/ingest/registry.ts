import { worldcerealExtraction } from './worldcereal-extraction/product.ts';
import { classScheme } from './class-scheme/product.ts';
import { croplandMask } from './cropland-mask/cropland-mask.ts';
import { geotiffStack } from './geotiff-stack/geotiff-stack.ts';
import { hls } from './hls/hls.ts';
import { parcels } from './parcels/product.ts';
import type { Product } from './product.ts';
import { sentinel2Safe } from './sentinel2-safe/sentinel2-safe.ts';
import { stacItem } from './stac-item/stac-item.ts';
import { worldcerealNetcdf } from './worldcereal-netcdf/worldcereal-netcdf.ts';

/** Every product that can be imported, one line each; the first that recognises something takes it. */
export const PRODUCTS: readonly Product[] = [
  sentinel2Safe,
  stacItem,
  hls,
  worldcerealNetcdf,
  croplandMask,
  geotiffStack,
  worldcerealExtraction,
  parcels,
  classScheme,
];
