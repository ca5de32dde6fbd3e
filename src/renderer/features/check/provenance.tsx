import { CircleAlert, CircleCheck, RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../shared/contract/contract.ts';
import type { ErrorDocument } from '../../../shared/errors/app-error.ts';
import type { CropMap } from '../../../shared/records/learning.ts';
import { toldText } from '../../i18n/messages/told-text.ts';
import { report } from '../../state/report.ts';
import { call, EngineError } from '../../client/call.ts';
import { More } from '../../ui/more.tsx';
import { errorLine } from '../../state/error-text.ts';
import { formatBytes, formatDuration } from '../../ui/quantity.ts';

/** What of `run.json` is shown; the whole file is folded below. */
interface Run {
  readonly id: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly inputs: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
  readonly outputs: readonly unknown[];
  readonly startedAt: string;
  readonly endedAt: string;
  readonly processors: readonly { readonly name: string; readonly used: boolean }[];
}

/** Where a map comes from, to the checksum, and whether it can be made again. */
export function Provenance({ map }: { readonly map: CropMap }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const [run, setRun] = useState<Run | null | undefined>(undefined);
  useEffect(() => {
    report(call('records.info', { id: map.id }).then(({ run: found }) => { setRun(found as Run | null); }));
  }, [map.id]);
  if (run === undefined) return <p className="soft">{t('check.reading')}</p>;
  if (run === null) return <p className="soft">{t('check.no-run')}</p>;
  const date = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const seconds = (Date.parse(run.endedAt) - Date.parse(run.startedAt)) / 1000;
  const bytes = run.inputs.reduce((sum, input) => sum + input.bytes, 0);
  return (
    <>
      <dl className="facts">
        <dt>{t('check.made')}</dt>
        <dd>{date.format(new Date(run.endedAt))}, {formatDuration(seconds, i18n.language)}</dd>
        <dt>{t('check.processor')}</dt>
        <dd>{run.processors.filter(({ used }) => used).map(({ name }) => name).join(', ')}</dd>
        <dt>{t('check.inputs')}</dt>
        <dd>{t('check.inputs-value', { count: run.inputs.length, size: formatBytes(bytes, i18n.language) })}</dd>
        <dt>{t('check.versions')}</dt>
        <dd>{Object.entries(run.versions).map(([name, version]) => `${name} ${version}`).join(', ')}</dd>
      </dl>
      <Replay run={run.id} />
      <More label="run.json">
        <pre className="document" tabIndex={0} aria-label="run.json">{JSON.stringify(run, null, 2)}</pre>
      </More>
    </>
  );
}

type Replayed = { readonly state: 'idle' | 'running' } | { readonly state: 'done'; readonly result: CallOutput<'jobs.replay'> } | { readonly state: 'refused'; readonly problem: ErrorDocument };

/** Makes the map again from its provenance and compares the checksums; the map itself stays as it is. */
function Replay({ run }: { readonly run: string }): React.JSX.Element {
  const { t } = useTranslation();
  const [replayed, setReplayed] = useState<Replayed>({ state: 'idle' });
  const replay = (): void => {
    setReplayed({ state: 'running' });
    call('jobs.replay', { run }).then(
      (result) => { setReplayed({ state: 'done', result }); },
      (thrown: unknown) => {
        if (!(thrown instanceof EngineError)) throw thrown;
        setReplayed({ state: 'refused', problem: thrown.document });
      },
    );
  };
  return (
    <div className="replay" aria-live="polite">
      <button type="button" className="secondary" aria-disabled={replayed.state === 'running'} onClick={() => { if (replayed.state !== 'running') replay(); }}>
        <RotateCw size={14} aria-hidden />
        {replayed.state === 'running' ? t('check.replaying') : t('check.replay')}
      </button>
      {replayed.state === 'running' && <progress aria-label={t('check.replaying')} />}
      {replayed.state === 'idle' && <p className="field-hint">{t('check.replay-hint')}</p>}
      {replayed.state === 'done' && (
        <p className="replayed" data-good={replayed.result.identical}>
          {replayed.result.identical ? <CircleCheck size={16} aria-hidden /> : <CircleAlert size={16} aria-hidden />}
          <span>{replayed.result.identical ? t('check.identical') : replayed.result.differences.map(toldText).join(' ; ')}</span>
        </p>
      )}
      {replayed.state === 'refused' && <p className="replayed" data-good={false}><CircleAlert size={16} aria-hidden /><span>{errorLine(replayed.problem)}</span></p>}
    </div>
  );
}
