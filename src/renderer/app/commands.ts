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
  return event.key.toLowerCase() === key && (event.ctrlKey || event.metaKey) === wants('ctrl') && event.shiftKey === wants('shift') && event.altKey === wants('alt');
}

/** True while the person types into a field, where plain keys are text. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}
