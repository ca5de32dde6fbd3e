import { Check } from 'lucide-react';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import './menu.css';

/** One line of a menu, or a line between two parts of it. */
export type MenuItem =
  | 'separator'
  | {
      readonly label: string;
      readonly icon?: ReactNode;
      /** The key that does the same. */
      readonly keys?: string;
      readonly checked?: boolean;
      /** Why it cannot be done now; the item is grey and says so. */
      readonly reason?: string | null;
      readonly run: () => void;
    };

export interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** Upper left corner in pixels of the window; moved so that the whole menu is seen. */
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
}

const EDGE = 8;

/** A menu at a place of the window. Arrows, Home, End and first letters move, Enter chooses, Escape closes; the focus goes back where it was. */
export function Menu({ label, items, at, onClose }: MenuProps): React.JSX.Element {
  const menu = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useLayoutEffect(() => {
    const element = menu.current;
    if (!element) return;
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(EDGE, Math.min(at.x, window.innerWidth - width - EDGE))}px`;
    element.style.top = `${Math.max(EDGE, Math.min(at.y, window.innerHeight - height - EDGE))}px`;
  }, [at.x, at.y]);
  useEffect(() => {
    const before = document.activeElement;
    menu.current?.querySelector<HTMLElement>('[role^="menuitem"]')?.focus();
    const outside = (event: Event): void => {
      if (!(event.target instanceof Node && menu.current?.contains(event.target))) close.current();
    };
    window.addEventListener('pointerdown', outside, true);
    window.addEventListener('blur', outside);
    return () => {
      window.removeEventListener('pointerdown', outside, true);
      window.removeEventListener('blur', outside);
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return createPortal(
    <div className="menu" role="menu" aria-label={label} ref={menu} onKeyDown={(event) => { steer(event, menu.current, onClose); }} onContextMenu={(event) => { event.preventDefault(); }}>
      {items.map((item, i) => (item === 'separator' ? <hr key={i} role="separator" /> : <Line key={i} item={item} onClose={onClose} />))}
    </div>,
    document.body,
  );
}

function Line({ item, onClose }: { readonly item: Exclude<MenuItem, 'separator'>; readonly onClose: () => void }): React.JSX.Element {
  const isOff = (item.reason ?? null) !== null;
  const choose = (): void => {
    if (isOff) return;
    onClose();
    item.run();
  };
  return (
    <button type="button" role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'} aria-checked={item.checked} aria-disabled={isOff} title={item.reason ?? undefined} tabIndex={-1} onClick={choose} onPointerEnter={(event) => { event.currentTarget.focus({ preventScroll: true }); }}>
      <span className="menu-icon" aria-hidden>{item.checked ? <Check size={14} /> : item.icon}</span>
      <span className="menu-label">{item.label}</span>
      {item.keys !== undefined && <kbd>{item.keys}</kbd>}
    </button>
  );
}

function steer(event: React.KeyboardEvent, menu: HTMLElement | null, onClose: () => void): void {
  const lines = [...(menu?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
  const here = lines.indexOf(document.activeElement as HTMLElement);
  const byLetter = (): number => lines.findIndex((line, i) => i !== here && line.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()));
  const goal = { ArrowDown: (here + 1) % lines.length, ArrowUp: (here - 1 + lines.length) % lines.length, Home: 0, End: lines.length - 1 }[event.key] ?? (event.key.length === 1 && event.key !== ' ' ? byLetter() : -1);
  if (event.key === 'Escape' || event.key === 'Tab') onClose();
  else if (goal >= 0) lines[goal]?.focus();
  else return;
  event.preventDefault();
  event.stopPropagation();
}
