import type { SCHEME_MESSAGES } from '../../../shared/messages/schemes.ts';
import type { FrenchOf } from './message-words.ts';

/** French of why a class scheme is refused or an edit of it. */
export const SCHEME_MESSAGES_FR: FrenchOf<typeof SCHEME_MESSAGES> = {
  SCHEME_NO_CLASS: 'elle n’a pas de classe « {code} »',
  SCHEME_NO_CLASS_OF: 'elle n’a pas de classe « {code} », que des échantillons de « {samples} » portent',
  SCHEME_APART: 'les classes {codes} ne sont pas sous une même classe',
  SCHEME_MERGE_UPWARD: '« {into} » se trouve sous « {code} » ; fusionnez plutôt « {into} » dans « {code} »',
  SCHEME_BELOW_ITSELF: '« {code} » ne peut pas être sous « {parent} », qui se trouve sous elle',
  SCHEME_RESERVED: '« {code} » ne peut pas nommer une classe',
  SCHEME_LAST_CLASS: '« {code} » est sa dernière classe',
  SCHEME_NOT_NEW: '« {code} » n’est aucune des nouvelles classes',
  SCHEME_CODE_ELSEWHERE: '{source} {sourceCode} n’appartient pas à « {code} »',
  SCHEME_SAME_CODE: 'deux classes ont le code « {code} »',
  SCHEME_SAME_VALUE: 'deux classes ont la valeur {value:plain}',
  SCHEME_PARENT_MISSING: 'le parent « {parent} » de « {code} » n’est pas une classe',
  SCHEME_OWN_ANCESTOR: '« {code} » se trouve au-dessus d’elle-même',
  SCHEME_TARGET_MISSING: '{source} {sourceCode} est rattaché à « {code} », qui n’est pas une classe',
  SCHEME_MAPPED_WAITING: '{source} {sourceCode} est rattaché et figure parmi les codes sans classe',
};
