/** Errors of samples and crop calendars. */
export const SAMPLES_ERRORS = {
  CALENDAR_UNUSABLE: { message: 'The crop calendar “{file}” cannot be used: {problem}.', action: 'Give a table of half-degree cells with lat, lon and columns such as s1_sos_dekad and s1_eos_dekad.' },
  CALENDAR_SILENT: { message: 'The crop calendar “{calendar}” says nothing of the season {season} at {place}.', action: 'Choose another season, or give the season yourself: --season 10-01..07-31.' },
  SAMPLES_UNJOINABLE: { message: 'The sample sets “{first}” and “{second}” cannot become one: {problem}.', action: 'Align both to the same season with the same scheme (furrow samples align), and join those.' },
  SAMPLES_DIFFER: { message: 'The sample sets “{first}” and “{second}” cannot be given to one classifier: {problem}.', action: 'Align both to the same season with the same bands (furrow samples align), or leave other bands out.' },
  LABELS_NONE: { message: 'No row of “{file}” has a class in its column “{column}”.', action: 'Choose the column that holds the classes (--class-column, --code-column).' },
  DATES_CONTRADICT: { message: 'Some dates of “{file}” have the day first ({first}), others the month ({second}).', action: 'Write them all alike, as YYYY-MM-DD, or say which comes first (--date-order day-first or month-first); the others are then rejected by name.' },
  SEASON_TOO_LONG: { message: 'The season {start} to {end} is longer than a year.', action: 'Give a season of at most twelve months.' },
} as const;
