import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { report } from '../../state/report.ts';
import { openStep } from '../../state/step-path.ts';
import { desktop } from '../../state/desktop.ts';
import { lookAt, useImport } from './import-state.ts';
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
      report(take([...(event.dataTransfer?.files ?? [])]));
    }, { signal });
    return () => { aborter.abort(); };
  }, []);
  return over;
}

/** On the desktop the system says where the files lie. A browser does not: the chooser opens and looks for the name. */
async function take(files: readonly File[]): Promise<void> {
  const [first] = files;
  if (!first) return;
  openStep('data');
  const bridge = desktop();
  if (bridge) lookAt(await bridge.openDropped(files));
  else useImport.setState({ phase: 'empty', dropped: first.name });
}
