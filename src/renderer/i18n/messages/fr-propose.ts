import type { PROPOSE_MESSAGES } from '../../../shared/messages/propose.ts';
import type { FrenchOf } from './message-words.ts';

/** French of why a field is worth a visit. */
export const PROPOSE_MESSAGES_FR: FrenchOf<typeof PROPOSE_MESSAGES> = {
  VISIT_ONE_CLASS: 'la seule classe de la carte',
  VISIT_UNSURE: '{first}, {second}',
  VISIT_NEARLY: '{first}, {second} : presque aussi probables',
  VISIT_UNLIKE: '{why} ; différent des précédents',
  CLASS_SHARE: '{class} {share:percent}',
  FIELDS_SAMPLED: { one: '{count} champ qui a des échantillons de l’époque de la carte est laissé de côté.', other: '{count} champs qui ont des échantillons de l’époque de la carte sont laissés de côté.' },
};
