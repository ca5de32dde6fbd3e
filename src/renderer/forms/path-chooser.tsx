import { ChevronRight, File, Folder, FolderOpen, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../shared/contract/contract.ts';
import { call, EngineError } from '../client/call.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { formatBytes } from '../ui/quantity.ts';
import { VirtualList } from '../ui/virtual-list.tsx';
import { errorText } from '../state/error-text.ts';
import { desktop } from '../state/window/desktop.ts';
import './path-chooser.css';

export interface PathChooserProps {
  /** `any`: files and folders, several; `file`: one file; `folder`: one folder to write to. */
  readonly wants: 'any' | 'file' | 'folder';
  readonly hint?: string;
  /** Only names that contain this are shown at first. */
  readonly search?: string;
  /** How names of files end that are shown, such as `.pt`; folders always are. */
  readonly ending?: string;
  readonly onChoose: (paths: readonly string[]) => void;
  readonly onClose: () => void;
}

/** The file chooser of the browser host, inside the folders that were opened to Furrow. On the desktop, the system's own is offered. */
export function PathChooser(props: PathChooserProps): React.JSX.Element {
  const { t } = useTranslation();
  const bridge = desktop();
  const pick = async (): Promise<void> => {
    if (!bridge) return;
    const paths = props.wants === 'folder' ? [await bridge.pickFolder()].filter((path) => path !== null) : await bridge.pickFiles();
    if (paths.length > 0) props.onChoose(paths);
  };
  return (
    <section className="chooser" aria-label={t(`chooser.title.${props.wants}`)}>
      <div className="chooser-head">
        <h3>{t(`chooser.title.${props.wants}`)}</h3>
        <IconButton label={t('chooser.close')} icon={<X size={14} />} onPress={props.onClose} />
      </div>
      {props.hint !== undefined && <p className="soft">{props.hint}</p>}
      {bridge && <button type="button" className="secondary" onClick={() => { void pick(); }}><FolderOpen size={16} aria-hidden />{t('chooser.system')}</button>}
      <Browser {...props} />
    </section>
  );
}

type Listing = CallOutput<'files.list'>;
type Entry = Listing['entries'][number];

interface Browsing {
  readonly listing: Listing | null;
  readonly roots: readonly string[];
  readonly problem: string | null;
  readonly go: (folder: string) => void;
}

function useBrowsing(): Browsing {
  const [roots, setRoots] = useState<readonly string[]>([]);
  const [listing, setListing] = useState<Listing | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const refuse = (thrown: unknown): void => {
    if (thrown instanceof EngineError) setProblem(errorText(thrown.document).message);
  };
  const go = (folder: string): void => {
    call('files.list', { folder }).then((found) => { setListing(found); setProblem(null); }, refuse);
  };
  useEffect(() => {
    call('files.roots', {}).then(({ roots: found }) => {
      setRoots(found);
      // The last root is what was opened beside the workspace, where data most likely lies.
      const start = found.at(-1);
      if (start !== undefined) go(start);
    }, refuse);
  }, []);
  return { listing, roots, problem, go };
}

const ROW_PX = 28;

function Browser({ wants, search = '', ending = '', onChoose }: PathChooserProps): React.JSX.Element {
  const { t } = useTranslation();
  const { listing, roots, problem, go } = useBrowsing();
  const [text, setText] = useState(search);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const isShown = ({ name, kind }: Entry): boolean => kind === 'folder' || (wants !== 'folder' && name.toLowerCase().endsWith(ending));
  const entries = (listing?.entries ?? []).filter((entry) => isShown(entry) && entry.name.toLowerCase().includes(text.toLowerCase()));
  const toggle = (path: string): void => {
    const next = new Set(wants === 'any' ? chosen : []);
    if (!chosen.has(path)) next.add(path);
    else next.delete(path);
    setChosen(next);
  };
  const take = (): void => {
    onChoose(chosen.size > 0 ? [...chosen] : listing ? [listing.folder] : []);
  };
  const label = chosen.size > 0 ? t('chooser.take', { count: chosen.size }) : t('chooser.take-folder');
  return (
    <>
      <Crumbs listing={listing} roots={roots} go={go} />
      <input type="search" className="chooser-search" aria-label={t('chooser.search')} placeholder={t('chooser.search')} value={text} onChange={(event) => { setText(event.target.value); }} />
      {problem !== null && <p className="field-problem" role="alert">{problem}</p>}
      <VirtualList className="chooser-list" label={t('chooser.entries')} count={entries.length} rowPx={ROW_PX} row={(index) => {
        const entry = entries[index];
        return entry && <Row entry={entry} wants={wants} chosen={chosen.has(entry.path)} toggle={toggle} go={(folder) => { setText(''); go(folder); }} />;
      }} />
      {listing && entries.length === 0 && <p className="soft">{t(text !== '' ? 'chooser.none-found' : ending === '' ? 'chooser.empty' : 'chooser.none-of', { ending })}</p>}
      <button type="button" className="primary step-button" aria-disabled={wants === 'file' && chosen.size === 0} onClick={() => { if (wants !== 'file' || chosen.size > 0) take(); }}>
        {wants === 'file' && chosen.size === 0 ? t('chooser.choose-file') : label}
      </button>
    </>
  );
}

function Crumbs({ listing, roots, go }: Pick<Browsing, 'listing' | 'roots' | 'go'>): React.JSX.Element {
  const { t } = useTranslation();
  const folder = listing?.folder ?? '';
  const root = [...roots].sort((a, b) => b.length - a.length).find((path) => folder.startsWith(path)) ?? folder;
  const parts = folder.slice(root.length).split(/[\\/]/).filter((part) => part !== '');
  const separator = folder.includes('\\') ? '\\' : '/';
  return (
    <div className="crumbs">
      <select aria-label={t('chooser.roots')} value={root} onChange={(event) => { go(event.target.value); }}>
        {(roots.includes(root) ? roots : [root, ...roots]).map((path) => <option key={path} value={path}>{path}</option>)}
      </select>
      {parts.map((part, index) => (
        <span key={index}>
          <ChevronRight size={12} aria-hidden />
          <button type="button" onClick={() => { go([root.replace(/[\\/]$/, ''), ...parts.slice(0, index + 1)].join(separator)); }}>{part}</button>
        </span>
      ))}
    </div>
  );
}

interface RowProps {
  readonly entry: Entry;
  readonly wants: PathChooserProps['wants'];
  readonly chosen: boolean;
  readonly toggle: (path: string) => void;
  readonly go: (folder: string) => void;
}

/** A folder opens by its name and is chosen by its box, so that a .SAFE can be taken whole. */
function Row({ entry, wants, chosen, toggle, go }: RowProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const isFolder = entry.kind === 'folder';
  const isChoosable = wants === 'any' || wants === entry.kind;
  return (
    <div className="chooser-row" data-chosen={chosen}>
      <input type="checkbox" checked={chosen} disabled={!isChoosable} aria-label={t('chooser.choose', { name: entry.name })} onChange={() => { toggle(entry.path); }} />
      <button type="button" onClick={() => { if (isFolder) go(entry.path); else if (isChoosable) toggle(entry.path); }}>
        {isFolder ? <Folder size={14} aria-hidden /> : <File size={14} aria-hidden />}
        <span>{entry.name}</span>
        {!isFolder && <span className="soft number">{formatBytes(entry.bytes, i18n.language)}</span>}
      </button>
    </div>
  );
}
