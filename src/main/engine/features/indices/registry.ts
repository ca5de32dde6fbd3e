import type { SpectralIndex } from '../spectral-index.ts';
import { CI_RE } from './ci-re.ts';
import { EVI } from './evi.ts';
import { IRECI } from './ireci.ts';
import { NDMI } from './ndmi.ts';
import { NDRE } from './ndre.ts';
import { NDTI } from './ndti.ts';
import { NDVI } from './ndvi.ts';
import { NDWI } from './ndwi.ts';
import { PSRI } from './psri.ts';
import { S2REP } from './s2rep.ts';
import { VH_VV } from './vh-vv.ts';

/** Every spectral index; one line each. The order is the order of columns in a set. */
export const INDICES: readonly SpectralIndex[] = [
  NDVI,
  EVI,
  NDWI,
  NDMI,
  NDTI,
  NDRE,
  CI_RE,
  IRECI,
  S2REP,
  PSRI,
  VH_VV,
];
