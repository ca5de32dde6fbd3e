/** How well a text answers a query, and which of its letters do. */
export interface Match {
  readonly score: number;
  /** Indices of the letters that match, rising. */
  readonly letters: readonly number[];
}

/** Letters without accents and case, one for one, so that indices stay true. */
export function folded(text: string): string {
  return Array.from(text, (letter) => letter.normalize('NFD')[0]?.toLowerCase() ?? letter).join('');
}

const WORD_START = 8;
const IN_A_ROW = 9;
const EXACT_START = 4;
const SKIPPED = 0.2;

/**
 * Finds the letters of `query` in their order in `text`, spaces aside: letters in a row and at the start of words count more,
 * skipped ones less. An empty query matches all.
 * @returns null where a letter is missing
 */
export function fuzzyMatch(query: string, text: string): Match | null {
  const wanted = folded(query).replaceAll(/\s+/g, '');
  if (wanted === '') return { score: 0, letters: [] };
  const letters = folded(text);
  const starts = startsOf(letters);
  let best: Match | null = null;
  for (let start = letters.indexOf(wanted.charAt(0)); start >= 0; start = letters.indexOf(wanted.charAt(0), start + 1)) {
    const found = from(wanted, letters, starts, start);
    if (found && (best === null || found.score > best.score)) best = found;
  }
  return best;
}

function from(wanted: string, letters: string, starts: ReadonlySet<number>, start: number): Match | null {
  const found: number[] = [];
  let score = start === 0 ? EXACT_START : 0;
  let at = start - 1;
  for (const letter of wanted) {
    const next = nextOf(letter, letters, starts, at);
    if (next < 0) return null;
    score += next === at + 1 && found.length > 0 ? IN_A_ROW : starts.has(next) ? WORD_START : 1 - Math.min(1, (next - at) * SKIPPED);
    found.push(next);
    at = next;
  }
  return { score: score - letters.length * 0.01, letters: found };
}

/** The very next letter when it fits, else the start of a later word, else wherever it comes. */
function nextOf(letter: string, letters: string, starts: ReadonlySet<number>, after: number): number {
  const first = letters.indexOf(letter, after + 1);
  if (first === after + 1) return first;
  for (const start of starts) if (start > after && letters[start] === letter) return start;
  return first;
}

function startsOf(letters: string): ReadonlySet<number> {
  return new Set([...letters.matchAll(/(?<![\p{L}\p{N}])[\p{L}\p{N}]/gu)].map(({ index }) => index));
}
