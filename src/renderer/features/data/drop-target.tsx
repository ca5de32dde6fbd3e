import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../client/call.ts';
import { report } from '../../state/report.ts';
import { openStep } from '../../state/window/step-path.ts';
import { desktop } from '../../state/window/desktop.ts';
import { addPaths, lookFor, takeFound } from './import-state.ts';
import './import.css';

/** Takes files and folders that are dropped anywhere on the window. */
export function DropTarget(): React.JSX.Element | null {
  const { t } = useTranslation();
  const over = useDrop();
  if (!over) return null;
  return (
    <div className="drop-target">
      <Download size={28} strokeWidth={1.5} aria-hidden />
      <p>{t('data.drop-now')}</p>
    </div>
  );
}

/** True while files hover over the window. */
function useDrop(): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const aborter = new AbortController();
    const { signal } = aborter;
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    window.addEventListener('dragover', (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    }, { signal });
    window.addEventListener('dragleave', (event) => { if (event.relatedTarget === null) setOver(false); }, { signal });
    window.addEventListener('drop', (event) => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      report(take(event.dataTransfer ? droppedIn(event.dataTransfer) : []));
    }, { signal });
    return () => { aborter.abort(); };
  }, []);
  return over;
}

interface DroppedFile {
  readonly file: File;
  readonly isFolder: boolean;
}

/** Reads what was dropped; it is gone once the event is over. */
function droppedIn({ items }: DataTransfer): readonly DroppedFile[] {
  return [...items].flatMap((item) => {
    const file = item.getAsFile();
    return file ? [{ file, isFolder: item.webkitGetAsEntry()?.isDirectory ?? false }] : [];
  });
}

/**
 * On the desktop the system says where the files lie. A browser does not: the engine looks for them in the folders that
 * are opened to it, and where it does not find them the chooser opens with the name.
 */
async function take(dropped: readonly DroppedFile[]): Promise<void> {
  if (dropped.length === 0) return;
  openStep('data');
  const bridge = desktop();
  if (bridge) {
    addPaths(await bridge.openDropped(dropped.map(({ file }) => file)));
    return;
  }
  const names = dropped.map(({ file }) => file.name);
  lookFor(names);
  const files = dropped.map(({ file, isFolder }) => ({ name: file.name, bytes: isFolder ? null : file.size, modified: isFolder ? null : file.lastModified }));
  try {
    takeFound(names, (await call('files.find', { files })).paths);
  } catch (thrown) {
    takeFound(names, []);
    throw thrown;
  }
}
