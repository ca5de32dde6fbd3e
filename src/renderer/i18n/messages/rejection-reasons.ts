import type { TFunction } from 'i18next';
import type { Words } from '../words.ts';

/** How the engine says why a sample was rejected, and the key of the words for it. Named groups become placeholders. */
const REASONS: readonly { readonly pattern: RegExp; readonly key: string }[] = [
  { pattern: /^code (?<code>.+) is left out by the scheme$/, key: 'ignored' },
  { pattern: /^code (?<code>.+) is not mapped$/, key: 'unmapped' },
  { pattern: /^smaller than (?<area>\S+) m²$/, key: 'small' },
  { pattern: /^(no|empty) geometry$/, key: 'no-geometry' },
  { pattern: /^not a polygon$/, key: 'not-polygon' },
  { pattern: /^cannot be repaired$/, key: 'not-repaired' },
  { pattern: /^no crop code$/, key: 'no-code' },
  { pattern: /^coordinates nowhere on Earth$/, key: 'nowhere' },
  { pattern: /^outside the composite$/, key: 'outside' },
  { pattern: /^outside the composite, but inside with its coordinates exchanged$/, key: 'exchanged' },
  { pattern: /^its coordinates are no numbers$/, key: 'no-numbers' },
  { pattern: /^its coordinates lie nowhere in (?<crs>.+)$/, key: 'nowhere-in' },
  { pattern: /^its place is no geometry of its coordinate system$/, key: 'no-shape' },
  { pattern: /^several classes are called (?<words>.+)$/, key: 'ambiguous' },
  { pattern: /^its (?<score>quality score|confidence) lies outside 0 to 100$/, key: 'bad-score' },
  { pattern: /^too narrow for the inner buffer$/, key: 'narrow' },
  { pattern: /^lies over another parcel$/, key: 'overlap' },
  { pattern: /^holds no pixel centre$/, key: 'no-pixel' },
  { pattern: /^no value in any period$/, key: 'no-value' },
  { pattern: /^class (?<code>.+) has fewer than (?<count>\d+) samples$/, key: 'too-few' },
  { pattern: /^class (?<code>.+) has more than (?<count>\d+) samples$/, key: 'too-many' },
  { pattern: /^class (?<code>.+) has more than (?<count>\d+) samples in a region$/, key: 'too-many-there' },
  { pattern: /^no date( of validity)?$/, key: 'no-date' },
  { pattern: /^its date (?<date>.+) is no day$/, key: 'bad-date' },
  { pattern: /^its date lies outside the composite’s time$/, key: 'other-time' },
  { pattern: /^no class$/, key: 'no-class' },
  { pattern: /^no (coordinates|place)$/, key: 'no-place' },
  { pattern: /^its quality scores are all 0$/, key: 'no-quality' },
  { pattern: /^its dates are no (months|dekads) in sequence$/, key: 'irregular' },
  { pattern: /^no optical or radar value at all$/, key: 'no-signal' },
  { pattern: /^its label lies at the edge of its series$/, key: 'edge' },
  { pattern: /^its series is shorter than a year$/, key: 'short' },
  { pattern: /^its label lies outside the season (?<start>\S+) to (?<end>\S+)$/, key: 'other-season' },
  { pattern: /^its series does not cover the season$/, key: 'uncovered' },
  { pattern: /^less than a year of its series remains in the season$/, key: 'cut-short' },
  { pattern: /^too weak a label for the test$/, key: 'weak' },
  { pattern: /^another observation has the same pixel$/, key: 'same-pixel' },
  { pattern: /^another observation gives its pixel another class$/, key: 'clash' },
];

/** The key and placeholders of a reason; null for one that nobody has words for. */
export function reasonKey(reason: string): { readonly key: string; readonly params: Readonly<Record<string, string>> } | null {
  for (const { pattern, key } of REASONS) {
    const match = pattern.exec(reason);
    if (match) return { key: `rejected.${key}`, params: { ...match.groups } };
  }
  return null;
}

/** A reason in the language of the window; as the engine says it where there are no words. */
export function reasonWords(reason: string, t: TFunction): string {
  const found = reasonKey(reason);
  // The number is a part of the text and not what the sentence is counted by.
  return found ? t(found.key, { ...found.params, number: found.params['count'] ?? '', count: undefined }) : reason;
}

/** Why samples were rejected. */
export const rejectionWords: Words = {
  en: {
    'rejected.ignored': 'code {{code}} is left out by the scheme',
    'rejected.unmapped': 'code {{code}} is not mapped',
    'rejected.small': 'smaller than {{area}} m²',
    'rejected.no-geometry': 'no geometry',
    'rejected.not-polygon': 'not a polygon',
    'rejected.not-repaired': 'cannot be repaired',
    'rejected.no-code': 'no crop code',
    'rejected.nowhere': 'coordinates nowhere on Earth',
    'rejected.outside': 'outside the composite',
    'rejected.exchanged': 'outside the composite, but inside with its coordinates exchanged',
    'rejected.no-numbers': 'its coordinates are no numbers',
    'rejected.nowhere-in': 'its coordinates lie nowhere in {{crs}}',
    'rejected.no-shape': 'its place is no geometry of its coordinate system',
    'rejected.ambiguous': 'several classes are called {{words}}',
    'rejected.bad-score': 'its quality score or confidence lies outside 0 to 100',
    'rejected.narrow': 'too narrow for the inner buffer',
    'rejected.overlap': 'lies over another parcel',
    'rejected.no-pixel': 'holds no pixel centre',
    'rejected.no-value': 'no value in any period',
    'rejected.too-few': 'class {{code}} has fewer than {{number}} samples',
    'rejected.too-many': 'class {{code}} has more than {{number}} samples',
    'rejected.too-many-there': 'class {{code}} has more than {{number}} samples in a region',
    'rejected.no-date': 'no date',
    'rejected.bad-date': 'its date {{date}} is no day',
    'rejected.other-time': 'its date lies outside the composite’s time',
    'rejected.no-class': 'no class',
    'rejected.no-place': 'no place',
    'rejected.no-quality': 'its quality scores are all 0',
    'rejected.irregular': 'its dates are not in sequence',
    'rejected.no-signal': 'no optical or radar value at all',
    'rejected.edge': 'its label lies at the edge of its series',
    'rejected.short': 'its series is shorter than a year',
    'rejected.other-season': 'its label lies outside the season {{start}} to {{end}}',
    'rejected.uncovered': 'its series does not cover the season',
    'rejected.cut-short': 'less than a year of its series remains in the season',
    'rejected.weak': 'too weak a label for the test',
    'rejected.same-pixel': 'another observation has the same pixel',
    'rejected.clash': 'another observation gives its pixel another class',
  },
  fr: {
    'rejected.ignored': 'code {{code}} écarté par la nomenclature',
    'rejected.unmapped': 'code {{code}} sans classe',
    'rejected.small': 'plus petite que {{area}} m²',
    'rejected.no-geometry': 'sans géométrie',
    'rejected.not-polygon': 'pas un polygone',
    'rejected.not-repaired': 'irréparable',
    'rejected.no-code': 'sans code de culture',
    'rejected.nowhere': 'coordonnées hors de la Terre',
    'rejected.outside': 'hors du composite',
    'rejected.exchanged': 'hors du composite, mais dedans si l’on échange ses coordonnées',
    'rejected.no-numbers': 'ses coordonnées ne sont pas des nombres',
    'rejected.nowhere-in': 'ses coordonnées ne sont nulle part dans {{crs}}',
    'rejected.no-shape': 'son lieu n’est pas une géométrie de son système de coordonnées',
    'rejected.ambiguous': 'plusieurs classes s’appellent {{words}}',
    'rejected.bad-score': 'son score de qualité ou sa confiance sort de 0 à 100',
    'rejected.narrow': 'trop étroite pour la distance au bord',
    'rejected.overlap': 'chevauche une autre parcelle',
    'rejected.no-pixel': 'ne contient aucun centre de pixel',
    'rejected.no-value': 'sans valeur dans aucune période',
    'rejected.too-few': 'la classe {{code}} a moins de {{number}} échantillons',
    'rejected.too-many': 'la classe {{code}} a plus de {{number}} échantillons',
    'rejected.too-many-there': 'la classe {{code}} a plus de {{number}} échantillons dans une région',
    'rejected.no-date': 'sans date',
    'rejected.bad-date': 'sa date {{date}} n’est pas un jour',
    'rejected.other-time': 'sa date est hors du temps du composite',
    'rejected.no-class': 'sans classe',
    'rejected.no-place': 'sans lieu',
    'rejected.no-quality': 'toutes ses notes de qualité sont à 0',
    'rejected.irregular': 'ses dates ne se suivent pas',
    'rejected.no-signal': 'aucune valeur optique ni radar',
    'rejected.edge': 'son étiquette est au bord de sa série',
    'rejected.short': 'sa série fait moins d’un an',
    'rejected.other-season': 'son étiquette est hors de la saison du {{start}} au {{end}}',
    'rejected.uncovered': 'sa série ne couvre pas la saison',
    'rejected.cut-short': 'il reste moins d’un an de sa série dans la saison',
    'rejected.weak': 'étiquette trop faible pour le test',
    'rejected.same-pixel': 'un autre relevé a le même pixel',
    'rejected.clash': 'un autre relevé donne une autre classe à son pixel',
  },
};
