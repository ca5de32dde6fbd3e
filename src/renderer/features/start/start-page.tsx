import { ArrowRight, FolderInput, Sprout } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import type { DemoState } from '../../../shared/contract/demo.ts';
import { useTranslation } from 'react-i18next';
import { runDemo, useDemo } from '../../state/jobs/demo.ts';
import { isEmptyWorkspace, useRecords } from '../../state/records.ts';
import { recalled, remember } from '../../state/window/remembered.ts';
import { openStep, stepOf } from '../../state/window/step-path.ts';
import { useStore } from '../../state/store.ts';
import { usePanels } from '../../state/window/panels.ts';
import { DemoProgress } from './demo-progress.tsx';
import { Landscape } from './landscape.tsx';
import { RecentList } from './recent-list.tsx';
import './start.css';

const SEEN = 'demo-seen';

/** This very run in this very state: what was put aside stays so through a reload. */
const nameOf = ({ state, steps }: DemoState): string => `${steps[0]?.job ?? ''} ${state}`;

/** What a workspace without anything in it shows: the demo in one click, or one's own data. While the demo is made, it tells how far it is. */
export function StartPage(): React.JSX.Element | null {
  const loaded = useStore((state) => state.loaded);
  const records = useRecords();
  const demo = useDemo((state) => state.demo);
  const [seen, setSeen] = useState(recalled(SEEN, z.string()));
  const right = usePanels((state) => state.right);
  if (!loaded || !records.read) return null;
  const isEmpty = isEmptyWorkspace(records);
  if (demo && seen !== nameOf(demo) && (demo.state !== 'cancelled' || !isEmpty)) {
    return <DemoProgress demo={demo} compact={!isEmpty} dismiss={() => { const name = nameOf(demo); remember(SEEN, name); setSeen(name); }} />;
  }
  // Whoever draws an area needs the map.
  return isEmpty && stepOf(right) !== 'area' ? <Welcome /> : null;
}

function Welcome(): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="start">
      <section className="start-card" aria-label={t('start.title')}>
        <h2>{t('start.title')}</h2>
        <p className="soft">{t('start.purpose')}</p>
        <div className="start-choices">
          <button type="button" className="start-choice" data-first onClick={runDemo}>
            <Landscape />
            <strong><Sprout size={16} aria-hidden />{t('start.demo')}</strong>
            <span className="soft">{t('start.demo-note')}</span>
          </button>
          <button type="button" className="start-choice" onClick={() => { openStep('data'); }}>
            <strong><FolderInput size={16} aria-hidden />{t('start.own')}</strong>
            <span className="soft">{t('start.own-note')}</span>
            <ul className="soft">
              {(['safe', 'stac', 'tiff', 'parcels', 'worldcereal'] as const).map((kind) => <li key={kind}>{t(`start.own.${kind}`)}</li>)}
            </ul>
            <span className="start-more">{t('start.choose')}<ArrowRight size={14} aria-hidden /></span>
          </button>
        </div>
        <RecentList />
        <p className="soft start-foot">{t('start.offline')}</p>
      </section>
    </div>
  );
}
