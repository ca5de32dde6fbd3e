/** Nodata of Fmask. */
const FMASK_NODATA = 255;
/** Bits of Fmask (HLS v2.0 user guide, table 9): 0 cirrus, 1 cloud, 2 adjacent, 3 shadow, 4 snow or ice, 5 water. */
const BIT = { cirrus: 1, cloud: 2, adjacent: 4, shadow: 8, snow: 16, water: 32 } as const;
/** The scene classification's codes that say the same. */
const SCL = { nodata: 0, shadow: 3, land: 4, water: 6, nearCloud: 8, cloud: 9, cirrus: 10, snow: 11 } as const;

/**
 * Each Fmask value (index 0…255) as a scene-classification code, so that every mask preset means the same on HLS and on
 * Sentinel-2. The worst bit wins: cloud, shadow, adjacent to either, cirrus, snow, water, clear land. “Adjacent” becomes
 * 8, which all presets drop. The aerosol bits 6 and 7 do not matter.
 */
export const FMASK_TO_SCL: Uint8Array = Uint8Array.from({ length: 256 }, (_, value) => {
  if (value === FMASK_NODATA) return SCL.nodata;
  if (value & BIT.cloud) return SCL.cloud;
  if (value & BIT.shadow) return SCL.shadow;
  if (value & BIT.adjacent) return SCL.nearCloud;
  if (value & BIT.cirrus) return SCL.cirrus;
  if (value & BIT.snow) return SCL.snow;
  return value & BIT.water ? SCL.water : SCL.land;
});
