import { existsSync } from 'node:fs';
import { attributeTable } from '../../../shared/legend/attribute-table.ts';
import { paletteOf } from '../../../shared/legend/palette.ts';
import { type CogBand, type CogOptions, assembleCog } from '../gdal/cog.ts';
import { implementTask } from '../pool/rpc.ts';
import { type AssembleInput, assembleMapTask } from './assemble.rpc.ts';
import { hectaresPerPixel } from './pixel-area.ts';

export const assembleMapImplementation = implementTask(assembleMapTask, async (input) => {
  // A window that failed left no file and stays without data.
  const windows = input.windows.filter((window) => existsSync(window.path));
  await assembleCog(input.path, input.grid, windows, bandsOf(input), optionsOf(input));
  return { path: input.path, hectaresPerPixel: hectaresPerPixel(input.grid) };
});

function bandsOf(input: AssembleInput): CogBand[] {
  const { dtype, nodata } = input;
  switch (input.product) {
    case 'map':
      return [{ dtype, nodata, from: 1, description: 'class', categories: categoriesOf(input), palette: paletteOf(input.legend), attributeTable: attributeTable(input.legend) }];
    case 'confidence':
      return [{ dtype, nodata, from: 1, description: 'confidence', unit: '%' }];
    case 'probabilities':
      // The scratch files have the confidence first.
      return input.labels.map((description, c) => ({ dtype, nodata, from: c + 2, description, unit: '%' }));
  }
}

/** Class names by pixel value, '' where a value is no class. */
function categoriesOf(input: AssembleInput): string[] {
  const names = new Array<string>(Math.max(...input.legend.map((entry) => entry.value)) + 1).fill('');
  for (const { value, label } of input.legend) names[value] = label;
  return names;
}

function optionsOf(input: AssembleInput): CogOptions {
  // An average of percent and of the code outside the mask would be neither.
  const overviews = input.product === 'map' ? 'mode' : input.hasMask ? 'nearest' : 'average';
  return { overviews, metadata: input.metadata };
}
