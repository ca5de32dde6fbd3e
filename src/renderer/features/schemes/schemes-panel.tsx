import { ListTree } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Panel } from '../../state/window/panels.ts';
import { Choice } from '../../ui/choice.tsx';
import { ClassTree } from './class-tree.tsx';
import { CodeTable } from './code-table.tsx';
import { type Draft, useDraft } from './drafts.ts';
import { SchemeHead } from './scheme-head.tsx';
import './schemes.css';

const TABS = ['classes', 'codes'] as const;
type Tab = (typeof TABS)[number];

/** Class schemes: the tree of classes, and which source code belongs to which of them. */
function SchemesPanel(): React.JSX.Element {
  const { t } = useTranslation();
  const draft = useDraft();
  const [tab, setTab] = useState<Tab>('classes');
  if (!draft) return <p className="soft schemes-none">{t('schemes.none')}</p>;
  return <Editor key={draft.saved.id} draft={draft} tab={tab} onTab={setTab} />;
}

function Editor({ draft, tab, onTab }: { readonly draft: Draft; readonly tab: Tab; readonly onTab: (tab: Tab) => void }): React.JSX.Element {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  // A class that an undo took away is not chosen any more.
  const there = chosen.filter((code) => draft.scheme.classes.some((cropClass) => cropClass.code === code));
  return (
    <div className="schemes">
      <SchemeHead draft={draft} />
      <Choice label={t('schemes.show')} value={tab} options={TABS.map((value) => ({ value, label: t(`schemes.tab.${value}`) }))} onChange={onTab} />
      {tab === 'classes' ? <ClassTree draft={draft} chosen={there} onChoose={setChosen} /> : <CodeTable draft={draft} target={there.at(-1) ?? null} onTarget={(code) => { setChosen([code]); }} />}
    </div>
  );
}

export const schemesPanel: Panel = { id: 'schemes', title: 'schemes.title', icon: ListTree, place: 'right', component: SchemesPanel };
