import { ChevronDown, CircleCheck, CircleMinus } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import type { CallOutput } from '../../../shared/contract/contract.ts';
import { toldText } from '../../i18n/messages/told-text.ts';
import { report } from '../../state/report.ts';
import { useStore } from '../../state/store.ts';
import { call } from '../../client/call.ts';
import { Popover } from '../../ui/popover.tsx';

type Processors = CallOutput<'processors.info'>['processors'];

/** Asked once for the window: trying them all takes seconds. */
const useProcessors = create<{ readonly processors: Processors | null; readonly asked: boolean }>()(() => ({ processors: null, asked: false }));

function ask(): void {
  if (useProcessors.getState().asked) return;
  useProcessors.setState({ asked: true });
  report(call('processors.info', {}).then(({ processors }) => { useProcessors.setState({ processors }); }));
}

/** What computes, and why not something else. */
export function ProcessorButton(): React.JSX.Element {
  const { t } = useTranslation();
  const { processors } = useProcessors();
  const live = useStore((state) => state.connection === 'live');
  useEffect(() => {
    if (live) ask();
  }, [live]);
  const used = processors?.filter((one) => one.used).map(({ name }) => name) ?? [];
  return (
    <Popover label={t('status.processor')} button={<>{processors ? used.join(', ') : t('status.processor-trying')}<ChevronDown size={12} aria-hidden /></>}>
      {() => (
        <ul className="processor-list">
          {processors === null && <li className="soft">{t('status.processor-trying')}</li>}
          {[...(processors ?? [])].sort((a, b) => Number(b.used) - Number(a.used)).map(({ name, used: isUsed, reason }) => (
            <li key={name} data-used={isUsed}>
              {isUsed ? <CircleCheck size={14} aria-hidden /> : <CircleMinus size={14} aria-hidden />}
              <p><strong>{name}</strong> <span className="soft">{isUsed ? t('status.processor-used') : t('status.processor-unused')}</span><br />{toldText(reason)}</p>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
