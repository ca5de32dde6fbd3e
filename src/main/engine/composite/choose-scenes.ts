import { AppError, appError } from '../../../shared/errors/app-error.ts';
import type { CompositeParams } from '../../../shared/contract/jobs/composite.ts';
import { type IsoDate, parseIsoDate } from '../../../shared/dates/iso-date.ts';
import type { Scene } from '../../../shared/records/scene.ts';
import { message, type Message, type Told } from '../../../shared/messages/message.ts';
import type { Catalog } from '../catalog/contract.ts';
import { reducerOf } from './reducers/registry.ts';
import { bandAsset } from './scene-source.ts';

/** The scenes of a composite, its span of time, and what a reviewer must know about the choice. */
export interface SceneChoice {
  readonly scenes: readonly Scene[];
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly warnings: readonly Told[];
}

/**
 * The scenes that a composite reads: the named ones, or all that have the bands. A named scene without a band is an
 * error; among all, it is left out and told.
 * @throws NOTHING_TO_DO, BAND_MISSING, INVALID_INPUT, RECORD_NOT_FOUND
 */
export function chooseScenes(catalog: Catalog, params: CompositeParams): SceneChoice {
  checkBands(params);
  const span = { ...(params.from ? { from: params.from } : {}), ...(params.to ? { to: params.to } : {}) };
  const named = params.sceneIds?.map((id) => catalog.scene.get(id)) ?? null;
  const listed = named ?? catalog.scene.list({ ...span, ...(params.maxCloud === null ? {} : { maxCloud: params.maxCloud }) });
  const inSpan = listed.filter(({ datetime }) => (!params.from || datetime.slice(0, 10) >= params.from) && (!params.to || datetime.slice(0, 10) <= params.to));
  const { scenes, warnings } = named ? { scenes: inSpan, warnings: [] } : withBands(inSpan, params.bands);
  for (const scene of scenes) for (const band of params.bands) bandAsset(scene, band);
  const days = scenes.map(({ datetime }) => parseIsoDate(datetime)).filter((day) => day !== null);
  const [first, last] = [days.reduce<IsoDate | null>(earliest, null), days.reduce<IsoDate | null>(latest, null)];
  if (!first || !last) throw appError('NOTHING_TO_DO', { why: whyNone(params), remedy: message('IMPORT_SCENES') });
  return { scenes, ...wholeSpan(params, first, last), warnings };
}

/** Leaves out scenes that lack a band; fails with the first one's error when all do. */
function withBands(scenes: readonly Scene[], bands: readonly string[]): { scenes: Scene[]; warnings: Told[] } {
  const kept: Scene[] = [];
  const warnings: Told[] = [];
  let failure: AppError | null = null;
  for (const scene of scenes) {
    try {
      for (const band of bands) bandAsset(scene, band);
      kept.push(scene);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      failure ??= thrown;
      warnings.push(message('SCENE_LACKS_BAND', { scene: scene.id, band: thrown.params['band'] ?? '' }));
    }
  }
  if (kept.length === 0 && failure) throw failure;
  return { scenes: kept, warnings };
}

function checkBands(params: CompositeParams): void {
  for (const group of reducerOf(params.reducer).needs) {
    if (!group.some((band) => params.bands.includes(band))) {
      throw appError('INVALID_INPUT', { field: 'bands', call: 'composite', problem: `${params.reducer} needs ${group.join(' or ')}` });
    }
  }
  if (params.from && params.to && params.from > params.to) throw appError('INVALID_INPUT', { field: 'to', call: 'composite', problem: `${params.to} is before ${params.from}` });
  for (const [field, day] of [['from', params.from], ['to', params.to]] as const) {
    if (day && !parseIsoDate(day)) throw appError('INVALID_INPUT', { field, call: 'composite', problem: `${day} is no day of the calendar` });
  }
}

/** Given days as they are; else whole months around the scenes for calendar periods, the scenes' own days otherwise. */
function wholeSpan(params: CompositeParams, first: IsoDate, last: IsoDate): { from: IsoDate; to: IsoDate } {
  const calendar = params.period === 'month' || params.period === 'dekad';
  const monthEnd = new Date(Date.UTC(Number(last.slice(0, 4)), Number(last.slice(5, 7)), 0)).toISOString().slice(0, 10);
  return {
    from: (params.from ?? (calendar ? `${first.slice(0, 8)}01` : first)) as IsoDate,
    to: (params.to ?? (calendar ? monthEnd : last)) as IsoDate,
  };
}

function whyNone({ from, to }: CompositeParams): Message {
  return from || to ? message('SCENES_NONE_SPAN', { from: from ?? message('SPAN_OPEN'), to: to ?? message('SPAN_OPEN') }) : message('SCENES_NONE');
}

function earliest(a: IsoDate | null, b: IsoDate): IsoDate {
  return a === null || b < a ? b : a;
}

function latest(a: IsoDate | null, b: IsoDate): IsoDate {
  return a === null || b > a ? b : a;
}
