import { Pause, Play, StepBack, StepForward } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Layer, RgbLayer } from '../../app/layer.ts';
import { changed, useStore } from '../../app/store.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import './timeline.css';

const PLAY_MS = 900;
const DAY_MS = 86_400_000;

/** The periods of the topmost composite on their real dates: click, arrow keys or play. */
export function Timeline(): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  const { layers, previewLayers } = useStore();
  const [playing, setPlaying] = useState(false);
  const layer = layers.find((item: Layer): item is RgbLayer => item.kind === 'rgb' && item.frames.length > 1);
  const id = layer?.id ?? '';
  const show = (frame: number): void => {
    previewLayers((all) => changed(all, id, 'rgb', ({ frames }) => ({ frame: (frame + frames.length) % frames.length })));
  };
  useEffect(() => {
    if (!playing || !layer) return undefined;
    const timer = setTimeout(() => { show(layer.frame + 1); }, PLAY_MS);
    return () => { clearTimeout(timer); };
  });
  if (!layer) return null;
  const current = layer.frames[layer.frame];
  const first = Date.parse(layer.frames[0]?.start ?? '');
  const span = Date.parse(layer.frames.at(-1)?.end ?? '') + DAY_MS - first;
  const date = new Intl.DateTimeFormat(i18n.language, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const onKey = (event: React.KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    show(layer.frame + step);
  };
  return (
    <div className="timeline">
      <IconButton label={t('time.previous')} keys="←" icon={<StepBack size={16} />} onPress={() => { show(layer.frame - 1); }} />
      <IconButton label={t(playing ? 'time.stop' : 'time.play')} icon={playing ? <Pause size={16} /> : <Play size={16} />} onPress={() => { setPlaying(!playing); }} />
      <IconButton label={t('time.next')} keys="→" icon={<StepForward size={16} />} onPress={() => { show(layer.frame + 1); }} />
      <svg className="track" viewBox="0 0 1000 36" preserveAspectRatio="none" role="slider" tabIndex={0} aria-label={t('time.label', { title: layer.title })} aria-valuemin={1} aria-valuemax={layer.frames.length} aria-valuenow={layer.frame + 1} aria-valuetext={current ? `${current.start} – ${current.end}` : ''} onKeyDown={onKey}>
        {layer.frames.map((frame, i) => {
          const x = ((Date.parse(frame.start) - first) / span) * 1000;
          const width = ((Date.parse(frame.end) + DAY_MS - Date.parse(frame.start)) / span) * 1000;
          return <rect key={frame.start} className="period" data-current={i === layer.frame} x={x + 1.5} y={6} width={Math.max(1, width - 3)} height={24} rx={2} onClick={() => { show(i); }} />;
        })}
      </svg>
      <output className="number">{current ? date.format(new Date(current.start)) : ''}</output>
    </div>
  );
}
