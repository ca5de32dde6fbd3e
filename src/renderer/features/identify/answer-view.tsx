import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../ui/copy-button.tsx';
import type { Answer } from './answers.ts';
import { useCropOf } from '../../state/samples/crop-words.ts';
import { errorLine } from '../../state/error-text.ts';
import { type Row, rowGroups } from './rows.ts';

/** One record's answer: its values, or in words that there are none and why. */
export function AnswerView({ answer }: { readonly answer: Answer }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <section className="answer" aria-label={answer.title}>
      <h3>
        <span className="answer-title" title={answer.title}>{answer.title}</span>
        {answer.simulated && <span className="answer-tag">{t('app.simulated')}</span>}
      </h3>
      <AnswerBody answer={answer} />
    </section>
  );
}

function AnswerBody({ answer: { record, item, period } }: { readonly answer: Answer }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const cropOf = useCropOf();
  if (!item) return <p className="identify-note soft" aria-busy>{t('identify.asking')}</p>;
  if (item.failure) return <p className="identify-note answer-failure">{errorLine(item.failure)}</p>;
  if (item.kind === 'parcels' && item.state !== 'found') return <p className="identify-note soft">{t('identify.no-parcel')}</p>;
  if (item.state === 'outside' || !item.found) return <p className="identify-note soft">{t('identify.outside')}</p>;
  return (
    <>
      {rowGroups(item.found, period, { t, language: i18n.language, cropOf: (code) => cropOf(record, code) }).map((group) => (
        <Fragment key={group.id}>
          {group.title !== null && <p className="answer-group">{group.title}</p>}
          <dl>{group.rows.map((row) => <RowView key={row.id} row={row} />)}</dl>
        </Fragment>
      ))}
    </>
  );
}

function RowView({ row }: { readonly row: Row }): React.JSX.Element {
  const { t } = useTranslation();
  const swatch = row.swatch === undefined ? null : <span className="class-swatch" style={{ background: row.swatch }} aria-hidden />;
  const isBar = row.share !== undefined;
  return (
    <div className="answer-row" data-bar={isBar}>
      <dt title={row.name}>
        {isBar && swatch}
        {row.name}
      </dt>
      <dd title={row.note}>
        {isBar ? <span className="share-bar" aria-hidden><span style={{ width: `${(row.share ?? 0) * 100}%`, background: row.swatch }} /></span> : swatch}
        <span className={isBar ? 'number share-figure' : 'number'}>{row.value}</span>
        <CopyButton label={t('identify.copy-row', { row: row.name })} text={() => `${row.name}\t${row.plain}`} />
      </dd>
    </div>
  );
}
