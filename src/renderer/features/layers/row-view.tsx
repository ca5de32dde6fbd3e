import { Activity, ChevronDown, ChevronRight, FlaskConical, Folder, FolderOpen, Gauge, Globe, Grid2x2, Hexagon, Image, type LucideIcon, Map as MapIcon } from 'lucide-react';
import type { TFunction } from 'i18next';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import type { Layer } from '../../layers/layer.ts';
import type { Place } from '../../layers/layer-tree.ts';
import { startDrag } from './drop.ts';
import { AbsentRow, ClassRow, NoteRow, OtherRow } from './legend-rows.tsx';
import { openRow, renameRow, toggleRows, toggleWithMembers } from './tree-actions.ts';
import { openness } from './tree-keys.ts';
import type { TreeRow } from './tree-rows.ts';

export interface RowViewProps {
  readonly row: TreeRow;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly isRenaming: boolean;
  /** Where a drop on it would land. */
  readonly mark: Place['side'] | null;
  readonly onClick: (event: React.MouseEvent) => void;
  readonly onOpenStyling: () => void;
  readonly onRename: (begin: boolean) => void;
  readonly onUnfold: () => void;
  readonly onMenu: (at: { readonly x: number; readonly y: number }) => void;
}

/** One line of the tree. */
export function RowView(props: RowViewProps): React.JSX.Element {
  const { i18n } = useTranslation();
  const { row, isActive, isSelected, mark } = props;
  const isMain = row.kind === 'layer' || row.kind === 'group';
  return (
    <div
      id={`row-${row.id}`}
      className={`row row-${row.kind}`}
      role="treeitem"
      aria-level={row.level}
      aria-posinset={row.place}
      aria-setsize={row.of}
      aria-expanded={openness(row) ?? undefined}
      aria-selected={isMain ? isSelected : undefined}
      aria-checked={checkOf(row)}
      data-level={row.level}
      data-active={isActive}
      data-mark={mark}
      data-name={nameOf(row, i18n.language)}
      draggable={isMain && !props.isRenaming}
      onDragStart={(event) => { startDrag(event, row); }}
      onClick={props.onClick}
      onContextMenu={(event) => { event.preventDefault(); props.onMenu({ x: event.clientX, y: event.clientY }); }}
    >
      {isMain ? <MainRow {...props} row={row} /> : row.kind === 'class' ? <ClassRow row={row} isRenaming={props.isRenaming} onRename={props.onRename} /> : row.kind === 'other' ? <OtherRow row={row} /> : row.kind === 'absent' ? <AbsentRow row={row} onUnfold={props.onUnfold} /> : <NoteRow layer={row.layer} />}
    </div>
  );
}

const ICONS: Readonly<Record<Layer['kind'], LucideIcon>> = { classes: Grid2x2, rgb: Image, index: Activity, ramp: Gauge, parcels: Hexagon, basemap: Globe, tiles: MapIcon };

type Main = Extract<TreeRow, { kind: 'layer' | 'group' }>;

function MainRow({ row, isRenaming, onRename, onOpenStyling }: Omit<RowViewProps, 'row'> & { readonly row: Main }): React.JSX.Element {
  const { t } = useTranslation();
  const open = openness(row);
  const item = row.kind === 'group' ? row.group : row.layer;
  const Icon = row.kind === 'group' ? (row.group.open ? FolderOpen : Folder) : ICONS[row.layer.kind];
  const toggle = (event: React.MouseEvent): void => {
    event.stopPropagation();
    if (row.kind === 'group' && (event.ctrlKey || event.metaKey)) toggleWithMembers(row.id);
    else toggleRows([row.id]);
  };
  const missing = row.kind === 'layer' && row.layer.kind === 'tiles' && !row.layer.basemap.isThere ? row.layer.basemap.path : null;
  return (
    <>
      <Chevron open={open} onToggle={() => { openRow(row.id, !open); }} />
      <input type="checkbox" tabIndex={-1} checked={item.visible} aria-label={t('layers.show', { title: item.title })} title={`${t('layers.show', { title: item.title })} (${t('key.space')})`} readOnly onClick={toggle} onDoubleClick={(event) => { event.stopPropagation(); }} />
      <Icon className="row-icon" size={14} aria-hidden />
      {isRenaming ? (
        <RenameField value={item.title} label={t('layers.rename')} onDone={(title) => { if (title !== null && title !== item.title) renameRow(row.id, title); onRename(false); }} />
      ) : (
        <span className="row-name" title={tipOf(row, t)} onDoubleClick={row.kind === 'layer' && row.layer.kind !== 'basemap' ? onOpenStyling : () => { onRename(true); }}>{item.title}</span>
      )}
      {row.kind === 'group' && <span className="row-count number">{row.members.length}</span>}
      {row.kind === 'layer' && row.layer.opacity < 1 && <span className="row-count number">{Math.round(row.layer.opacity * 100)} %</span>}
      {missing !== null && <span className="badge" title={t('layers.missing.tip', { path: missing })}>{t('layers.missing')}</span>}
      {row.kind === 'layer' && row.layer.simulated && <FlaskConical className="row-simulated" size={13} role="img" aria-label={t('app.simulated')}><title>{t('layers.simulated.tip')}</title></FlaskConical>}
    </>
  );
}

function Chevron({ open, onToggle }: { readonly open: boolean | null; readonly onToggle: () => void }): ReactNode {
  if (open === null) return <span className="chevron" aria-hidden />;
  return (
    <span className="chevron" aria-hidden onClick={(event) => { event.stopPropagation(); onToggle(); }} onDoubleClick={(event) => { event.stopPropagation(); }}>
      {open ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
    </span>
  );
}

/** A name being typed: Enter keeps it, Escape leaves it. */
export function RenameField({ value, label, onDone }: { readonly value: string; readonly label: string; readonly onDone: (text: string | null) => void }): React.JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const done = (text: string | null): void => {
    if (isDone.current) return;
    isDone.current = true;
    onDone(text !== null && text.trim() === '' ? null : (text?.trim() ?? null));
  };
  return (
    <input
      ref={field}
      className="rename"
      type="text"
      aria-label={label}
      defaultValue={value}
      onClick={(event) => { event.stopPropagation(); }}
      onBlur={(event) => { done(event.target.value); }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') done(event.currentTarget.value);
        else if (event.key === 'Escape') done(null);
      }}
    />
  );
}

/** The name a letter jumps to. */
function nameOf(row: TreeRow, language: string): string {
  if (row.kind === 'group') return row.group.title;
  if (row.kind === 'layer') return row.layer.title;
  return row.kind === 'class' ? classLabel(row.entry.cropClass, language) : '';
}

function checkOf(row: TreeRow): boolean | undefined {
  if (row.kind === 'group') return row.group.visible;
  if (row.kind === 'layer') return row.layer.visible;
  if (row.kind === 'class') return !row.entry.isHidden;
  return row.kind === 'other' ? row.layer[row.which] !== null : undefined;
}

function tipOf(row: Main, t: TFunction): string {
  if (row.kind === 'group') return t('layers.members', { count: row.members.length });
  const { layer } = row;
  const lines = [layer.title, ...('grid' in layer ? [`${layer.grid.crs} · ${layer.grid.width} × ${layer.grid.height} px`] : []), ...(layer.simulated ? [t('app.simulated')] : [])];
  return lines.join('\n');
}

