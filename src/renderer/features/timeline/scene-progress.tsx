import { LoaderCircle, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { forgetProblem, onSceneLoads, type SceneLoad, sceneLoads } from '../../map/scene-loads.ts';
import { useRecords } from '../../state/records.ts';
import { IconButton } from '../../ui/icon-button.tsx';

/** What is there sooner than this needs no words. */
const PATIENCE_MS = 500;

/** Says which scene is being prepared for the map, and why one cannot be shown. */
export function SceneProgress(): React.JSX.Element | null {
  const { t } = useTranslation();
  const loads = useLoads();
  const isLate = useLate(loads.some(({ pending }) => pending > 0));
  const scenes = useRecords((state) => state.scene);
  const titleOf = ({ sceneId }: SceneLoad): string => scenes.find(({ id }) => id === sceneId)?.title ?? sceneId;
  const failed = loads.find(({ problem }) => problem !== null);
  const waiting = loads.filter(({ pending }) => pending > 0);
  const [first] = waiting;
  if (failed?.problem) {
    const { message, action } = failed.problem;
    return (
      <div className="scene-progress" data-failed role="alert">
        <span>{t('scene.failed', { title: titleOf(failed), problem: `${message} ${action}` })}</span>
        <IconButton label={t('scene.dismiss')} icon={<X size={14} />} onPress={() => { forgetProblem(failed.sceneId); }} />
      </div>
    );
  }
  if (!first || !isLate) return null;
  return (
    <div className="scene-progress" role="status">
      <LoaderCircle className="scene-turning" size={14} aria-hidden />
      <span>{waiting.length > 1 ? t('scene.preparing-more', { title: titleOf(first), count: waiting.length - 1 }) : t('scene.preparing', { title: titleOf(first) })}</span>
    </div>
  );
}

/** The scenes that the map waits for; the same list until something changes. */
function useLoads(): readonly SceneLoad[] {
  const text = useSyncExternalStore(onSceneLoads, () => JSON.stringify(sceneLoads()));
  return JSON.parse(text) as SceneLoad[];
}

/** True once something has gone on for long enough to be told. */
function useLate(isOn: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => { setLate(isOn); }, isOn ? PATIENCE_MS : 0);
    return () => { clearTimeout(timer); };
  }, [isOn]);
  return late && isOn;
}
