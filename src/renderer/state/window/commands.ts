/** Something that the person can do: by its key, from the locator (Ctrl+K), from a menu. */
export interface Command {
  readonly id: string;
  /** Key of its title in the catalogue of words. */
  readonly title: string;
  /** Such as `Ctrl+Shift+Z`, `F7`, `Ctrl+K`. Ctrl stands for Cmd on macOS. */
  readonly keys?: string;
  /** Key of the reason why it cannot be done now, or null when it can. Nothing is greyed without one. */
  readonly unavailable?: () => string | null;
  readonly run: () => void;
}

/** True when a key press is the one that `keys` names. */
export function matches(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>, keys: string): boolean {
  const parts = keys.split('+').map((part) => part.toLowerCase());
  const key = parts.at(-1) ?? '';
  const wants = (name: string): boolean => parts.slice(0, -1).includes(name);
  // A sign such as `?` needs Shift on some keyboards and not on others.
  const isSign = key.length === 1 && !/[a-z0-9]/.test(key);
  return event.key.toLowerCase() === key && (event.ctrlKey || event.metaKey) === wants('ctrl') && (isSign || event.shiftKey === wants('shift')) && event.altKey === wants('alt');
}

const isMac = typeof navigator !== 'undefined' && /mac/i.test(navigator.platform);
const MAC: Readonly<Record<string, string>> = { Ctrl: '⌘', Shift: '⇧', Alt: '⌥' };

/** Keys as they are written on this machine: `Ctrl+Shift+Z`, or `⌘⇧Z` on macOS. */
export function shownKeys(keys: string): string {
  return isMac ? keys.split('+').map((part) => MAC[part] ?? part).join('') : keys;
}

/** Fields of a form that take no text. */
const NO_TEXT = ['checkbox', 'radio', 'range', 'color', 'button', 'submit', 'reset', 'file'];

/** True while the person types into a field: keys such as Ctrl+Z are the field’s own there. */
export function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NO_TEXT.includes(target.type);
  return target.isContentEditable || target.tagName === 'TEXTAREA';
}

/** True where plain keys mean something to the field: text, and lists that jump to a letter. */
export function isTyping(target: EventTarget | null): boolean {
  return takesText(target) || (target instanceof HTMLElement && target.tagName === 'SELECT');
}
