import { Columns3, Crosshair, Table2 } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MOST_SELECTED, type ParcelColumn } from '../../../shared/contract/parcels.ts';
import type { ParcelSet } from '../../../shared/records/parcels.ts';
import { useChosenParcels } from '../../state/map/chosen-parcels.ts';
import { useMapHandle } from '../../state/map/map-handle.ts';
import type { Panel } from '../../state/window/panels.ts';
import { useRecords } from '../../state/records.ts';
import { useCropOf } from '../../state/samples/crop-words.ts';
import { report } from '../../state/report.ts';
import { useShownLayers } from '../../state/map/shown-layers.ts';
import { call } from '../../client/call.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { fidsBetween, onlyThese } from './collect.ts';
import { type TableColumn, tableColumns } from './columns.ts';
import { type CopyRows, CopyRowsButtons, useCopyRows } from './copy-rows.tsx';
import { FilterBar } from './filter-bar.tsx';
import { type Choice, Grid, type GridHandle } from './grid.tsx';
import { type Pages, type TableQuery, usePages } from './pages.ts';
import { useMapSelection, useSoughtRow, zoomToChosen } from './selection.ts';
import { type Extent, filterOf, nextSort, useTableChoices } from './table-choices.ts';
import './table.css';

/** The attributes of a parcel set, however many parcels it has. */
function TablePanel(): React.JSX.Element {
  const { t } = useTranslation();
  const set = useParcelSet();
  const read = useRecords((state) => state.read);
  if (!set) return <p className="table-empty">{t(read ? 'table.no-parcels' : 'table.reading')}</p>;
  return <ParcelTable key={set.id} set={set} />;
}

export const tablePanel: Panel = { id: 'table', title: 'table.title', icon: Table2, place: 'dock', component: TablePanel };

/** The set that was chosen, else the topmost on the map, else the newest. */
function useParcelSet(): ParcelSet | null {
  const sets = useRecords((state) => state.parcels);
  const chosen = useTableChoices((state) => state.set);
  const layers = useShownLayers();
  const shown = layers.find(({ kind, visible }) => kind === 'parcels' && visible)?.recordId;
  return sets.find(({ id }) => id === chosen) ?? sets.find(({ id }) => id === shown) ?? sets[0] ?? null;
}

function ParcelTable({ set }: { readonly set: ParcelSet }): React.JSX.Element {
  const { t } = useTranslation();
  const { words, conditions, sort, extent, columns: shownNames, change } = useTableChoices();
  const chosen = useChosen(set.id);
  const all = useColumns(set.id);
  const shown = useMemo(() => all.filter(({ name, first }) => shownNames[set.id]?.includes(name) ?? first), [all, shownNames, set.id]);
  const bounds = useViewBounds(extent);
  const filter = useSettled(filterOf({ words, conditions }), 200);
  const query = useMemo((): TableQuery => {
    const whole: TableQuery = { id: set.id, filter, sort, bounds };
    return extent === 'chosen' ? onlyThese(whole, chosen) : whole;
  }, [set.id, filter, sort, bounds, extent, chosen]);
  const pages = usePages(all.length > 0 ? query : null);
  const grid = useRef<GridHandle>(null);
  const order = JSON.stringify(query);
  useEffect(() => { grid.current?.top(); }, [order]);
  useMapSelection(query, (row) => { grid.current?.goTo(row); });
  useSoughtRow(pages.total === null ? null : query, (row) => { grid.current?.goTo(row); });
  const rows = useCopyRows(query, shown.map(({ name }) => name), chosen);
  const pick = usePick(query, pages);
  const { clear } = useChosenParcels();
  const cropOf = useCropOf();
  return (
    <div className="parcel-table">
      <TableBar set={set} all={all} shown={shown} total={pages.total} chosen={chosen} rows={rows} />
      {pages.failure !== null && <p className="table-failure" role="alert">{pages.failure}</p>}
      {pages.total === 0 && !pages.isStale
        ? <p className="table-empty">{t(extent === 'chosen' ? 'table.none-chosen' : 'table.none-found')}</p>
        : <Grid label={set.title} columns={shown} pages={pages} sort={sort} chosen={chosen} cropOf={(code) => cropOf(set.id, code)} handle={grid} onSort={(column) => { change({ sort: nextSort(sort, column) }); }} onPick={pick} onAll={() => { chooseAll(query); }} onNone={clear} onCopy={rows.copy} onOpen={zoomToChosen} />}
    </div>
  );
}

const NOTHING: ReadonlySet<number> = new Set();

function useChosen(set: string): ReadonlySet<number> {
  const { set: record, fids } = useChosenParcels();
  return record === set ? fids : NOTHING;
}

function useColumns(id: string): readonly TableColumn[] {
  const [columns, setColumns] = useState<readonly ParcelColumn[]>([]);
  useEffect(() => {
    const aborter = new AbortController();
    report(call('parcels.columns', { id }, aborter.signal).then((answer) => { setColumns(answer.columns); }));
    return () => { aborter.abort(); };
  }, [id]);
  return useMemo(() => (columns.length === 0 ? [] : tableColumns(columns)), [columns]);
}

/** The view of the map in degrees while the table follows it; null otherwise. */
function useViewBounds(extent: Extent): TableQuery['bounds'] {
  const view = useMapHandle((state) => state.view);
  const [bounds, setBounds] = useState<NonNullable<TableQuery['bounds']> | null>(null);
  useEffect(() => {
    if (extent !== 'view' || !view) return undefined;
    const read = (): void => {
      const [west, south, east, north] = view.viewBounds('EPSG:4326') ?? [];
      if (west === undefined || south === undefined || east === undefined || north === undefined) return;
      setBounds({ crs: 'EPSG:4326', box: [west, south, east, north] });
    };
    read();
    return view.onRest(read);
  }, [extent, view]);
  return extent === 'view' ? bounds : null;
}

/** A value once it has not changed for a while, so that typing asks once. */
function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => { setSettled(JSON.parse(text) as T); }, ms);
    return () => { clearTimeout(timer); };
  }, [text, ms]);
  return settled;
}

/** What a press on a row does to the chosen parcels. */
function usePick(query: TableQuery, pages: Pages): (row: number, choice: Choice) => void {
  return (row, choice) => {
    const { set, fids, choose, toggle } = useChosenParcels.getState();
    const fid = pages.rowAt(row)?.fid;
    if (choice.how === 'through') {
      report(fidsBetween(query, choice.from, row).then((between) => { choose(query.id, between); }));
      return;
    }
    if (fid === undefined) return;
    if (choice.how === 'toggle') toggle(query.id, fid);
    else if (set === query.id && fids.size === 1 && fids.has(fid)) return;
    else choose(query.id, [fid]);
  };
}

function chooseAll({ id, filter, bounds }: TableQuery): void {
  report(call('parcels.select', { id, filter, bounds, limit: MOST_SELECTED }).then(({ fids }) => { useChosenParcels.getState().choose(id, fids); }));
}

interface TableBarProps {
  readonly set: ParcelSet;
  readonly all: readonly TableColumn[];
  readonly shown: readonly TableColumn[];
  readonly total: number | null;
  readonly chosen: ReadonlySet<number>;
  readonly rows: CopyRows;
}

/** What the table shows, and what can be done with it. */
function TableBar({ set, all, shown, total, chosen, rows }: TableBarProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { extent, change } = useTableChoices();
  const sets = useRecords((state) => state.parcels);
  const format = new Intl.NumberFormat(i18n.language);
  const found = total === null ? t('table.reading') : total === set.count ? t('table.parcels', { count: total, number: format.format(total) }) : t('table.parcels-of', { found: format.format(total), total: format.format(set.count) });
  return (
    <div className="table-bar" role="toolbar" aria-label={t('table.title')}>
      {sets.length > 1 && (
        <select aria-label={t('table.set')} value={set.id} onChange={(event) => { change({ set: event.target.value, conditions: [], sort: null }); }}>
          {sets.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
        </select>
      )}
      <FilterBar columns={all} />
      <select aria-label={t('table.extent')} value={extent} onChange={(event) => { change({ extent: event.target.value as Extent }); }}>
        {(['all', 'view', 'chosen'] as const).map((value) => <option key={value} value={value}>{t(`table.extent.${value}`)}</option>)}
      </select>
      <span className="number soft" role="status">
        {found}
        {chosen.size > 0 && ` · ${t('table.chosen', { count: chosen.size, number: format.format(chosen.size) })}`}
      </span>
      <span className="spacer" />
      <IconButton label={t('table.zoom')} keys="Ctrl+J" disabled={chosen.size === 0} icon={<Crosshair size={14} />} onPress={zoomToChosen} />
      <ColumnMenu set={set.id} all={all} shown={shown} />
      <CopyRowsButtons rows={rows} chosen={chosen.size} />
    </div>
  );
}

/** Which columns are shown. */
function ColumnMenu({ set, all, shown }: { readonly set: string; readonly all: readonly TableColumn[]; readonly shown: readonly TableColumn[] }): React.JSX.Element {
  const { t } = useTranslation();
  const { columns, change } = useTableChoices();
  const names = shown.map(({ name }) => name);
  const put = (next: readonly string[]): void => {
    if (next.length > 0) change({ columns: { ...columns, [set]: next } });
  };
  return (
    <Popover label={t('table.columns')} button={<><Columns3 size={13} aria-hidden />{`${shown.length}/${all.length}`}</>}>
      {() => (
        <div className="column-menu">
          <button type="button" onClick={() => { put(all.map(({ name }) => name)); }}>{t('table.all-columns')}</button>
          {all.map(({ name, title }) => (
            <label key={name}>
              <input type="checkbox" checked={names.includes(name)} onChange={() => { put(names.includes(name) ? names.filter((other) => other !== name) : [...names, name]); }} />
              {title === null ? name : t(title)}
              {title !== null && <span className="soft">{name}</span>}
            </label>
          ))}
        </div>
      )}
    </Popover>
  );
}
