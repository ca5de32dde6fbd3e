/** The closed list of messages: one file per domain, merged here. The French stands in `renderer/i18n/messages`. */
import { CARD_MESSAGES } from './cards.ts';
import { COMPOSITE_MESSAGES } from './composite.ts';
import { LEARNING_MESSAGES } from './learning.ts';
import { REFUSAL_MESSAGES } from './refusals.ts';
import { RUN_MESSAGES } from './runs.ts';
import { INGEST_MESSAGES } from './ingest.ts';
import { COMPARISON_MESSAGES, MODELS_MESSAGES } from './models.ts';
import { PROPOSE_MESSAGES } from './propose.ts';
import { SCHEME_MESSAGES } from './schemes.ts';
import { TABLE_MESSAGES } from './tables.ts';
import type { Template } from './template.ts';

export const MESSAGE_TEXTS = {
  ...INGEST_MESSAGES,
  ...MODELS_MESSAGES,
  ...COMPARISON_MESSAGES,
  ...LEARNING_MESSAGES,
  ...PROPOSE_MESSAGES,
  ...CARD_MESSAGES,
  ...RUN_MESSAGES,
  ...REFUSAL_MESSAGES,
  ...TABLE_MESSAGES,
  ...SCHEME_MESSAGES,
  /** A name that is data and has words per language: the label of a class. */
  LABEL: '{en}',
  ...COMPOSITE_MESSAGES,
} as const satisfies Record<string, Template>;

export type MessageCode = keyof typeof MESSAGE_TEXTS;
