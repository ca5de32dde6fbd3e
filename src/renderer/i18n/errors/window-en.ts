import type { ErrorWords } from './error-words.ts';

/** English texts that name another remedy in the window than on the command line, which has flags instead of fields. */
export const WINDOW_ERRORS_EN: ErrorWords = {
  DATE_INVALID: { message: 'No date could be read from “{file}” ({found}).', action: 'Give the day of acquisition under “More”, or put it into the name as YYYY-MM-DD.' },
  BANDS_UNNAMED: { message: 'The {count} bands of “{file}” have no names that Furrow knows.', action: 'Name them in order under “More”, as in B02, B03, B04, B08, SCL.' },
  CODE_COLUMN_MISSING: { message: '“{file}” has no column “{column}” with crop codes.', action: 'Name it under “More”; the columns are {available}.' },
  TEXT_ENCODING_UNSAID: { message: '“{file}” is not UTF-8 (line {line}, byte {byte}); as Windows-1252, which Excel writes, that line reads “{shown}”.', action: 'Save it as “CSV UTF-8” in Excel, or, if those are the right letters, choose Windows-1252 as its character set under “More”.' },
  TEXT_ENCODING_UNKNOWN: { message: '“{file}” cannot be read as text (line {line}, byte {byte}): {problem}.', action: 'Save it as UTF-8 (“CSV UTF-8” in Excel), or choose its character set under “More”.' },
  LABELS_NONE: { message: 'No row of “{file}” has a class in its column “{column}”.', action: 'Choose the column that holds the classes.' },
  DATES_CONTRADICT: { message: 'Some dates of “{file}” have the day first ({first}), others the month ({second}).', action: 'Write them all alike, as YYYY-MM-DD, or choose which comes first; the others are then rejected by name.' },
  WORKSPACE_NOT_FOUND: { message: '“{folder}” is not a Furrow workspace.', action: 'Choose another one, or make one in an empty folder.' },
  RECORD_NOT_FOUND: { message: 'There is no {kind} “{id}” in this workspace.', action: 'Choose another one from the list.' },
  WORKER_MEMORY: { message: 'A worker passed its memory budget of {budget} MB while it did {task}.', action: 'Choose smaller windows under “More”, or give more memory at the start.' },
  CHECK_NONE: { message: 'The sample set “{samples}” has not been checked yet.', action: 'Check it first.' },
  CALENDAR_SILENT: { message: 'The crop calendar “{calendar}” says nothing of the season {season} at {place}.', action: 'Choose another season, or give its first and last day yourself.' },
  MODEL_CARD_MISSING: { message: 'The model “{file}” takes {shape}, and no card says what these numbers are.', action: 'Put its card beside it as card.json or NAME.card.json, or choose it with the model.' },
};
