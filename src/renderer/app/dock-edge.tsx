import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dockHeight, useDockHeight } from './dock-height.ts';
import './dock-edge.css';

const STEP = 24;

/** The upper edge of the dock: drag it, or move it with the arrow keys. */
export function DockEdge(): React.JSX.Element {
  const { t } = useTranslation();
  const { chosen, resize } = useDockHeight();
  const [drag, setDrag] = useState<{ readonly from: number; readonly height: number } | null>(null);
  const height = dockHeight(chosen);
  const onKey = (event: React.KeyboardEvent): void => {
    const by = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    resize(height + by);
  };
  return (
    <div
      className="dock-edge"
      role="separator"
      aria-orientation="horizontal"
      aria-label={t('app.dock-height')}
      aria-valuenow={height}
      tabIndex={0}
      onKeyDown={onKey}
      onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); setDrag({ from: event.clientY, height }); }}
      onPointerMove={(event) => { if (drag) resize(drag.height + drag.from - event.clientY); }}
      onPointerUp={() => { setDrag(null); }}
      onPointerCancel={() => { setDrag(null); }}
    />
  );
}

/** The height of the dock in CSS pixels, also after the window changed. */
export function useDockPixels(): number {
  const chosen = useDockHeight((state) => state.chosen);
  const [, setWindow] = useState(innerHeight);
  useEffect(() => {
    const read = (): void => { setWindow(innerHeight); };
    addEventListener('resize', read);
    return () => { removeEventListener('resize', read); };
  }, []);
  return dockHeight(chosen);
}
