import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MODEL_PACKAGE_SUFFIX } from '../../../shared/contract/models.ts';
import type { ErrorDocument } from '../../../shared/errors/app-error.ts';
import { samplesHash, samplesName } from '../../../shared/models/versions.ts';
import { classLabel } from '../../../shared/raster/class-scheme.ts';
import type { Model } from '../../../shared/records/learning.ts';
import { call, EngineError } from '../../client/call.ts';
import { toldText } from '../../i18n/messages/told-text.ts';
import { errorLine } from '../../state/error-text.ts';
import { useStore } from '../../state/store.ts';
import { splitText } from '../../state/samples/split-text.ts';
import { Swatch } from '../../ui/swatch.tsx';
import { TextField } from '../../ui/text-field.tsx';

const SHORT_HASH = 12;

/** The card of a model in words: what it takes, what it tells apart, where it comes from, and how to hand it on. */
export function ModelCardView({ model }: { readonly model: Model }): React.JSX.Element {
  const { t } = useTranslation();
  const { card } = model;
  const runs = card.task === 'pixel-series' || card.task === 'head';
  return (
    <section className="models-card" aria-label={model.title}>
      <h3>{model.title}{model.simulated && <span className="models-tag">{t('app.simulated')}</span>}</h3>
      {!runs && <p className="models-warning">{t(`models.not-for-maps.${card.task}`)}</p>}
      {model.warnings.length > 0 && <div className="models-findings"><h4>{t('models.findings')}</h4><ul>{model.warnings.map(toldText).map((warning) => <li key={warning}>{warning}</li>)}</ul></div>}
      <Facts model={model} />
      <Classes model={model} />
      <ExportPart model={model} />
    </section>
  );
}

function Facts({ model: { id, family, card, ...model } }: { readonly model: Model }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const day = new Intl.DateTimeFormat(i18n.language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const [first, last] = [card.periodDates[0], card.periodDates.at(-1)];
  const record = { id, family, card, ...model };
  const samples = samplesName(record);
  const hash = samplesHash(record);
  const facts: readonly (readonly [name: string, value: string])[] = [
    ['family', family],
    ['bands', bandsInWords(card.bands, (quantity, scale) => `${t(`models.quantity.${quantity}`)} × ${new Intl.NumberFormat(i18n.language, { maximumSignificantDigits: 3 }).format(scale)}`)],
    ['periods', first && last ? t('models.periods', { count: card.periods, from: day.format(new Date(first.start)), to: day.format(new Date(last.end)) }) : ''],
    ['patch', card.patch ? t('models.patch', { size: card.patch.size, output: card.patch.outputSize, channels: card.patch.channels }) : ''],
    ['columns', card.features.length > 0 ? String(card.features.length) : ''],
    ['encoder', card.encoder?.modelId ?? ''],
    ['nodata', card.nodataPolicy],
    ['licence', card.licence],
    ['samples', samples === null ? '' : `${samples}${hash === null ? '' : ` · ${hash.slice(0, SHORT_HASH)}…`}`],
    ['split', card.metrics ? splitText(card.metrics.split, t, i18n.language) : ''],
    ['sha256', `${card.sha256.slice(0, SHORT_HASH)}…`],
    ['made', [said(record, 'furrow', 'Furrow '), said(record, 'producer', '')].filter((text) => text !== '').join(', ')],
  ];
  return <dl className="models-facts">{facts.filter(([, value]) => value !== '').map(([name, value]) => <div key={name}><dt>{t(`models.fact.${name}`)}</dt><dd title={name === 'sha256' ? card.sha256 : undefined}>{value}</dd></div>)}</dl>;
}

/** Bands that are stored alike stand together: “B02 B03 B04 (reflectance × 0.0001)”. */
function bandsInWords(bands: Model['card']['bands'], words: (quantity: string, scale: number) => string): string {
  const groups = new Map<string, string[]>();
  for (const { band, quantity, scale } of bands) {
    const said = words(quantity, scale);
    groups.set(said, [...(groups.get(said) ?? []), band]);
  }
  return [...groups].map(([said, names]) => `${names.join(' ')} (${said})`).join(', ');
}

/** A text of the provenance after its prefix; empty where it is not said. */
function said({ card }: Model, name: string, prefix: string): string {
  const value = card.provenance[name];
  return typeof value === 'string' && value !== '' ? `${prefix}${value}` : '';
}

function Classes({ model: { card } }: { readonly model: Model }): React.JSX.Element | null {
  const { t, i18n } = useTranslation();
  if (card.classes.length === 0) return null;
  return (
    <>
      <h4>{t('models.classes', { title: card.scheme.title })}</h4>
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
  const [path, setPath] = useState(`${workspace}/exports/${model.id}${MODEL_PACKAGE_SUFFIX}`);
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
  return (
    <div className="models-export">
      <TextField label={t('models.export-to')} hint={t('models.export-hint')} problem={problem ? errorLine(problem) : null} value={path} onChange={(text) => { setPath(text); setWritten(null); setProblem(null); }} />
      <button type="button" className="secondary" onClick={write}>{t('models.export')}</button>
      {written !== null && <p className="models-good" role="status">{t('models.exported', { path: written })}</p>}
    </div>
  );
}
