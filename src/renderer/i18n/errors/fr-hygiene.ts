import type { ErrorWords } from './error-words.ts';

/** French texts of what goes wrong with splits, checks of samples and decisions about them. */
export const HYGIENE_ERRORS_FR: ErrorWords = {
  SPLIT_IMPOSSIBLE: { message: 'Les échantillons ne peuvent pas être partagés par {split} : {why}.', action: '{remedy}' },
  CHECK_NONE: { message: 'Le jeu d’échantillons « {samples} » n’a pas encore été vérifié.', action: 'Vérifiez-le d’abord.' },
  SAMPLE_UNKNOWN: { message: 'Le jeu « {samples} » n’a pas d’échantillon « {sample} ».', action: 'Donnez l’identifiant comme la vérification ou la table le nomme.' },
  DECISION_INVALID: { message: 'La décision sur « {sample} » n’est pas possible : {problem}.', action: '{remedy}' },
  DECISIONS_NONE: { message: 'Il n’y a rien à appliquer à « {samples} » : {why}.', action: 'Décidez d’au moins un échantillon, ou donnez un partage.' },
};
