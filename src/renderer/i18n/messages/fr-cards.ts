import type { CARD_MESSAGES } from '../../../shared/messages/cards.ts';
import type { FrenchOf } from './message-words.ts';

/** French of the sentences of model cards. */
export const CARD_MESSAGES_FR: FrenchOf<typeof CARD_MESSAGES> = {
  NODATA_TREES: 'Une valeur manquante est NaN et prend la branche du « non ≤ » ; un pixel sans aucune valeur est sans données.',
  NODATA_FEATURES: 'Une valeur manquante est NaN et compte comme la moyenne de sa colonne dans les lignes d’entraînement ; un pixel sans aucune valeur est sans données.',
  NODATA_EMBEDDING: 'Un nombre manquant d’un plongement est NaN et compte comme 0 ; un pixel sans aucune valeur est sans données.',
  NODATA_TIME_EMBEDDING: 'Un nombre manquant d’un plongement temporel est NaN et compte comme 0 ; un pixel sans aucune valeur est sans données.',
  NODATA_SERIES: 'Une valeur manquante est NaN et comblée dans le modèle : linéairement dans le temps entre les périodes voisines qui en ont une, aux bouts par la plus proche ; une bande sans aucune valeur compte comme sa moyenne dans les lignes d’entraînement ; un pixel sans aucune valeur est sans données.',
  NODATA_TOKENS: 'Un groupe de bandes où une bande manque est omis à ce pas de temps, le NDVI avec B04 ou B08. Un pixel sans aucune valeur est NaN.',
  NODATA_TOKENS_NDVI: 'Un groupe de bandes où une bande manque est omis à ce pas de temps ; le NDVI jamais, il vaut alors 0. Un pixel sans aucune valeur est NaN.',
  FILE_SILENT: 'Inconnu : le fichier ne le dit pas.',
  LICENCE_OF_SAMPLES: 'Celle des échantillons dont il a appris.',
  LICENCE_UNPUBLISHED: 'Aucune n’a été publiée avec lui.',
  NO_CLASSES_EMBEDDING: 'Sans classes : un plongement',
  NO_CLASSES_QUANTITY: 'Sans classes : une grandeur',
  CLASSES_OF_MODEL: 'Classes telles que le modèle les nomme',
};
