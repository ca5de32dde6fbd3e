import { Cloud } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scene } from '../../../shared/records/scene.ts';
import { openRecord } from '../../state/jobs/open-result.ts';
import { More } from '../../ui/more.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { useDraft } from '../../forms/drafts.ts';
import './scenes.css';

const ROW_PX = 30;
const NO_FILTER = { text: '', maxCloud: null as number | null, tile: '', from: '', to: '' };
type Filter = typeof NO_FILTER;

/** The scenes by date, with cloud share and tile; filtered, and shown on the map by a press. */
export function SceneList({ scenes }: { readonly scenes: readonly Scene[] }): React.JSX.Element {
  const { t } = useTranslation();
  const [filter, change] = useDraft<Filter>('scene-filter', NO_FILTER);
  const shown = useMemo(() => scenes.filter((scene) => passes(scene, filter)), [scenes, filter]);
  const count = shown.length === scenes.length ? String(scenes.length) : t('data.scenes-of', { shown: shown.length, count: scenes.length });
  return (
    <section className="scenes">
      <h3>{t('data.scenes')} <span className="soft number">{count}</span></h3>
      <input type="search" className="chooser-search" aria-label={t('data.filter')} placeholder={t('data.filter')} value={filter.text} onChange={(event) => { change({ text: event.target.value }); }} />
      <SceneFilter scenes={scenes} filter={filter} change={change} />
      <VirtualList className="scene-list" label={t('data.scenes')} count={shown.length} rowPx={ROW_PX} row={(index) => {
        const scene = shown[index];
        return scene && <SceneRow scene={scene} />;
      }} />
      {shown.length === 0 && <p className="soft">{t('data.no-scene')}</p>}
    </section>
  );
}

interface SceneFilterProps {
  readonly scenes: readonly Scene[];
  readonly filter: Filter;
  readonly change: (part: Partial<Filter>) => void;
}

function SceneFilter({ scenes, filter, change }: SceneFilterProps): React.JSX.Element {
  const { t } = useTranslation();
  const tiles = useMemo(() => [...new Set(scenes.flatMap(({ tile }) => (tile === null ? [] : [tile])))].sort(), [scenes]);
  return (
    <More label={t('data.more-filters')}>
      <div className="field-row">
        <NumberField label={t('data.max-cloud')} unit="%" value={filter.maxCloud} min={0} max={100} empty={t('data.any')} onChange={(maxCloud) => { change({ maxCloud }); }} />
        <SelectField label={t('data.tile')} value={filter.tile} options={[{ value: '', label: t('data.any') }, ...tiles.map((value) => ({ value, label: value }))]} onChange={(tile) => { change({ tile }); }} />
        <TextField label={t('data.from')} type="date" value={filter.from} onChange={(from) => { change({ from }); }} />
        <TextField label={t('data.to')} type="date" value={filter.to} onChange={(to) => { change({ to }); }} />
      </div>
    </More>
  );
}

function passes({ title, id, datetime, cloudCover, tile }: Scene, filter: Filter): boolean {
  const day = datetime.slice(0, 10);
  const words = filter.text.toLowerCase().split(/\s+/);
  const text = `${title} ${id} ${day} ${tile ?? ''}`.toLowerCase();
  return (
    words.every((word) => text.includes(word)) &&
    (filter.maxCloud === null || cloudCover === null || cloudCover <= filter.maxCloud) &&
    (filter.tile === '' || tile === filter.tile) &&
    (filter.from === '' || day >= filter.from) &&
    (filter.to === '' || day <= filter.to)
  );
}

function SceneRow({ scene }: { readonly scene: Scene }): React.JSX.Element {
  const { i18n, t } = useTranslation();
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(scene.datetime));
  const cloud = scene.cloudCover === null ? '–' : new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(scene.cloudCover / 100);
  return (
    <button type="button" className="scene-row number" title={scene.title} onClick={() => { openRecord(scene); }}>
      <span>{date}</span>
      <span className="soft">{scene.platform?.replace(/^Sentinel-/i, 'S') ?? scene.product}</span>
      <span className="soft">{scene.tile ?? ''}</span>
      <svg className="cloud-bar" viewBox="0 0 40 6" aria-hidden><rect width="40" height="6" rx="1" /><rect className="cloud-share" width={((scene.cloudCover ?? 0) / 100) * 40} height="6" rx="1" /></svg>
      <span className="scene-cloud" title={t('data.cloud')}><Cloud size={12} aria-label={t('data.cloud')} />{cloud}</span>
    </button>
  );
}
