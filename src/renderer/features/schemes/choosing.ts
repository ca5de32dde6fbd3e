/** Keys held while a row is pressed. */
export type ChoosingKeys = Pick<React.MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** What is chosen after a press on a row: it alone; with Ctrl one more or less; with Shift all between. The last is the one that counts. */
export function chosenAfter(chosen: readonly string[], code: string, codes: readonly string[], keys: ChoosingKeys): readonly string[] {
  const last = chosen.at(-1);
  if (keys.shiftKey && last !== undefined) {
    const [from = 0, to = 0] = [codes.indexOf(last), codes.indexOf(code)].toSorted((a, b) => a - b);
    return [...codes.slice(from, to + 1).filter((other) => other !== last), last];
  }
  if (keys.ctrlKey || keys.metaKey) return chosen.includes(code) ? chosen.filter((other) => other !== code) : [...chosen, code];
  return chosen.length === 1 && last === code ? [] : [code];
}
