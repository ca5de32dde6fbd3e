import { ArrowRight, FolderInput, Sprout } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { runDemo, useDemo } from '../../app/demo.ts';
import { isEmptyWorkspace, useRecords } from '../../app/records.ts';
import { openStep } from '../../app/step-path.ts';
import { useStore } from '../../app/store.ts';
import { usePanels } from '../../app/panels.ts';
import { DemoProgress } from './demo-progress.tsx';
import { Landscape } from './landscape.tsx';
import './start.css';

/** What a workspace without anything in it shows: the demo in one click, or one's own data. While the demo is made, it tells how far it is. */
export function StartPage(): React.JSX.Element | null {
  const loaded = useStore((state) => state.loaded);
  const records = useRecords();
  const demo = useDemo((state) => state.demo);
  const [seen, setSeen] = useState<string | null>(null);
  const right = usePanels((state) => state.right);
  if (!loaded || !records.read) return null;
  const isEmpty = isEmptyWorkspace(records);
  if (demo && seen !== demo.state && (demo.state !== 'cancelled' || !isEmpty)) {
    return <DemoProgress demo={demo} compact={!isEmpty} dismiss={() => { setSeen(demo.state); }} />;
  }
  // Whoever opens a step has chosen; the page would only stand in the way.
  return isEmpty && right === null ? <Welcome /> : null;
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
        <p className="soft start-foot">{t('start.offline')}</p>
      </section>
    </div>
  );
}
