import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MODEL_PACKAGE_SUFFIX } from '../../../shared/contract/models.ts';
import type { ErrorDocument } from '../../../shared/errors/app-error.ts';
import { samplesName } from '../../../shared/models/versions.ts';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import type { Model } from '../../../shared/records/learning.ts';
import { call, EngineError } from '../../client/call.ts';
import { PathChooser } from '../../forms/path-chooser.tsx';
import { toldText } from '../../i18n/messages/told-text.ts';
import { errorLine } from '../../state/error-text.ts';
import { useFamilies } from '../../state/families.ts';
import { useRecords } from '../../state/records.ts';
import { useStore } from '../../state/store.ts';
import { Swatch } from '../../ui/swatch.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type CardContext, cardFacts } from './card-facts.ts';

/** The card of a model in words: what it takes, what it tells apart, where it comes from, and how to hand it on. */
export function ModelCardView({ model, version }: { readonly model: Model; readonly version: CardContext['version'] }): React.JSX.Element {
  const { t } = useTranslation();
  const { card } = model;
  const runs = card.task === 'pixel-series' || card.task === 'head';
  return (
    <section className="models-card" aria-label={model.title}>
      <h3>{model.title}{model.simulated && <span className="models-tag">{t('app.simulated')}</span>}</h3>
      {!runs && <p className="models-warning">{t(`models.not-for-maps.${card.task}`)}</p>}
      {model.warnings.length > 0 && <div className="models-findings"><h4>{t('models.findings')}</h4><ul>{model.warnings.map(toldText).map((warning) => <li key={warning}>{warning}</li>)}</ul></div>}
      <Facts model={model} version={version} />
      <Classes model={model} />
      <ExportPart model={model} />
    </section>
  );
}

function Facts({ model, version }: { readonly model: Model; readonly version: CardContext['version'] }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const families = useFamilies() ?? [];
  const samples = useRecords((state) => state.samples.find(({ id }) => id === (model.sampleSetId ?? samplesName(model)))) ?? null;
  const facts = cardFacts(model, { t, language: i18n.language, families, version, samples });
  return <dl className="models-facts">{facts.map(({ name, value, whole }) => <div key={name}><dt>{t(`models.fact.${name}`)}</dt><dd title={whole === '' ? undefined : whole}>{value}</dd></div>)}</dl>;
}

function Classes({ model: { card } }: { readonly model: Model }): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  if (card.classes.length === 0) return null;
  return (
    <>
      <h4>{t('models.classes', { title: toldText(card.scheme.title) })}</h4>
      <ul className="models-classes">
        {card.classes.map((code) => {
          const found = card.scheme.classes.find((one) => one.code === code);
          return <li key={code}><Swatch colour={found?.colour ?? null} />{found ? classLabel(found, i18n.language) : code}</li>;
        })}
      </ul>
    </>
  );
}

/** One file for a colleague, by default beside the workspace's other exports. */
function ExportPart({ model }: { readonly model: Model }): React.JSX.Element {
  const { t } = useTranslation();
  const workspace = useStore((state) => state.folder);
  const [chosen, setChosen] = useState<string | null>(null);
  // The folder of the workspace may be told later than the card is drawn.
  const path = chosen ?? `${workspace}/exports/${model.id}${MODEL_PACKAGE_SUFFIX}`;
  const [choosing, setChoosing] = useState(false);
  const [written, setWritten] = useState<string | null>(null);
  const [problem, setProblem] = useState<ErrorDocument | null>(null);
  const write = (): void => {
    setWritten(null);
    setProblem(null);
    call('models.export', { id: model.id, path }).then(
      (result) => { setWritten(result.path); },
      (thrown: unknown) => {
        if (!(thrown instanceof EngineError)) throw thrown;
        setProblem(thrown.document);
      },
    );
  };
  const change = (text: string): void => {
    setChosen(text);
    setWritten(null);
    setProblem(null);
  };
  const choose = (): void => { setChoosing(!choosing); };
  return (
    <div className="models-export">
      <TextField label={t('models.export-to')} hint={t('models.export-hint')} problem={problem ? errorLine(problem) : null} value={path} onChange={change} />
      <button type="button" className="secondary" aria-expanded={choosing} onClick={choose}><FolderOpen size={16} aria-hidden />{t('models.export-choose')}</button>
      {choosing && <PathChooser wants="folder" onChoose={([folder]) => { if (folder !== undefined) change(`${folder}/${model.id}${MODEL_PACKAGE_SUFFIX}`); setChoosing(false); }} onClose={choose} />}
      <button type="button" className="secondary" onClick={write}>{t('models.export')}</button>
      {written !== null && <p className="models-good" role="status">{t('models.exported', { path: written })}</p>}
    </div>
  );
}
