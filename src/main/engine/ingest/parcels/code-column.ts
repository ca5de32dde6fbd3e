import { appError } from '../../../../shared/errors/app-error.ts';

/** How a known kind of parcel file names its crop codes. */
interface CodeConvention {
  /** Column with the codes, compared without case. */
  readonly column: string;
  /** Source of the codes, the name of a mapping in class schemes. */
  readonly source: string;
  /** Columns with words for the code, the first that is there. */
  readonly labels: readonly string[];
  /** Columns with the parcel's own id, the first that is there. */
  readonly ids: readonly string[];
}

/**
 * Known conventions, the most telling first: EuroCrops and other HCAT columns, RPG, fiboa's crop extension, Austria,
 * Czechia, WorldCereal, then general names.
 */
const CONVENTIONS: readonly CodeConvention[] = [
  { column: 'EC_hcat_c', source: 'hcat', labels: ['EC_hcat_n', 'EC_trans_n'], ids: ['PARCEL_ID', 'OBJECTID', 'ID'] },
  { column: 'hcat:code', source: 'hcat', labels: ['hcat:name', 'hcat:name_en', 'crop:name'], ids: ['id'] },
  { column: 'hcat_code', source: 'hcat', labels: ['hcat_name'], ids: ['id'] },
  { column: 'code_cultu', source: 'rpg', labels: ['lib_cultu'], ids: ['id_parcel'] },
  { column: 'crop:code', source: 'fiboa', labels: ['crop:name', 'crop:name_en'], ids: ['id'] },
  { column: 'SNAR_CODE', source: 'at', labels: ['SNAR_BEZEICHNUNG'], ids: ['INSPIRE_ID', 'GML_ID', 'FS_KENNUNG'] },
  { column: 'PLODINA_ID', source: 'cz', labels: ['PLOD_NAZE', 'PLODINA_NAZEV'], ids: ['ZAKRES_ID', 'DPB_ID'] },
  { column: 'ewoc_code', source: 'worldcereal', labels: ['label_full'], ids: ['sample_id'] },
  { column: 'crop_code', source: 'own', labels: ['crop_name', 'crop'], ids: ['parcel_id', 'field_id', 'id'] },
  { column: 'code', source: 'own', labels: ['label', 'name'], ids: ['source_id', 'parcel_id', 'field_id', 'id'] },
];

/** Names of columns that hold a parcel's id where no convention says one. */
const ID_COLUMNS = ['id', 'parcel_id', 'field_id', 'id_parcel', 'fieldid', 'objectid', 'gid', 'uuid'];

/** Which columns of a file mean what. */
export interface CodeColumns {
  readonly code: string;
  readonly source: string;
  readonly label: string | null;
  readonly id: string | null;
}

/**
 * Chooses the columns of a parcel file.
 * @param wanted the column the user named; it may belong to a known convention or be its own
 * @throws CODE_COLUMN_MISSING
 */
export function chooseCodeColumns(file: string, fields: readonly string[], wanted: string | undefined): CodeColumns {
  const byName = new Map(fields.map((name) => [name.toLowerCase(), name]));
  const find = (names: readonly string[]): string | null => names.map((name) => byName.get(name.toLowerCase())).find((name) => name !== undefined) ?? null;
  const named = wanted === undefined ? null : find([wanted]);
  if (wanted !== undefined && named === null) throw missing(file, wanted, fields);
  const convention = CONVENTIONS.find(({ column }) => (wanted === undefined ? byName.has(column.toLowerCase()) : column.toLowerCase() === wanted.toLowerCase()));
  const code = named ?? (convention ? find([convention.column]) : null);
  if (code === null) throw missing(file, CONVENTIONS.map(({ column }) => column).join(', '), fields);
  return {
    code,
    source: convention?.source ?? 'own',
    label: find(convention?.labels ?? []),
    id: find([...(convention?.ids ?? []), ...ID_COLUMNS]),
  };
}

function missing(file: string, column: string, fields: readonly string[]): Error {
  return appError('CODE_COLUMN_MISSING', { file, column, available: fields.join(', ') || '–' });
}

/** fiboa's codes belong to a country's own list: `dk`, or `be-vlg` where regions have their own. */
export function fiboaSource(properties: Readonly<Record<string, unknown>>): string {
  const country = properties['admin:country_code'];
  const region = properties['admin:subdivision_code'];
  if (typeof country !== 'string') return 'fiboa';
  return (typeof region === 'string' ? `${country}-${region}` : country).toLowerCase();
}
