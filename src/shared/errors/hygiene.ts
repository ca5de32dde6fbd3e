/** Errors of splits, checks of samples and decisions about them. */
export const HYGIENE_ERRORS = {
  SPLIT_IMPOSSIBLE: { message: 'The samples cannot be split by {split}: {why}.', action: '{remedy}' },
  CHECK_NONE: { message: 'The sample set “{samples}” has not been checked yet.', action: 'Check it first: furrow hygiene check --samples {samples}.' },
  SAMPLE_UNKNOWN: { message: 'The sample set “{samples}” has no sample “{sample}”.', action: 'Give the id as the check or the table names it.' },
  DECISION_INVALID: { message: 'The decision about “{sample}” cannot be taken: {problem}.', action: '{remedy}' },
  DECISIONS_NONE: { message: 'There is nothing to apply to “{samples}”: {why}.', action: 'Decide about at least one sample, or give a split.' },
} as const;
