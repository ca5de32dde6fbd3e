import { ChevronDown, ChevronRight } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { rampColours } from '../../../shared/colour/ramps.ts';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import type { Basemap } from '../../../shared/contract/basemaps.ts';
import type { ClassLayer, Layer } from '../../layers/layer.ts';
import { gradient } from '../../ui/gradient.ts';
import { Swatch } from '../../ui/swatch.tsx';
import { RenameField } from './row-view.tsx';
import { colourOther, editClass, lightClass, toggleClass, toggleOther } from '../../state/map/class-actions.ts';
import type { TreeRow } from './tree-rows.ts';

/** A class: box, colour, words, share. Hovering lights it up, a double click edits colour or words in place. */
export function ClassRow({ row, isRenaming, onRename }: { readonly row: Extract<TreeRow, { kind: 'class' }>; readonly isRenaming: boolean; readonly onRename: (begin: boolean) => void }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { layer, entry } = row;
  const label = classLabel(entry.cropClass, i18n.language);
  const others = entry.merged.map((item) => classLabel(item, i18n.language));
  return (
    <div className="legend-row" data-absent={entry.share === 0} data-off={entry.isHidden} onPointerEnter={() => { lightClass(layer, entry.code); }} onPointerLeave={() => { lightClass(layer, null); }}>
      <Box checked={!entry.isHidden} label={t('legend.hide', { label })} onToggle={() => { toggleClass(layer, entry.code); }} />
      <ColourSpot id={row.id} colour={entry.cropClass.colour} isHollow={entry.isHidden} label={t('legend.colour-of', { label })} onChange={(colour) => { editClass(layer, entry.code, { colour }); }} />
      {isRenaming ? (
        <RenameField value={label} label={t('legend.rename')} onDone={(text) => { if (text !== null && text !== label) editClass(layer, entry.code, { labels: { [i18n.language]: text } }); onRename(false); }} />
      ) : (
        <span className="row-name" title={others.length > 0 ? t('legend.with', { label, others: others.join(', ') }) : `${label} · ${entry.code}`} onDoubleClick={() => { onRename(true); }}>{label}</span>
      )}
      {others.length > 0 && <span className="row-count number">+{others.length}</span>}
      <span className="share number" title={t(layer.kind === 'classes' ? 'legend.counted' : 'legend.of-parcels')}>{shareText(entry.share, i18n.language)}</span>
    </div>
  );
}

/** Pixels that are no class: outside the cropland mask, and without data. */
export function OtherRow({ row }: { readonly row: Extract<TreeRow, { kind: 'other' }> }): React.JSX.Element {
  const { t } = useTranslation();
  const { layer, which } = row;
  const colour: string | null = (layer satisfies ClassLayer)[which];
  const label = t(`legend.${which}`);
  return (
    <div className="legend-row" data-off={colour === null}>
      <Box checked={colour !== null} label={t('legend.hide', { label })} onToggle={() => { toggleOther(layer, which); }} />
      <ColourSpot id={row.id} colour={colour ?? '#ffffff'} isHollow={colour === null} label={t('legend.colour-of', { label })} onChange={(chosen) => { colourOther(layer, which, chosen); }} />
      <span className="row-name soft" title={t(`legend.${which}.tip`)}>{label}</span>
    </div>
  );
}

/** The classes that this map has nowhere, folded into one line. */
export function AbsentRow({ row, onUnfold }: { readonly row: Extract<TreeRow, { kind: 'absent' }>; readonly onUnfold: () => void }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="legend-row absent-row" onClick={(event) => { event.stopPropagation(); onUnfold(); }}>
      <span className="chevron" aria-hidden>{row.isOpen ? <ChevronDown size={14} /> : <ChevronRight size={14} />}</span>
      <span className="row-name soft">{t(row.layer.kind === 'classes' ? 'legend.absent' : 'legend.absent-parcels', { count: row.count })}</span>
    </div>
  );
}

/** What a layer without classes shows: its bands, its ramp, its count. */
export function NoteRow({ layer }: { readonly layer: Layer }): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  if (layer.kind === 'rgb') {
    const bands = layer.shown.map((band) => layer.bands[band - 1] ?? '');
    return <div className="legend-row note-row">{bands.map((band, i) => <span key={i} className={`channel channel-${i}`}>{band}</span>)}</div>;
  }
  if (layer.kind === 'index' || layer.kind === 'ramp') {
    const number = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 2 });
    return (
      <div className="legend-row note-row">
        <span className="number soft">{number.format(layer.range[0])}</span>
        <span className="ramp" role="img" aria-label={layer.ramp.name} style={{ background: gradient(rampColours(layer.ramp)) }} />
        <span className="number soft">{number.format(layer.range[1])}</span>
      </div>
    );
  }
  if (layer.kind === 'tiles') return <BasemapNote basemap={layer.basemap} />;
  return layer.kind === 'parcels' ? <div className="legend-row note-row soft">{t('layers.parcels', { count: layer.count })}</div> : null;
}

/** Metres of a CSS pixel at 96 dpi. */
const PIXEL_M = 0.0254 / 96;

/** What a basemap of the user's own is, and from where a large picture without overviews is shown. */
function BasemapNote({ basemap }: { readonly basemap: Basemap }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const { format, tiles, picture } = basemap;
  const number = new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 2 });
  const names = { mbtiles: 'MBTiles', pmtiles: 'PMTiles', geotiff: 'GeoTIFF' };
  const facts = tiles ? t('layers.basemap-facts', { format: names[format], min: tiles.minZoom, max: tiles.maxZoom }) : `${names[format]} · ${picture?.grid.crs.startsWith('EPSG') ? picture.grid.crs : ''} · ${picture?.grid.width ?? 0} × ${picture?.grid.height ?? 0} px`;
  return (
    <div className="legend-row note-row soft basemap-note">
      <span>{facts}</span>
      {picture?.coarsest !== null && picture !== null && <span className="warn">{t('layers.coarsest', { scale: number.format(picture.coarsest / PIXEL_M) })}</span>}
    </div>
  );
}

function Box({ checked, label, onToggle }: { readonly checked: boolean; readonly label: string; readonly onToggle: () => void }): React.JSX.Element {
  return <input type="checkbox" tabIndex={-1} checked={checked} aria-label={label} title={label} readOnly onClick={(event) => { event.stopPropagation(); onToggle(); }} onDoubleClick={(event) => { event.stopPropagation(); }} />;
}

/** A swatch that a double click changes. */
function ColourSpot({ id, colour, isHollow, label, onChange }: { readonly id: string; readonly colour: string; readonly isHollow: boolean; readonly label: string; readonly onChange: (colour: string) => void }): React.JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  return (
    <span className="spot" title={label} onDoubleClick={(event) => { event.stopPropagation(); field.current?.showPicker(); }}>
      <Swatch colour={isHollow ? null : colour} />
      <input ref={field} type="color" className="hidden-text" tabIndex={-1} aria-label={label} data-colour-of={id} value={colour.toLowerCase()} onChange={(event) => { onChange(event.target.value); }} />
    </span>
  );
}

/** A share in percent; what is there but rounds to nothing is said to be less. */
export function shareText(share: number, language: string): string {
  const percent = new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  if (share === 0) return '';
  return share < 0.0005 ? `< ${percent.format(0.001)}` : percent.format(share);
}
