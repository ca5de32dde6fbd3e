import { type RefObject, useEffect, useState } from 'react';

/** Colours of the theme as a canvas wants them: `rgb(…)`, whatever `light-dark()` makes of them now. */
export interface ThemeColours {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly paper: string;
  readonly accent: string;
  readonly wash: string;
}

const NAMES: Readonly<Record<keyof ThemeColours, string>> = { ink: '--ink', soft: '--ink-soft', line: '--line', paper: '--chrome', accent: '--accent', wash: '--accent-wash' };

/** The colours at an element; told anew when the theme of the window or of the machine changes. */
export function useThemeColours(element: RefObject<HTMLElement | null>): ThemeColours | null {
  const [colours, setColours] = useState<ThemeColours | null>(null);
  useEffect(() => {
    const read = (): void => {
      if (element.current) setColours(coloursAt(element.current));
    };
    read();
    const machine = matchMedia('(prefers-color-scheme: dark)');
    machine.addEventListener('change', read);
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    return () => {
      machine.removeEventListener('change', read);
      observer.disconnect();
    };
  }, [element]);
  return colours;
}

function coloursAt(element: HTMLElement): ThemeColours {
  const probe = document.createElement('span');
  element.append(probe);
  const read = (name: string): string => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const found = Object.fromEntries(Object.entries(NAMES).map(([key, name]) => [key, read(name)])) as unknown as ThemeColours;
  probe.remove();
  return found;
}
