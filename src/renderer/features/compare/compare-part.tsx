import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { COMPARE_MODES, type OtherSide, sideOf, useCompare } from '../../layers/compare.ts';
import { hasTime } from '../../layers/layer.ts';
import { treeOf, useStore } from '../../state/store.ts';
import { Choice } from '../../ui/choice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { frameName } from './side-names.ts';

/** How two pictures are compared, and what the other one shows. */
export function ComparePart(): React.JSX.Element {
  const { t } = useTranslation();
  const { mode, direction, radius, seconds, set } = useCompare();
  return (
    <section className="view-part">
      <Choice label={t('compare.title')} value={mode} options={COMPARE_MODES.map((value) => ({ value, label: t(`compare.${value}`) }))} onChange={(value) => { set({ mode: value }); }} />
      <SideSelect />
      {mode === 'swipe' && <Choice label={t('compare.direction')} value={direction} options={(['vertical', 'horizontal'] as const).map((value) => ({ value, label: t(`compare.${value}`) }))} onChange={(value) => { set({ direction: value }); }} />}
      {mode === 'spyglass' && <Slider label={t('compare.radius')} value={radius} min={40} max={400} unit="px" onChange={(value) => { set({ radius: value }); }} />}
      {mode === 'blink' && <Slider label={t('compare.seconds')} value={seconds} min={0.2} max={5} unit="s" onChange={(value) => { set({ seconds: value }); }} />}
      <p className="soft">{t('compare.key')}</p>
    </section>
  );
}

function SideSelect(): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const selected = useStore((state) => state.selected);
  const tree = useStore(useShallow(treeOf));
  const { side, set } = useCompare();
  const { layers, themes } = tree;
  const current = sideOf(side, tree, selected);
  const time = layers.find((layer) => hasTime(layer) && layer.frames.length > 1);
  const rasters = layers.filter((layer) => 'grid' in layer);
  const options: { readonly value: string; readonly label: string }[] = [
    ...themes.map(({ id, title }) => option({ kind: 'theme', theme: id }, t('compare.theme', { title }))),
    ...layers.filter(({ kind }) => kind !== 'basemap').map(({ id, title }) => option({ kind: 'without', layer: id }, t('compare.without', { title }))),
    ...rasters.map(({ id, title }) => option({ kind: 'only', layer: id }, t('compare.only', { title }))),
    ...(time && hasTime(time) ? time.frames.map((frame, i) => option({ kind: 'date', record: time.recordId, frame: i }, frameName(frame, i18n.language))) : []),
  ];
  return <SelectField label={t('compare.with')} value={current ? JSON.stringify(current) : ''} options={current ? options : [{ value: '', label: t('compare.nothing') }]} onChange={(value) => { if (value !== '') set({ side: JSON.parse(value) as OtherSide }); }} />;
}

function option(side: OtherSide, label: string): { readonly value: string; readonly label: string } {
  return { value: JSON.stringify(side), label };
}

export interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly onChange: (value: number) => void;
}

function Slider({ label, value, min, max, unit, onChange }: SliderProps): React.JSX.Element {
  return (
    <label className="view-slider">
      <span>{label}</span>
      <input type="range" min={min} max={max} step={(max - min) / 48} value={value} onChange={(event) => { onChange(Number(event.target.value)); }} />
      <output className="number">{`${value.toFixed(max > 10 ? 0 : 1)} ${unit}`}</output>
    </label>
  );
}
