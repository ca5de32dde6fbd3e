import type { COMPOSITE_MESSAGES } from '../../../shared/messages/composite.ts';
import type { FrenchOf } from './message-words.ts';

/** French of what composites and maps tell. */
export const COMPOSITE_MESSAGES_FR: FrenchOf<typeof COMPOSITE_MESSAGES> = {
  SCENE_SCL_INTERPOLATED: '{scene} : sa classification de scène a été rééchantillonnée par interpolation, si bien que les lisières portent des classes jamais vues ; les masques y sont faux',
  SCENE_OFFSET_LEFT: '{scene} : ses valeurs stockées commencent à {darkest:plain} alors qu’aucun décalage n’est indiqué, comme si un décalage de −{offset:plain} y était encore ; si c’est le cas, importez-la à nouveau avec un décalage de −{offset:plain}',
  SCENE_OFFSET_TAKEN: '{scene} : la moitié de ses valeurs stockées est sous {limit:plain} alors qu’un décalage de {offset:plain} est indiqué, comme s’il avait déjà été retiré ; si c’est le cas, importez-la à nouveau avec un décalage de 0',
  SCENE_WITHOUT_QUALITY: '{scene} n’a pas de bande de qualité : ses nuages ne sont pas masqués',
  SCENE_LACKS_BAND: '{scene} a été écartée : elle n’a pas de bande {band}',
  OBSERVATIONS_NOT_KEPT: 'les observations ne sont pas gardées : elles prendraient environ {megabytes} Mo, et {allowed} Mo sont permis',
  WINDOWS_FAILED: { one: '{count} fenêtre sur {total} a échoué et reste sans données.', other: '{count} fenêtres sur {total} ont échoué et restent sans données.' },
};
