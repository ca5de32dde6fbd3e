import { useEffect } from 'react';
import { isTyping } from '../../state/window/commands.ts';
import { useCompare } from '../../layers/compare.ts';

/** Shows the other side whole while B is held, whatever else is compared. Draws nothing. */
export function BlinkKey(): null {
  useEffect(() => {
    const { set } = useCompare.getState();
    const isKey = (event: KeyboardEvent): boolean => event.key.toLowerCase() === 'b' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target) && !(event.target instanceof HTMLElement && event.target.closest('[role="tree"], [role="menu"], [role="grid"]'));
    const down = (event: KeyboardEvent): void => {
      if (isKey(event) && !event.repeat) set({ held: true });
    };
    const up = (): void => {
      if (useCompare.getState().held) set({ held: false });
    };
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    window.addEventListener('blur', up);
    return () => {
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
      window.removeEventListener('blur', up);
    };
  }, []);
  return null;
}
