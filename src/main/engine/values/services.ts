import type { EngineServices } from '../handler.ts';

/** What looking things up needs of the engine. */
export type LookupServices = Pick<EngineServices, 'catalog' | 'workspace' | 'lookups'>;
