import { FolderOpen, FolderOutput } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorDocument } from '../../../shared/errors/app-error.ts';
import { useSubject } from '../../state/jobs/open-result.ts';
import { useRecords } from '../../state/records.ts';
import { useStore } from '../../state/store.ts';
import { call, EngineError } from '../../client/call.ts';
import { TextField } from '../../ui/text-field.tsx';
import { desktop } from '../../state/window/desktop.ts';
import { useDraft } from '../../forms/drafts.ts';
import { PathChooser } from '../../forms/path-chooser.tsx';
import { chosenOr, RecordField } from '../../forms/record-field.tsx';
import { errorLine } from '../../state/error-text.ts';
import { Missing, StepFrame } from '../../forms/step-frame.tsx';
import './share-step.css';

/** Files of an export, told in words by what their names begin or end with. */
const CONTENTS = ['map.tif', 'confidence.tif', 'probabilities.tif', 'map.qml', 'map.sld', 'legend.csv', 'model-card.json', 'item.json'] as const;

interface Exported {
  readonly state: 'idle' | 'writing' | 'done';
  readonly paths: readonly string[];
  readonly problem: ErrorDocument | null;
}

/** A folder that other programs open: the map with its styles, legend, model card and STAC item. */
export function ShareStep(): React.JSX.Element {
  const { t } = useTranslation();
  const maps = useRecords((state) => state.map);
  const workspace = useStore((state) => state.folder);
  const { id, choose: chooseMap } = useSubject();
  const map = chosenOr(maps, id);
  const [draft, change] = useDraft('share', { folder: '' });
  const [choosing, setChoosing] = useState(false);
  const [exported, setExported] = useState<Exported>({ state: 'idle', paths: [], problem: null });
  const folder = draft.folder !== '' || !map ? draft.folder : `${workspace}/exports/${map.id}`;
  const write = (): void => {
    if (!map) return;
    setExported({ state: 'writing', paths: [], problem: null });
    call('maps.export', { id: map.id, folder }).then(
      ({ paths }) => { setExported({ state: 'done', paths, problem: null }); },
      (thrown: unknown) => {
        if (!(thrown instanceof EngineError)) throw thrown;
        setExported({ state: 'idle', paths: [], problem: thrown.document });
      },
    );
  };
  if (!map) return <StepFrame purpose={t('share.purpose')}><Missing reason={t('share.no-map')} step="map" /></StepFrame>;
  const choose = (): void => { setChoosing(!choosing); };
  return (
    <StepFrame purpose={t('share.purpose')} foot={<ShareAction exported={exported} write={write} />}>
      <RecordField label={t('share.map')} records={maps} value={map.id} onChange={chooseMap} />
      <TextField label={t('share.folder')} hint={t('share.folder-hint')} problem={exported.problem ? errorLine(exported.problem) : null} value={folder} onChange={(text) => { change({ folder: text }); setExported({ state: 'idle', paths: [], problem: null }); }} />
      <button type="button" className="secondary" aria-expanded={choosing} onClick={choose}><FolderOpen size={16} aria-hidden />{t('share.choose')}</button>
      {choosing && <PathChooser wants="folder" hint={t('share.choose-hint')} onChoose={([path]) => { if (path !== undefined) change({ folder: `${path}/${map.id}` }); setChoosing(false); }} onClose={choose} />}
      <h3>{t('share.contents')}</h3>
      <dl className="contents">
        {CONTENTS.map((name) => <div key={name}><dt>{name}</dt><dd>{t(`share.file.${name}`)}</dd></div>)}
      </dl>
    </StepFrame>
  );
}

function ShareAction({ exported, write }: { readonly exported: Exported; readonly write: () => void }): React.JSX.Element {
  const { t } = useTranslation();
  const first = exported.paths[0];
  const bridge = desktop();
  return (
    <>
      {exported.state === 'done' && first !== undefined && (
        <div className="step-outcome" data-good role="status">
          <FolderOutput size={16} aria-hidden />
          <div>
            <p>{t('share.done', { count: exported.paths.length })}</p>
            <p className="path-text">{first.replace(/[\\/][^\\/]*$/, '')}</p>
            {bridge && <button type="button" className="quiet" onClick={() => { void bridge.reveal(first); }}>{t('share.reveal')}</button>}
          </div>
        </div>
      )}
      <button type="button" className="primary step-button" aria-disabled={exported.state === 'writing'} onClick={() => { if (exported.state !== 'writing') write(); }}>{exported.state === 'writing' ? t('share.writing') : t('share.start')}</button>
    </>
  );
}
