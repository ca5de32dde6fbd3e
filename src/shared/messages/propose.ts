/** Why a field is worth a visit, parts without a full stop. */
export const PROPOSE_MESSAGES = {
  VISIT_ONE_CLASS: 'the only class of the map',
  VISIT_UNSURE: '{first}, {second}',
  VISIT_NEARLY: '{first}, {second}: nearly as likely',
  VISIT_UNLIKE: '{why}; unlike the parcels before it',
  CLASS_SHARE: '{class} {share:percent}',
  FIELDS_SAMPLED: { one: '{count} field with samples of the map’s time is left out.', other: '{count} fields with samples of the map’s time are left out.' },
} as const;
