import { useTranslation } from 'react-i18next';
import { useRecords } from '../../state/records.ts';
import { ImportSection } from './import-section.tsx';
import { SceneList } from './scene-list.tsx';
import { NextStep, StepFrame } from '../../forms/step-frame.tsx';

/** Scenes and parcels: import them, and see what there is. */
export function DataStep(): React.JSX.Element {
  const { t } = useTranslation();
  const { scene, parcels, samples } = useRecords();
  // Samples alone need no area: the next thing is their season and classes.
  const next = scene.length + parcels.length > 0 ? 'area' : samples.length > 0 ? 'samples' : null;
  return (
    <StepFrame purpose={t('data.purpose')} foot={next ? <NextStep step={next} label={t('steps.next', { step: t(`path.${next}`) })} /> : undefined}>
      <ImportSection />
      {parcels.length > 0 && (
        <section>
          <h3>{t('data.parcels')}</h3>
          <ul className="plain-list">
            {parcels.map((set) => <li key={set.id}>{set.title} <span className="soft number">{t('data.parcel-count', { count: set.count })}</span></li>)}
          </ul>
        </section>
      )}
      {scene.length > 0 && <SceneList scenes={scene} />}
    </StepFrame>
  );
}
