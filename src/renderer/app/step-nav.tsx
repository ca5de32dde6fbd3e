import { BadgeCheck, Boxes, Check, Database, Layers3, LoaderCircle, Map as MapIcon, Share2, Sprout, SquareDashedMousePointer, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useArea } from '../state/map/area.ts';
import { useJobs } from '../state/jobs/jobs.ts';
import { usePanels } from '../state/window/panels.ts';
import { useRecords } from '../state/records.ts';
import { STEPS, stepOf, stepPanel, type StepName } from '../state/window/step-path.ts';

const ICONS: Readonly<Record<StepName, LucideIcon>> = { data: Database, area: SquareDashedMousePointer, composite: Layers3, samples: Sprout, train: Boxes, map: MapIcon, check: BadgeCheck, share: Share2 };

/** Jobs by the step that starts them. */
const JOB_KINDS: Readonly<Partial<Record<StepName, readonly string[]>>> = { composite: ['composite'], samples: ['samples-from-parcels', 'samples-from-extractions'], train: ['train'], map: ['classify'] };

/** The eight steps in order; each opens its panel whatever is done, and a check mark says what has a result. */
export function StepNav(): React.JSX.Element {
  const { t } = useTranslation();
  const { right, toggle, hidden } = usePanels();
  const done = useDone();
  const running = useJobs(({ jobs }) => jobs.filter(({ state }) => state === 'running').map(({ kind }) => kind).join(' '));
  const current = hidden ? null : stepOf(right);
  return (
    <nav className="step-nav" aria-label={t('path.label')}>
      <ol>
        {STEPS.map((step) => {
          const isBusy = JOB_KINDS[step]?.some((kind) => running.split(' ').includes(kind)) ?? false;
          const Icon = isBusy ? LoaderCircle : ICONS[step];
          const state = isBusy ? t('path.busy') : done[step] ? t('path.done') : '';
          return (
            <li key={step}>
              <button type="button" aria-pressed={current === step} data-done={done[step]} data-busy={isBusy} title={t(`path.${step}.tip`)} onClick={() => { toggle({ id: stepPanel(step), place: 'right' }); }}>
                <Icon className="step-icon" size={14} aria-hidden />
                {done[step] && !isBusy && <Check className="step-check" size={14} aria-hidden />}
                <span className="step-label">{t(`path.${step}`)}</span>
                {state !== '' && <span className="hidden-text">{state}</span>}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function useDone(): Readonly<Record<StepName, boolean>> {
  const { scene, composite, parcels, samples, model, map } = useRecords();
  const area = useArea((state) => state.area);
  return {
    data: scene.length + parcels.length > 0,
    area: area !== null || composite.length > 0,
    composite: composite.length > 0,
    samples: samples.length > 0,
    train: model.length > 0,
    map: map.length > 0,
    check: false,
    share: false,
  };
}
