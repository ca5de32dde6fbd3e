import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clrTable } from '../../../shared/legend/clr.ts';
import { type LegendEntry, mapEncoding } from '../../../shared/legend/legend.ts';
import { qmlStyle } from '../../../shared/legend/qml.ts';
import { readStyle } from '../../../shared/legend/read-style.ts';
import { sldStyle } from '../../../shared/legend/sld.ts';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import { resetClasses } from '../../state/map/class-actions.ts';
import { download, fileNameOf } from '../../state/window/download.ts';
import { changed } from '../../layers/layer-tree.ts';
import type { ClassLayer } from '../../layers/layer.ts';
import { useStore } from '../../state/store.ts';
import { Part } from './prop.tsx';

/** The style as files for other programs, and back from them. */
export function StyleFiles({ layer }: { readonly layer: ClassLayer }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const file = useRef<HTMLInputElement>(null);
  const [told, setTold] = useState<string | null>(null);
  const legend = (): LegendEntry[] => shownLegend(layer, i18n.language, t('styling.outside'));
  const name = fileNameOf(layer.title);
  const load = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    const count = applyStyle(layer, await chosen.text(), i18n.language);
    setTold(count > 0 ? t('files.loaded', { count, file: chosen.name }) : t('files.none', { file: chosen.name }));
  };
  return (
    <Part title={t('files.title')}>
      <div className="tools">
        <button type="button" className="plain" title={t('files.qml')} onClick={() => { download(`${name}.qml`, qmlStyle(legend()), 'application/xml'); }}>QML</button>
        <button type="button" className="plain" title={t('files.sld')} onClick={() => { download(`${name}.sld`, sldStyle(layer.title, legend()), 'application/xml'); }}>SLD</button>
        <button type="button" className="plain" title={t('files.clr')} onClick={() => { download(`${name}.clr`, clrTable(legend())); }}>CLR</button>
        <span className="spacer" />
        <button type="button" className="plain" onClick={() => { file.current?.click(); }}>{t('files.load')}</button>
        <button type="button" className="plain" title={t('files.reset.tip')} onClick={() => { resetClasses(layer); }}>{t('files.reset')}</button>
      </div>
      <input ref={file} type="file" accept=".sld,.qml,.clr,.xml,.txt" className="hidden-text" tabIndex={-1} aria-label={t('files.load')} onChange={(event) => { void load(event.target.files?.[0]); event.target.value = ''; }} />
      {told !== null && <p className="soft part-note" role="status">{told}</p>}
    </Part>
  );
}

/** The legend as the map shows it: merged classes take colour and words of their target, hidden ones are left out. */
export function shownLegend(layer: ClassLayer, language: string, outside: string): LegendEntry[] {
  const byCode = new Map(layer.scheme.classes.map((item) => [item.code, item]));
  const [hidden, left] = [new Set(layer.hidden), new Set(layer.left)];
  const classes = layer.scheme.classes.flatMap((item) => {
    const target = byCode.get(layer.merged[item.code] ?? item.code) ?? item;
    return hidden.has(target.code) || left.has(item.code) ? [] : [{ value: item.value, code: item.code, label: classLabel(target, language), colour: target.colour }];
  });
  return layer.outside === null ? classes : [...classes, { value: mapEncoding(layer.original).outside, code: '', label: outside, colour: layer.outside }];
}

/** Takes colours and words of a style file over, by pixel value; returns how many classes it named. */
function applyStyle(layer: ClassLayer, text: string, language: string): number {
  const lines = new Map(readStyle(text).map((line) => [line.value, line]));
  const count = layer.scheme.classes.filter(({ value }) => lines.has(value)).length;
  if (count === 0) return 0;
  useStore.getState().changeLayers((layers) =>
    changed(layers, layer.id, 'classes', ({ scheme }) => ({
      scheme: {
        ...scheme,
        classes: scheme.classes.map((item) => {
          const line = lines.get(item.value);
          return line ? { ...item, colour: line.colour, labels: line.label === '' ? item.labels : { ...item.labels, [language]: line.label } } : item;
        }),
      },
    })),
  );
  return count;
}
