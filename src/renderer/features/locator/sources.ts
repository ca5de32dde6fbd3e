import { FolderOpen, Globe, Hexagon, LocateFixed } from 'lucide-react';
import type { TFunction } from 'i18next';
import type { ParcelCell } from '../../../shared/contract/parcels.ts';
import type { ParcelSet } from '../../../shared/records/parcels.ts';
import { call } from '../../client/call.ts';
import { useChosenParcels } from '../../state/map/chosen-parcels.ts';
import { useMapHandle } from '../../state/map/map-handle.ts';
import { inspectAt } from '../../state/map/map-marks.ts';
import { usePanels } from '../../state/window/panels.ts';
import type { CropOf } from '../../state/samples/crop-words.ts';
import { openWorkspace, useRecentWorkspaces } from '../../state/window/recent-workspaces.ts';
import { report } from '../../state/report.ts';
import type { Found, GroupName } from './entries.ts';
import { fuzzyMatch } from './fuzzy.ts';
import { countriesNamed, goToCountry } from './countries.ts';
import { positionIn } from './typed-position.ts';

/** What a source needs to know to search, and to name what it finds. */
export interface Searching {
  /** The query without its prefix. */
  readonly text: string;
  /** True when the query asks for one group by its prefix. */
  readonly prefixed: boolean;
  readonly sets: readonly ParcelSet[];
  /** The crop of a parcel’s code, where its file brings no words. */
  readonly cropOf: CropOf;
  readonly t: TFunction;
  readonly language: string;
  readonly signal: AbortSignal;
}

/** Something that is searched outside the window's memory; its answers come when they are there. */
export interface Source {
  readonly id: string;
  readonly group: GroupName;
  /** Letters from which on it is worth asking. */
  readonly from: number;
  readonly find: (searching: Searching) => Promise<readonly Found[]>;
}

/** Answers of one source at most; the table shows them all. */
const MOST = 8;
const NO_MATCH = { score: 0, letters: [] };

/** Every source; one line each. */
export const SOURCES: readonly Source[] = [
  { id: 'position', group: 'place', from: 3, find: (searching) => Promise.resolve(positions(searching)) },
  { id: 'countries', group: 'place', from: 2, find: countries },
  { id: 'parcels', group: 'parcel', from: 2, find: parcels },
  { id: 'workspaces', group: 'workspace', from: 0, find: workspaces },
];

function positions({ text, t, language }: Searching): readonly Found[] {
  const { view } = useMapHandle.getState();
  const found = view && positionIn(text, view.crs);
  if (!view || !found) return [];
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 5, useGrouping: false });
  const [x, y] = found.position;
  const title = found.kind === 'degrees' ? t('locator.position', { lat: number.format(found.typed[0]), lon: number.format(found.typed[1]) }) : t('locator.position-map', { x: number.format(x), y: number.format(y) });
  const run = (): void => {
    view.centreOn([x, y]);
    inspectAt([x, y], view.crs, 'instead');
  };
  return [{ id: 'position', group: 'place', icon: LocateFixed, title, detail: found.kind === 'degrees' ? 'WGS 84' : view.crs, keys: null, reason: null, run, match: NO_MATCH }];
}

async function countries({ text, t, language }: Searching): Promise<readonly Found[]> {
  const named = await countriesNamed(text, language);
  return named.slice(0, MOST).map(({ id, name, match }) => ({ id: `country ${id}`, group: 'place', icon: Globe, title: name, detail: t('locator.country'), keys: null, reason: null, run: () => { report(goToCountry(id)); }, match }));
}

/** Other workspaces by their names and folders; only when they are asked for, since they lead away from this one. */
async function workspaces({ text, prefixed, t }: Searching): Promise<readonly Found[]> {
  if (!prefixed) return [];
  await useRecentWorkspaces.getState().refresh();
  return useRecentWorkspaces.getState().items.flatMap(({ folder, title }): Found[] => {
    const match = fuzzyMatch(text, title) ?? (folder.toLowerCase().includes(text.toLowerCase()) ? NO_MATCH : null);
    return match ? [{ id: `workspace ${folder}`, group: 'workspace', icon: FolderOpen, title: t('locator.open-workspace', { name: title }), detail: folder, keys: null, reason: null, run: () => { openWorkspace(folder); }, match: NO_MATCH }] : [];
  });
}

const COLUMNS = ['source_id', 'code', 'label', 'area_m2'] as const;

async function parcels({ text, sets, cropOf, t, language, signal }: Searching): Promise<readonly Found[]> {
  const hectares = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const answers = await Promise.all(sets.map(async (set) => ({ set, page: await call('parcels.page', { id: set.id, filter: text, limit: MOST, columns: [...COLUMNS] }, signal) })));
  return answers.flatMap(({ set, page }) =>
    page.rows.map(({ fid, values }): Found => {
      const cell = (name: (typeof COLUMNS)[number]): ParcelCell => values[page.columns.indexOf(name)] ?? null;
      const area = cell('area_m2');
      const code = String(cell('code') ?? '');
      const facts = [cell('label') ?? cropOf(set.id, code), code, typeof area === 'number' ? `${hectares.format(area / 10_000)} ha` : null, set.title];
      const name = cell('source_id') ?? fid;
      return { id: `parcel ${set.id} ${fid}`, group: 'parcel', icon: Hexagon, title: t('locator.parcel', { name: String(name) }), detail: facts.filter((fact) => fact !== null && fact !== '').join(' · '), keys: null, reason: null, run: () => { showParcel(set.id, fid); }, match: NO_MATCH };
    }),
  );
}

/** Chooses the parcel, opens the table and goes there on the map. */
function showParcel(set: string, fid: number): void {
  useChosenParcels.getState().seek(set, fid);
  usePanels.getState().open({ id: 'table', place: 'dock' });
  report(
    call('parcels.select', { id: set, filter: [{ column: 'fid', op: 'in', value: [fid] }], limit: 0 }).then(({ box }) => {
      if (box) useMapHandle.getState().view?.fitDegrees(box);
    }),
  );
}
