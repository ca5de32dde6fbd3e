/** First and last day (ISO), as short as the language allows. */
export function dayRange(start: string, end: string, language: string): string {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  return start === end ? format.format(new Date(start)) : format.formatRange(new Date(start), new Date(end));
}
