import { existsSync, readFileSync } from 'node:fs';
import { type Recipe, recipeSchema } from './recipe.ts';

let last: { readonly path: string; readonly recipe: Recipe } | null = null;

/**
 * The recipe of a run without the scenes whose observation failed (its note is missing then; the job lists it). A worker
 * that does window after window reads it once: recipes are never rewritten, and observing ends before windows begin.
 */
export function readRecipe(path: string): Recipe {
  if (last?.path !== path) last = { path, recipe: available(recipeSchema.parse(JSON.parse(readFileSync(path, 'utf8')))) };
  return last.recipe;
}

function available(recipe: Recipe): Recipe {
  const periods = recipe.periods.map((period) => {
    const observations = period.observations.map(({ date, scenes }) => ({ date, scenes: scenes.filter(({ notes }) => notes.every((note) => existsSync(note))) }));
    return { ...period, observations: observations.filter(({ scenes }) => scenes.length > 0) };
  });
  return { ...recipe, periods };
}
