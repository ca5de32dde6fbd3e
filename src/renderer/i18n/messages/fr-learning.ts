import type { LEARNING_MESSAGES } from '../../../shared/messages/learning.ts';
import type { FrenchOf } from './message-words.ts';

/** French of what samples, trainings, embeddings and reports tell. */
export const LEARNING_MESSAGES_FR: FrenchOf<typeof LEARNING_MESSAGES> = {
  MODEL_BANDS_LACKING: '« {model} » a été entraîné avec {bands}, que « {composite} » n’a pas : l’encodeur les tient pour manquants dans chaque pixel, et la carte est moins sûre que ne le dit le rapport du modèle.',
  NDVI_RULE_OTHER: 'Le point de reprise a été entraîné avec la règle NDVI « {trained} » ; avec « {chosen} », ses plongements diffèrent.',
  CHECKPOINT_PARTS_LEFT: 'Non converti : {parts}.',
  LICENCE_NONE: 'Son éditeur ne donne pas de licence : servez-vous-en pour vos propres essais, et ne le transmettez pas.',
  EMBED_BANDS_MISSING: 'Manquent partout, ce à quoi l’encodeur a été entraîné : {bands}.',
  EMBED_PERIODS_OTHER: { one: 'Il y a {count} période ; l’encodeur a été entraîné sur des années de 12 mois ou 36 décades.', other: 'Il y a {count} périodes ; l’encodeur a été entraîné sur des années de 12 mois ou 36 décades.' },
  EMBED_PERIODS_ODD: 'Ses périodes ne sont ni les mois ni les décades sur lesquels l’encodeur a été entraîné.',
  EMBED_EMPTY: { one: '{count} sur {total} n’a aucune valeur et vaut NaN.', other: '{count} sur {total} n’ont aucune valeur et valent NaN.' },
  FIT_NONE_ASIDE: 'Aucun échantillon n’a pu être mis de côté pour décider de l’arrêt, chaque parcelle ou bloc étant nécessaire à l’apprentissage : entraîné pour toutes ses époques ou tous ses tours.',
  FIT_CLASSES_NOT_ASIDE: 'Aucun échantillon de {codes} n’a été mis de côté : l’arrêt a été décidé sans eux.',
  FIT_CLASSES_SINGLE: 'De {codes}, il n’y avait qu’un échantillon pour apprendre, les autres étant mis de côté.',
  CURVE_STEPS_LEFT_OUT: 'Les pas de {steps} échantillons sont omis : un tirage n’a que {fewest} échantillons locaux en dehors de son test.',
  CURVE_BANDS_LEFT_OUT: '{bands} : omis, car les deux jeux ne les ont pas dans les mêmes unités.',
  JOIN_BANDS_LEFT_OUT: '{bands} : omis, car tous les jeux ne les ont pas dans les mêmes unités.',
  LEARNT_UNKNOWN: 'On ne sait pas ici de quels échantillons « {model} » a appris : si certains de ceux-ci en étaient, les chiffres sont trop beaux.',
  CLASS_UNTRAINED: 'la classe {code} n’a aucun échantillon d’entraînement',
  CLASS_UNTESTED: 'la classe {code} n’a aucun échantillon de test : sa justesse reste inconnue',
  SERIES_CONFLICT: { one: '{count} échantillon a la même série qu’un autre d’une autre classe', other: '{count} échantillons ont la même série qu’un autre d’une autre classe' },
  GROUPS_SHARED: { one: '{count} groupe est des deux côtés de la répartition', other: '{count} groupes sont des deux côtés de la répartition' },
  TEST_NEAR_TRAINING: { one: '{count} échantillon de test est à moins de {metres} m d’un échantillon d’entraînement', other: '{count} échantillons de test sont à moins de {metres} m d’un échantillon d’entraînement' },
  SPLIT_UNTRAINED: 'Aucun échantillon d’entraînement pour {codes}.',
  SPLIT_UNTESTED: 'Aucun échantillon de test pour {codes} : leur justesse reste inconnue.',
  SPLIT_SHARED_PARCELS: { one: '{count} parcelle a des échantillons des deux côtés.', other: '{count} parcelles ont des échantillons des deux côtés.' },
  SPLIT_NEAR: { one: '{count} échantillon de test est à moins de {metres} m d’un échantillon d’entraînement.', other: '{count} échantillons de test sont à moins de {metres} m d’un échantillon d’entraînement.' },
  SEASON_SPREAD: { one: 'Les débuts ou les fins de la saison diffèrent de {count} décade dans la zone : divisez-la, ou donnez la saison vous-même.', other: 'Les débuts ou les fins de la saison diffèrent de {count} décades dans la zone : divisez-la, ou donnez la saison vous-même.' },
};
