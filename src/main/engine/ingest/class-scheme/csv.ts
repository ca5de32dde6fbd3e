/**
 * Rows of a CSV text as objects by header: comma, semicolon or tab (whichever the header has most of), quoted fields
 * with doubled quotes and line breaks in them (RFC 4180), a byte-order mark allowed. Header names are trimmed.
 */
export function parseCsv(text: string): { readonly header: readonly string[]; readonly rows: readonly Readonly<Record<string, string>>[] } {
  const body = text.replace(/^\uFEFF/, '');
  const firstLine = body.slice(0, body.indexOf('\n') < 0 ? body.length : body.indexOf('\n'));
  const delimiter = [';', ',', '\t'].toSorted((a, b) => firstLine.split(b).length - firstLine.split(a).length)[0] ?? ',';
  const [header = [], ...records] = splitRecords(body, delimiter);
  const names = header.map((name) => name.trim());
  const rows = records.filter((record) => record.some((field) => field.trim() !== '')).map((record) => Object.fromEntries(names.map((name, i) => [name, (record[i] ?? '').trim()])));
  return { header: names, rows };
}

function splitRecords(text: string, delimiter: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[i + 1] === '"') field += text[(i += 1)] ?? '';
      else quoted = false;
    } else if (char === '"' && field === '') quoted = true;
    else if (char === delimiter) {
      record.push(field);
      field = '';
    } else if (char === '\n') {
      records.push([...record, field.replace(/\r$/, '')]);
      record = [];
      field = '';
    } else field += char;
  }
  if (field !== '' || record.length > 0) records.push([...record, field]);
  return records;
}
