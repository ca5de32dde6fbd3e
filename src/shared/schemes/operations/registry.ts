import { add } from './add.ts';
import { group } from './group.ts';
import { mapCode } from './map-code.ts';
import { merge } from './merge.ts';
import { move } from './move.ts';
import { patch } from './patch.ts';
import { recode } from './recode.ts';
import { recolour } from './recolour.ts';
import { remove } from './remove.ts';
import { rename } from './rename.ts';
import { retitle } from './retitle.ts';
import { revalue } from './revalue.ts';
import { split } from './split.ts';
import { unmapCode } from './unmap-code.ts';

/** Every way of editing a scheme; one line each. */
export const OPERATIONS = [rename, recolour, recode, revalue, move, group, merge, split, add, remove, mapCode, unmapCode, retitle, patch] as const;
