import { z } from 'zod';
import { defineTask } from '../pool/rpc.ts';
import { recipeSchema } from './recipe.ts';

/** Writes what all windows share into the scratch folder, so that no window's input repeats it. */
export const prepareCompositeTask = defineTask({
  name: 'composite.prepare',
  input: z.object({ path: z.string(), recipe: recipeSchema }),
  output: z.object({}),
});
