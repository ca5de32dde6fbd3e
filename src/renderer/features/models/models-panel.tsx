import { BrainCircuit, Upload } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Lineage, lineagesOf } from '../../../shared/models/versions.ts';
import type { CropMap } from '../../../shared/records/learning.ts';
import { useModelImport } from '../../state/model-import.ts';
import type { Panel } from '../../state/window/panels.ts';
import { useRecords } from '../../state/records.ts';
import { report } from '../../state/report.ts';
import { ToldError } from '../../state/told-error.tsx';
import { More } from '../../ui/more.tsx';
import { chooseModelFile } from './choose-file.ts';
import { ComparePart } from './compare-part.tsx';
import { ModelCardView } from './model-card.tsx';
import { ModelList } from './model-list.tsx';
import { ProposePart } from './propose-part.tsx';
import { useProposeAsked } from './propose-asked.ts';
import './models.css';

/** The models of the workspace: versions, cards, comparison, import and export, and what to visit next. */
function ModelsPanel(): React.JSX.Element {
  const { t } = useTranslation();
  const models = useRecords((state) => state.model);
  const maps = useRecords((state) => state.map);
  const chosenId = useModelImport((state) => state.chosen);
  const [otherId, setOther] = useState<string | null>(null);
  const lineages = lineagesOf(models);
  const chosen = models.find(({ id }) => id === chosenId) ?? lineages[0]?.versions[0]?.model ?? null;
  const other = models.find(({ id }) => id === otherId && id !== chosen?.id) ?? null;
  return (
    <div className="models">
      <ImportPart />
      {chosen === null
        ? <p className="soft">{t('models.none')}</p>
        : <ModelList lineages={lineages} chosen={chosen} other={other} onCompare={setOther} />}
      {chosen && other && <ComparePart a={chosen} b={other} onClose={() => { setOther(null); }} />}
      {chosen && <ModelCardView key={chosen.id} model={chosen} version={versionOf(lineages, chosen.id)} />}
      <ProposeFold maps={maps} />
    </div>
  );
}

/** What to visit next, folded away until somebody asks for it; there even where it cannot be done yet, with the reason. */
function ProposeFold({ maps }: { readonly maps: readonly CropMap[] }): React.JSX.Element {
  const { t } = useTranslation();
  const asked = useProposeAsked((state) => state.times);
  const fold = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked > 0) fold.current?.scrollIntoView({ block: 'nearest' });
  }, [asked]);
  return <div ref={fold}><More key={asked} label={t('models.propose')} isOpen={asked > 0}><ProposePart maps={maps} /></More></div>;
}

/** Which version a model is, of how many; null where it is the only one. */
function versionOf(lineages: readonly Lineage[], id: string): { version: number; of: number } | null {
  const own = lineages.find(({ versions }) => versions.some(({ model }) => model.id === id))?.versions ?? [];
  const found = own.find(({ model }) => model.id === id);
  return found && own.length > 1 ? { version: found.version, of: own.length } : null;
}

export const modelsPanel: Panel = { id: 'models', title: 'models.title', icon: BrainCircuit, place: 'right', component: ModelsPanel };

/** Import, and what was found in the file that was imported last. */
function ImportPart(): React.JSX.Element {
  const { t } = useTranslation();
  const { busy, result, problem } = useModelImport();
  return (
    <section className="models-import" aria-live="polite">
      <button type="button" className="secondary" aria-disabled={busy !== null} onClick={() => { if (busy === null) report(chooseModelFile()); }}><Upload size={16} aria-hidden />{t(busy === null ? 'models.import' : 'models.examining')}</button>
      {busy === null && !result && !problem && <p className="field-hint">{t('models.drop')}</p>}
      {problem && <p className="models-problem" role="alert"><ToldError error={problem} /></p>}
      {result && <p className="models-good">{t(result.encoder?.added ? 'models.imported-encoder' : 'models.imported', { title: result.title, encoder: result.encoder?.id ?? '' })}</p>}
    </section>
  );
}
