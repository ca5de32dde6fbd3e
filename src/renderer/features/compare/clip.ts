import { type RefObject, useEffect, useState } from 'react';
import { useCompare } from '../../layers/compare.ts';
import type { MapView } from '../../map/map-view.ts';

/** The part of the other map that is seen, as a CSS clip-path. The spyglass goes where the pointer goes. */
export function useClip(leader: MapView, box: RefObject<HTMLElement | null>): string {
  const { mode, held, position, direction, radius } = useCompare();
  const [pointer, setPointer] = useState<readonly [x: number, y: number] | null>(null);
  useEffect(() => {
    const pane = leader.element;
    if (mode !== 'spyglass') return undefined;
    const move = (event: PointerEvent): void => {
      const { left = 0, top = 0 } = box.current?.getBoundingClientRect() ?? {};
      setPointer([event.clientX - left, event.clientY - top]);
    };
    const leave = (): void => {
      setPointer(null);
    };
    pane.addEventListener('pointermove', move);
    pane.addEventListener('pointerleave', leave);
    return () => {
      pane.removeEventListener('pointermove', move);
      pane.removeEventListener('pointerleave', leave);
    };
  }, [leader, mode, box]);
  if (held || mode === 'blink') return 'none';
  if (mode === 'spyglass') return pointer ? `circle(${radius}px at ${pointer[0]}px ${pointer[1]}px)` : `circle(${radius}px at 50% 50%)`;
  const share = `${position * 100}%`;
  return direction === 'vertical' ? `inset(0 0 0 ${share})` : `inset(${share} 0 0 0)`;
}

/** True and false in turn while the comparison blinks. */
export function usePhase(): boolean {
  const { mode, seconds } = useCompare();
  const [phase, setPhase] = useState(true);
  useEffect(() => {
    if (mode !== 'blink') return undefined;
    const timer = setInterval(() => { setPhase((before) => !before); }, seconds * 1000);
    return () => {
      clearInterval(timer);
    };
  }, [mode, seconds]);
  return phase;
}
