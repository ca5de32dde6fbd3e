import type { TABLE_MESSAGES } from '../../../shared/messages/tables.ts';
import type { FrenchOf } from './message-words.ts';

/** French of what is wrong with a text table or a scheme that is read from one. */
export const TABLE_MESSAGES_FR: FrenchOf<typeof TABLE_MESSAGES> = {
  TEXT_BYTE_FOREIGN: '{byte} n’y est pas de l’UTF-8',
  TEXT_BYTE_IN_NEITHER: '{byte} n’est une lettre ni d’UTF-8 ni de {encoding}',
  TEXT_CUT_WIDE: 'il commence en UTF-16 et est coupé ou endommagé',
  TABLE_NOTHING: 'le fichier est vide',
  TABLE_HEADER_ONLY: 'il y a des colonnes ({columns}) et rien en dessous',
  TABLE_NO_HEADER: 'ses colonnes n’ont pas de nom',
  TABLE_COLUMN_TWICE: 'deux colonnes s’appellent « {column} »',
  TABLE_ROW_LONG: 'la ligne {line} a {cells} cellules, l’en-tête {columns} ; avec une virgule décimale, il faut des points-virgules entre les colonnes, ou des guillemets',
  TABLE_QUOTE_OPEN: 'le guillemet ouvert à la ligne {line} n’est jamais fermé',
  SCHEME_CODE_TWICE: 'le code {source} {code} appartient à la fois à « {first} » (ligne {firstLine}) et à « {second} » (ligne {secondLine}) dans {file}',
  SCHEME_CODE_SHORTENED: 'un tableur a abrégé un code en {code} (ligne {line} de {file}), et ses derniers chiffres sont perdus : donnez à cette colonne le format texte',
  SCHEME_SOURCE_UNSAID: 'le code source {code} (ligne {line}) n’a pas de source',
  SCHEME_ROWS_DIFFER: 'les lignes {first} et {second} disent des choses différentes de la classe « {code} »',
  SCHEME_COLUMNS_MISSING: 'il faut une colonne de codes ({codes}) et une de classes ({classes}) ; il y a {columns}',
  SCHEME_CLASSLESS: 'aucun code n’appartient à une classe',
  SCHEME_NO_JSON: 'le fichier n’est pas du JSON',
  SCHEME_NO_OBJECT: 'ce n’est pas un objet JSON',
  SCHEME_NO_SETS: 'il n’a ni « classes » ni jeux de codes',
  SCHEME_FIELD_TWICE: '« {field} » figure deux fois, aux lignes {first} et {second} de {file}',
  CALENDAR_NO_NUMBER: 'la ligne {line} a « {text} » dans {column}, qui n’est pas un nombre',
  SAMPLE_UNNAMED: 'la ligne {row} n’a pas de sample_id',
  LAYER_CHOSEN: 'Lu dans la couche « {layer} » ; le fichier contient aussi {others}.',
  DATES_AMBIGUOUS: { one: '{count} date comme {example} a été lue avec le jour en premier ({read}), sans que rien dans le fichier le prouve. Si le mois vient en premier, précisez-le.', other: '{count} dates comme {example} ont été lues avec le jour en premier ({read}), sans que rien dans le fichier le prouve. Si le mois vient en premier, précisez-le.' },
  DATES_MONTH_FIRST: 'Les dates ont été lues avec le mois en premier, car {proof} ne peut se lire autrement.',
};
