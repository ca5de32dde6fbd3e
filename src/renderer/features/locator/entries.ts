import { BadgeCheck, Boxes, ChartColumn, Command as CommandIcon, Layers, Layers3, type LucideIcon, Map as MapIcon, MapPin, Satellite, Settings2, Shapes, Sprout } from 'lucide-react';
import type { TFunction } from 'i18next';
import type { CallOutput } from '../../../shared/contract/contract.ts';
import type { CatalogRecord } from '../../../shared/records/record.ts';
import type { Command } from '../../state/window/commands.ts';
import type { Layer } from '../../layers/layer.ts';
import { openRecord } from '../../state/jobs/open-result.ts';
import { openReport } from '../../state/samples/report-choice.ts';
import { useStore } from '../../state/store.ts';
import { fuzzyMatch, type Match } from './fuzzy.ts';

/** Something that the locator can find. */
export interface Entry {
  readonly id: string;
  readonly group: GroupName;
  readonly icon: LucideIcon;
  readonly title: string;
  /** Said after the title: kind, date, place. */
  readonly detail: string;
  readonly keys: string | null;
  /** Why it cannot be done now, in words; null when it can. */
  readonly reason: string | null;
  readonly run: () => void;
}

/** What is found, in the order of its groups, each with the prefix that asks for it alone. */
export const GROUPS = [
  { name: 'command', prefix: '>' },
  { name: 'layer', prefix: 'l ' },
  { name: 'record', prefix: 'r ' },
  { name: 'parcel', prefix: 'p ' },
  { name: 'place', prefix: 'g ' },
  { name: 'workspace', prefix: 'w ' },
  { name: 'setting', prefix: 's ' },
] as const;
export type GroupName = (typeof GROUPS)[number]['name'];

/** A query without its prefix, and the group that the prefix asks for. */
export function parsedQuery(query: string): { readonly group: GroupName | null; readonly text: string } {
  const found = GROUPS.find(({ prefix }) => query.toLowerCase().startsWith(prefix));
  return found ? { group: found.name, text: query.slice(found.prefix.length).trim() } : { group: null, text: query.trim() };
}

/** An entry that answers the query. */
export interface Found extends Entry {
  readonly match: Match;
}

const MOST = 50;

/** The entries that answer a query, best first; for an empty one all of them in their order, what can be done before what cannot. */
export function found(entries: readonly Entry[], query: string): readonly Found[] {
  const { group, text } = parsedQuery(query);
  const matching = entries
    .filter((entry) => group === null || entry.group === group)
    .flatMap((entry): Found[] => {
      const match = fuzzyMatch(text, entry.title) ?? lesser(fuzzyMatch(text, `${entry.title} ${entry.detail}`));
      return match ? [{ ...entry, match }] : [];
    });
  const ordered = text === '' ? [...matching].sort((a, b) => Number(a.reason !== null) - Number(b.reason !== null)) : [...matching].sort((a, b) => b.match.score - a.match.score);
  return ordered.slice(0, MOST);
}

/** A match in the detail counts less, and its letters are not in the title. */
function lesser(match: Match | null): Match | null {
  return match && { score: match.score - 20, letters: [] };
}

export function commandEntries(commands: readonly Command[], t: TFunction): Entry[] {
  return commands.map(({ id, title, keys, unavailable, run }) => {
    const reason = unavailable?.() ?? null;
    return { id: `command ${id}`, group: id.startsWith('settings.') ? 'setting' : 'command', icon: id.startsWith('settings.') ? Settings2 : CommandIcon, title: t(title), detail: '', keys: keys ?? null, reason: reason === null ? null : t(reason), run };
  });
}

export function layerEntries(layers: readonly Layer[], t: TFunction): Entry[] {
  return layers.map((layer) => ({ id: `layer ${layer.id}`, group: 'layer', icon: Layers, title: layer.title, detail: t('locator.layer'), keys: null, reason: null, run: () => { useStore.getState().select(layer.id); } }));
}

const RECORD_ICONS: Readonly<Record<CatalogRecord['kind'], LucideIcon>> = { scene: Satellite, composite: Layers3, parcels: Shapes, samples: Sprout, scheme: BadgeCheck, model: Boxes, map: MapIcon, mask: MapPin };

export function recordEntries(records: readonly CatalogRecord[], t: TFunction): Entry[] {
  return records.map((record) => ({
    id: `record ${record.kind} ${record.id}`,
    group: 'record',
    icon: RECORD_ICONS[record.kind],
    title: record.title,
    detail: [t(`locator.kind.${record.kind}`), record.kind === 'scene' ? record.datetime.slice(0, 10) : '', record.id === record.title ? '' : record.id].filter((part) => part !== '').join(' · '),
    keys: null,
    reason: null,
    run: () => { openRecord(record); },
  }));
}

export type ReportItem = CallOutput<'reports.list'>['items'][number];

/** Reports by their names; those of a training are called after their model. */
export function reportEntries(reports: readonly ReportItem[], t: TFunction): Entry[] {
  return reports.map(({ kind, id, title }) => ({
    id: `report ${kind} ${id}`,
    group: 'record',
    icon: ChartColumn,
    title,
    detail: [t(`locator.report.${kind}`), id === title ? '' : id].filter((part) => part !== '').join(' · '),
    keys: null,
    reason: null,
    run: () => { openReport({ kind, id }); },
  }));
}
