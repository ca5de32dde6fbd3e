import { distinctColours } from '../../../../shared/colour/palettes.ts';
import type { CropClass } from '../../../../shared/raster/class-scheme.ts';
import type { ModelCard, PatchCard } from '../../../../shared/records/learning.ts';
import { message } from '../../../../shared/messages/message.ts';
import type { ModelProto } from '../../onnx/reader/model.ts';
import type { DeepnessFacts } from './deepness.ts';

/** What the card of a model from elsewhere is made from. */
export interface PatchCardParts {
  readonly model: ModelProto;
  readonly input: string;
  readonly output: string;
  /** Channels of the output. */
  readonly channels: number;
  readonly patch: PatchCard;
  readonly facts: DeepnessFacts;
  readonly sha256: string;
}

/** The card of a patch model that came without one: what its file says, and nothing that it does not. */
export function patchCardOf({ model, input, output, channels, patch, facts, sha256 }: PatchCardParts): ModelCard {
  const classes = patch.gives === 'quantity' ? [] : classesOf(channels, facts);
  return {
    task: 'patch-series',
    family: 'onnx',
    input,
    outputs: { label: null, probabilities: output },
    features: [],
    bands: [],
    periods: patch.dates ?? 1,
    periodDates: [],
    scheme: { id: 'of-the-model', title: classes.length === 0 ? message('NO_CLASSES_QUANTITY').text : message('CLASSES_OF_MODEL').text, classes, mappings: {} },
    classes: classes.map(({ code }) => code),
    patch,
    nodataPolicy: message('FILE_SILENT').text,
    licence: model.metadata.get('licence') ?? model.metadata.get('license') ?? message('FILE_SILENT').text,
    sha256,
    provenance: { producer: model.producer, metadata: Object.fromEntries(model.metadata) },
    metrics: null,
  };
}

/** One class per channel; a sigmoid of one channel tells one class from the rest. */
function classesOf(channels: number, { classNames }: DeepnessFacts): CropClass[] {
  const names = classNames[0] ?? new Map<number, string>();
  const isBinary = channels === 1;
  const count = isBinary ? 2 : channels;
  const colours = distinctColours(count, []);
  return Array.from({ length: count }, (_, i) => {
    const named = isBinary && names.size === 1 ? (i === 1 ? names.get(0) : undefined) : names.get(i);
    const labels = named === undefined ? (isBinary && i === 0 ? { en: 'Everything else', fr: 'Tout le reste' } : { en: `Class ${i}`, fr: `Classe ${i}` }) : { en: named };
    return { value: i, code: String(i), labels, colour: colours[i] ?? '#808080', parent: null };
  });
}
