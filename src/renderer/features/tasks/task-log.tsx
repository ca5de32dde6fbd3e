import { Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../shared/contract/contract.ts';
import type { Job } from '../../../shared/job/job.ts';
import { report } from '../../state/report.ts';
import { call } from '../../client/call.ts';
import { jobTitle } from '../../state/jobs/job-title.ts';
import { IconButton } from '../../ui/icon-button.tsx';

type Lines = CallOutput<'jobs.log'>['lines'];

/** The log of a task, read again as its stages pass. */
export function TaskLog({ job }: { readonly job: Job }): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const [lines, setLines] = useState<Lines | null>(null);
  const stage = job.progress?.stage ?? '';
  useEffect(() => {
    const aborter = new AbortController();
    report(call('jobs.log', { id: job.id }, aborter.signal).then((found) => { setLines(found.lines); }));
    return () => { aborter.abort(); };
  }, [job.id, job.state, stage]);
  if (lines === null) return <p className="soft">{t('tasks.log-reading')}</p>;
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'medium' });
  const text = lines.map(({ at, event, facts }) => `${at} ${event} ${told(facts)}`).join('\n');
  return (
    <div className="task-log" role="region" aria-label={t('tasks.log', { title: jobTitle(job) })} tabIndex={0}>
      <IconButton label={t('tasks.copy-log')} icon={<Copy size={14} />} onPress={() => { void navigator.clipboard.writeText(text); }} />
      {lines.length === 0 && <p className="soft">{t('tasks.log-empty')}</p>}
      <table>
        <tbody>
          {lines.map((line, i) => (
            <tr key={i}>
              <td className="number soft">{time.format(new Date(line.at))}</td>
              <td>{line.event}</td>
              <td className="soft">{told(line.facts)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function told(facts: Lines[number]['facts']): string {
  return Object.entries(facts).filter(([, value]) => value !== null).map(([name, value]) => `${name} ${typeof value === 'number' && !Number.isInteger(value) ? value.toFixed(2) : value}`).join(', ');
}
