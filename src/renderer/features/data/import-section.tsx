import { ChartNoAxesCombined, FolderSearch, ListTree, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportResult } from '../../../shared/contract/import.ts';
import { useRecords } from '../../state/records.ts';
import { openSamples } from '../../state/samples/sample-choice.ts';
import { openScheme } from '../../state/samples/scheme-choice.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { desktop } from '../../state/window/desktop.ts';
import { TextButton } from '../../ui/text-button.tsx';
import { ImportOptionsForm } from './import-options.tsx';
import { CalendarFindings } from './calendar-findings.tsx';
import { ImportFindings } from './import-findings.tsx';
import { addPaths, answerMissing, clearImport, importFound, lookAt, stopImport, useImport } from './import-state.ts';
import { PathChooser } from '../../forms/path-chooser.tsx';
import './import.css';

/** Choose or drop files and folders, see what they are, import them. */
export function ImportSection(): React.JSX.Element {
  const { phase, calendars, result } = useImport();
  if (phase === 'empty') return <ChooseData />;
  const onlyCalendars = calendars.length > 0 && result !== null && result.imported.length + result.skipped.length === 0;
  return (
    <section className="import" aria-live="polite">
      <ChosenPaths />
      <MissingPath />
      <CalendarFindings />
      {!onlyCalendars && <ImportFindings />}
      <ImportAction />
    </section>
  );
}

function ChooseData(): React.JSX.Element {
  const { t } = useTranslation();
  const isMissing = useImport((state) => state.missing.length > 0);
  const [choosing, setChoosing] = useState(false);
  if (isMissing) return <MissingPath />;
  if (choosing) return <PathChooser wants="any" hint={t('data.choose-hint')} onChoose={addPaths} onClose={() => { setChoosing(false); }} />;
  const choose = async (): Promise<void> => {
    const bridge = desktop();
    if (bridge) addPaths(await bridge.pickFiles());
    else setChoosing(true);
  };
  const chooseFolder = async (): Promise<void> => {
    const folder = await desktop()?.pickFolder();
    if (folder) addPaths([folder]);
  };
  return (
    <div className="drop-here">
      <FolderSearch size={24} strokeWidth={1.5} aria-hidden />
      <p>{t('data.drop-hint')}</p>
      <div className="button-row">
        <button type="button" className="secondary" onClick={() => { void choose(); }}>{t('data.choose')}</button>
        {desktop() && <button type="button" className="secondary" onClick={() => { void chooseFolder(); }}>{t('data.choose-folder')}</button>}
      </div>
    </div>
  );
}

/** Asks where something lies that was dropped in a browser and was not found. */
function MissingPath(): React.JSX.Element | null {
  const { t } = useTranslation();
  const name = useImport((state) => state.missing[0]);
  if (name === undefined) return null;
  return <PathChooser key={name} wants="any" hint={t('data.dropped-hint', { name })} search={name} onChoose={answerMissing} onClose={() => { answerMissing([]); }} />;
}

const SHOWN_PATHS = 3;

function ChosenPaths(): React.JSX.Element {
  const { t } = useTranslation();
  const { paths, sought, waiting, phase } = useImport();
  const all = [...paths, ...sought];
  return (
    <div className="chosen-paths">
      <ul>
        {all.slice(0, SHOWN_PATHS).map((path) => <li key={path} title={path}>{path.split(/[\\/]/).filter((part) => part !== '').pop()}</li>)}
        {all.length > SHOWN_PATHS && <li className="soft">{t('data.more-paths', { count: all.length - SHOWN_PATHS })}</li>}
        {waiting.length > 0 && <li className="soft">{t('data.waiting', { count: waiting.length })}</li>}
      </ul>
      {phase !== 'importing' && <IconButton label={t('data.other')} icon={<X size={14} />} onPress={clearImport} />}
    </div>
  );
}

function ImportAction(): React.JSX.Element | null {
  const { t } = useTranslation();
  const { phase, result, calendars, before, paths } = useImport();
  const records = useRecords();
  const total = records.scene.length + records.parcels.length + records.samples.length + records.mask.length + records.composite.length + records.scheme.length;
  if (phase === 'looking') return <Progress text={t('data.looking')} />;
  if (phase === 'importing') return <Progress text={t('data.importing', { done: Math.max(0, total - before), total: result?.imported.length ?? 0 })} fraction={(total - before) / Math.max(1, result?.imported.length ?? 1)} />;
  if (phase === 'done') return <Done result={result} />;
  const count = (result?.imported.length ?? 0) + calendars.length;
  const kinds = [...new Set([...(result?.imported.map(({ kind }) => kind) ?? []), ...(calendars.length > 0 ? ['calendar'] : [])])];
  return (
    <>
      <ImportOptionsForm onLookAgain={(options) => { lookAt(paths, options); }} />
      {kinds.map((kind) => <p key={kind} className="estimate">{t(`data.stays.${kind}`)}</p>)}
      {count > 0 && <button type="button" className="primary step-button" onClick={() => { importFound(total); }}>{t('data.import', { count })}</button>}
    </>
  );
}

/** Where to look at what was imported and is no layer, and the way to more. */
function Done({ result }: { readonly result: ImportResult | null }): React.JSX.Element {
  const { t } = useTranslation();
  const idOf = (kind: 'samples' | 'scheme'): string | undefined => result?.imported.find((item) => item.kind === kind)?.id;
  const [samples, scheme] = [idOf('samples'), idOf('scheme')];
  return (
    <>
      {(samples !== undefined || scheme !== undefined) && (
        <p className="step-actions">
          {samples !== undefined && <TextButton words={t('sample-sets.open')} icon={<ChartNoAxesCombined size={14} aria-hidden />} onPress={() => { openSamples(samples); }} />}
          {scheme !== undefined && <TextButton words={t('schemes.edit')} icon={<ListTree size={14} aria-hidden />} onPress={() => { openScheme(scheme); }} />}
        </p>
      )}
      <button type="button" className="secondary step-button" onClick={clearImport}>{t('data.more')}</button>
    </>
  );
}

function Progress({ text, fraction }: { readonly text: string; readonly fraction?: number }): React.JSX.Element {
  const { t } = useTranslation();
  return (
    <div className="import-progress">
      <p className="number">{text}</p>
      <div>
        <progress aria-label={text} {...(fraction === undefined ? {} : { value: Math.min(1, Math.max(0, fraction)), max: 1 })} />
        <IconButton label={t('data.stop')} icon={<X size={14} />} onPress={stopImport} />
      </div>
    </div>
  );
}
