import { useTranslation } from 'react-i18next';
import { useCompare } from '../../layers/compare.ts';

const STEP = 0.02;

/** The divide of a swipe: dragged, or moved with the arrow keys. */
export function SwipeHandle({ position, direction }: { readonly position: number; readonly direction: 'vertical' | 'horizontal' }): React.JSX.Element {
  const { t } = useTranslation();
  const move = (to: number): void => {
    useCompare.getState().set({ position: Math.min(1, Math.max(0, to)) });
  };
  const drag = (event: React.PointerEvent<HTMLElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (box) move(direction === 'vertical' ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height);
  };
  const onKey = (event: React.KeyboardEvent): void => {
    const goal = { ArrowLeft: position - STEP, ArrowUp: position - STEP, ArrowRight: position + STEP, ArrowDown: position + STEP, Home: 0, End: 1 }[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    move(goal);
  };
  return (
    <div
      className="swipe"
      data-direction={direction}
      role="slider"
      tabIndex={0}
      aria-label={t('compare.divide')}
      aria-orientation={direction === 'vertical' ? 'horizontal' : 'vertical'}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(position * 100)}
      title={t('compare.divide')}
      style={direction === 'vertical' ? { left: `${position * 100}%` } : { top: `${position * 100}%` }}
      onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); }}
      onPointerMove={drag}
      onKeyDown={onKey}
      onDoubleClick={() => { move(0.5); }}
    />
  );
}
