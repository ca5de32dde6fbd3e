import { CalendarDays, Pause, Play, StepBack, StepForward, X } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf, framesInRange, goToDay, isoDay, type TimeLayer, timeLayer, useMoment } from '../../state/map/moment.ts';
import { sceneLoads } from '../../map/scene-loads.ts';
import { useRecords } from '../../state/records.ts';
import { periodLayer } from '../../state/map/scene-layers.ts';
import { useShownLayers } from '../../state/map/shown-layers.ts';
import { dayRange } from '../../ui/day-range.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Popover } from '../../ui/popover.tsx';
import { stepFrame } from './commands.ts';
import { usePlaying } from './playing.ts';
import { type SceneDay, sceneDays, wholeTime } from './scene-days.ts';
import { Track } from './track.tsx';
import './timeline.css';

const PLAY_MS = 900;
/** Longest that playing waits for a scene. */
const LONGEST_WAIT_MS = 30_000;

/** The dates of the topmost layer in time, and the acquisitions behind it. */
export function Timeline(): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  const layers = useShownLayers();
  const layer = timeLayer(layers);
  const bars = periodLayer(layers);
  const days = useSceneDays(layer);
  const { day: chosen, range, setRange } = useMoment();
  const { playing, set } = usePlaying();
  usePlay(layer);
  const time = wholeTime(bars, days);
  if (!time) return null;
  const day = layer ? dayOf(layer, chosen) : chosen;
  const words = wordsOf(layer, day, i18n.language);
  const play = (): void => { set(!playing); };
  return (
    <div className="timeline" role="group" aria-label={t('time.title')}>
      <IconButton label={t('time.previous')} keys="←" icon={<StepBack size={16} />} onPress={() => { stepFrame(-1); }} />
      <IconButton label={t(playing ? 'time.stop' : 'time.play')} keys={t('time.space')} icon={playing ? <Pause size={16} /> : <Play size={16} />} onPress={play} />
      <IconButton label={t('time.next')} keys="→" icon={<StepForward size={16} />} onPress={() => { stepFrame(1); }} />
      <Track layer={layer} bars={bars} days={days} time={time} day={day} range={range} onRange={setRange} onPlay={play} label={layer ? t('time.label', { title: layer.title }) : t('time.scenes-label')} words={words} />
      <div className="timeline-now">
        <JumpToDate day={day} time={time} words={words} />
        {range ? <RangeNote /> : <DayNote item={days.find((item) => item.day === day)} layer={layer} days={days} />}
      </div>
    </div>
  );
}

/** The acquisitions behind the layer: those of its composite, else all. */
function useSceneDays(layer: TimeLayer | null): readonly SceneDay[] {
  const { scene: scenes, composite: composites } = useRecords();
  const record = layer?.recordId;
  return useMemo(() => {
    const composite = composites.find(({ id }) => id === record);
    if (!composite) return sceneDays(scenes);
    const members = new Set(composite.sceneIds);
    return sceneDays(scenes.filter(({ id }) => members.has(id)));
  }, [scenes, composites, record]);
}

/** Goes on by itself, inside the chosen range. */
function usePlay(layer: TimeLayer | null): void {
  const { playing, set } = usePlaying();
  const frame = layer?.frame;
  const isThere = layer !== null;
  useEffect(() => {
    if (!playing) return undefined;
    if (!isThere) {
      set(false);
      return undefined;
    }
    let timer: ReturnType<typeof setTimeout>;
    const began = Date.now();
    // A scene that is still being prepared is waited for, so that playing shows every date and no line of work piles up.
    const step = (): void => {
      if (sceneLoads().some(({ pending }) => pending > 0) && Date.now() - began < LONGEST_WAIT_MS) timer = setTimeout(step, PLAY_MS / 4);
      else stepFrame(1);
    };
    timer = setTimeout(step, PLAY_MS);
    return () => { clearTimeout(timer); };
  }, [playing, isThere, frame, set]);
}

function wordsOf(layer: TimeLayer | null, day: string | null, language: string): string {
  const frame = layer?.frames[layer.frame];
  if (frame) return dayRange(frame.start, frame.end, language);
  return day === null ? '' : dayRange(day, day, language);
}

/** The date that is shown; a press opens a field to go to another. */
function JumpToDate({ day, time, words }: { readonly day: string | null; readonly time: readonly [number, number]; readonly words: string }): React.JSX.Element {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  const first = isoDay(time[0]);
  const last = isoDay(time[1] - 1);
  const change = (text: string): void => {
    setTyped(text);
    // While a year is typed digit by digit the field passes through dates of antiquity.
    if (text >= first && text <= last) goToDay(text);
  };
  return (
    <Popover label={`${t('time.jump')}: ${words}`} button={<><CalendarDays size={13} aria-hidden /><output className="number">{words}</output></>}>
      {() => (
        <label className="jump">
          {t('time.jump')}
          <input type="date" min={first} max={last} value={typed ?? day ?? ''} onChange={(event) => { change(event.target.value); }} onBlur={() => { setTyped(null); }} />
        </label>
      )}
    </Popover>
  );
}

/** The cloud of the shown day, or how many acquisitions the shown period has. */
function DayNote({ item, layer, days }: { readonly item: SceneDay | undefined; readonly layer: TimeLayer | null; readonly days: readonly SceneDay[] }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 0 });
  if (item) return <span className="timeline-note">{item.cloud === null ? t('time.cloud-unknown') : t('time.cloud', { share: percent.format(item.cloud / 100) })}</span>;
  const frame = layer?.frames[layer.frame];
  const inside = frame ? days.filter(({ day }) => frame.start.slice(0, 10) <= day && day <= frame.end.slice(0, 10)).length : 0;
  return <span className="timeline-note">{days.length > 0 ? t('time.acquisitions', { count: inside }) : ''}</span>;
}

/** What a drag chose, and the way back. */
function RangeNote(): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  const { range, setRange } = useMoment();
  const layer = timeLayer(useShownLayers());
  if (!range) return null;
  const count = layer ? framesInRange(layer.frames, range).length : 0;
  return (
    <span className="timeline-note timeline-range" title={dayRange(range.from, range.to, i18n.language)}>
      {t('time.range', { count })}
      <IconButton label={t('time.whole')} keys={t('time.escape')} icon={<X size={12} />} onPress={() => { setRange(null); }} />
    </span>
  );
}
