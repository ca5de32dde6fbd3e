/** What an ONNX file says about itself in the way of the QGIS plugin Deepness, whose keys many published models have. */
export interface DeepnessFacts {
  /** `Segmentor`, `Regressor`, `Detector`, …; null where it does not say. */
  readonly modelType: string | null;
  /** Names by number of the channel, one list per output. */
  readonly classNames: readonly ReadonlyMap<number, string>[];
  readonly pixelMetres: number | null;
  readonly tileSize: number | null;
  readonly overlapPercent: number | null;
  readonly mean: readonly number[] | null;
  readonly deviation: readonly number[] | null;
  /** Keys of it that Furrow does not use. */
  readonly unused: readonly string[];
  /** Keys whose value cannot be read. */
  readonly unreadable: readonly string[];
}

const CENTIMETRES_PER_METRE = 100;
const UNUSED = ['seg_thresh', 'seg_small_segment', 'reg_output_scaling', 'det_conf', 'det_iou_thresh', 'det_type', 'det_remove_overlap'];

/**
 * Reads the metadata of a model. Values are JSON, or Python's way of writing the same; `resolution` is in centimetres per
 * pixel, `tiles_overlap` in percent (Deepness documentation, “Adding metadata to ONNX model”).
 */
export function deepnessFacts(metadata: ReadonlyMap<string, string>): DeepnessFacts {
  const unreadable: string[] = [];
  const read = <T>(key: string, parse: (value: unknown) => T | null): T | null => {
    const text = metadata.get(key);
    if (text === undefined) return null;
    const parsed = parse(valueOf(text));
    if (parsed === null) unreadable.push(key);
    return parsed;
  };
  const resolution = read('resolution', positive);
  return {
    modelType: read('model_type', (value) => (typeof value === 'string' ? value : null)),
    classNames: read('class_names', namesOf) ?? [],
    pixelMetres: resolution === null ? null : resolution / CENTIMETRES_PER_METRE,
    tileSize: read('tiles_size', positive),
    overlapPercent: read('tiles_overlap', (value) => (typeof value === 'number' && value >= 0 && value < 100 ? value : null)),
    mean: read('standardization_mean', numbers),
    deviation: read('standardization_std', numbers),
    unused: UNUSED.filter((key) => metadata.has(key)),
    unreadable,
  };
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return pythonValue(text);
  }
}

/** `{0: 'field'}` and `'Segmentor'` as JSON; a bare word is a text. */
function pythonValue(text: string): unknown {
  try {
    return JSON.parse(text.replaceAll("'", '"').replaceAll(/([{,]\s*)(\d+)\s*:/g, '$1"$2":'));
  } catch {
    return /^[\w .-]+$/.test(text) ? text : undefined;
  }
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : null;
}

function numbers(value: unknown): readonly number[] | null {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number' && Number.isFinite(one)) ? (value as number[]) : null;
}

function namesOf(value: unknown): readonly ReadonlyMap<number, string>[] | null {
  const lists = (Array.isArray(value) ? value : [value]).map(namesOfOutput);
  return lists.every((list) => list !== null) ? lists : null;
}

function namesOfOutput(value: unknown): ReadonlyMap<number, string> | null {
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value).map(([key, name]) => [Number(key), name] as const);
  return entries.every(([key, name]) => Number.isInteger(key) && key >= 0 && typeof name === 'string') ? new Map(entries as [number, string][]) : null;
}
