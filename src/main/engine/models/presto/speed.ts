import type { EngineContext } from '../../context.ts';
import { TOKENS_PER_SECOND } from './embed-source.ts';

/** Jobs that run an encoder and say in their result how fast it was. */
const KINDS = ['embed', 'classify'];

/**
 * Tokens that one core of this machine takes through the encoder in a second: as the last job here measured it, or as it was
 * measured for Furrow where there is none yet.
 */
export function encoderSpeed({ catalog }: EngineContext): number {
  const measured = catalog.jobs.list().filter(({ kind, result }) => KINDS.includes(kind) && typeof result?.['tokensPerCoreSecond'] === 'number');
  const last = measured.toSorted((a, b) => (b.endedAt ?? '').localeCompare(a.endedAt ?? ''))[0]?.result?.['tokensPerCoreSecond'];
  return typeof last === 'number' && last > 0 ? last : TOKENS_PER_SECOND;
}
