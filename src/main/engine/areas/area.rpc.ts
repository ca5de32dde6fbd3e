import { areasContract } from '../../../shared/contract/areas.ts';
import { defineTask } from '../pool/rpc.ts';

/**
 * Reads the polygons of a vector file and dissolves them.
 * @throws AREA_NONE, AREA_TOO_LARGE, CRS_MISSING, COORDINATES_IMPOSSIBLE, VECTOR_UNREADABLE, FILE_NOT_FOUND, NETWORK_PATH
 */
export const readAreaTask = defineTask({ name: 'areas.read', input: areasContract['areas.read'].input, output: areasContract['areas.read'].output });
