import { Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../state/window/download.ts';
import { report } from '../../state/report.ts';
import { TextButton } from '../../ui/text-button.tsx';
import { onlyThese, rowsCsv } from './collect.ts';
import type { TableQuery } from './pages.ts';

const CSV = 'text/csv;charset=utf-8';

export interface CopyRows {
  readonly copy: () => void;
  readonly save: () => void;
  readonly cancel: () => void;
  readonly busy: boolean;
  /** How far it got, in words; null when nothing runs. */
  readonly words: string | null;
}

/** Copies or saves rows as CSV: the chosen ones, else all that pass the filter. A long table can be given up half-way. */
export function useCopyRows(query: TableQuery | null, columns: readonly string[], chosen: ReadonlySet<number>): CopyRows {
  const { t, i18n } = useTranslation();
  const [aborter, setAborter] = useState<AbortController | null>(null);
  const [words, setWords] = useState<string | null>(null);
  const collect = (finish: (csv: string) => Promise<void> | void): void => {
    if (!query || aborter) return;
    const now = new AbortController();
    const format = new Intl.NumberFormat(i18n.language);
    setAborter(now);
    const rows = rowsCsv(chosen.size > 0 ? onlyThese(query, chosen) : query, columns, now.signal, (done, total) => { setWords(t('table.copied-of', { done: format.format(done), total: format.format(total) })); });
    report(
      rows.then(finish).then(() => { setWords(t('ui.copied')); }).finally(() => {
        setAborter(null);
        setTimeout(() => { setWords(null); }, 1600);
      }),
    );
  };
  return {
    copy: () => { collect((csv) => navigator.clipboard.writeText(csv)); },
    save: () => { collect((csv) => { download(`${query?.id ?? 'parcels'}.csv`, csv, CSV); }); },
    cancel: () => { aborter?.abort(); },
    busy: aborter !== null,
    words: aborter ? (words ?? t('table.reading')) : words,
  };
}

/** The buttons for it. */
export function CopyRowsButtons({ rows, chosen }: { readonly rows: CopyRows; readonly chosen: number }): React.JSX.Element {
  const { t } = useTranslation();
  const what = chosen > 0 ? t('table.copy-chosen', { count: chosen }) : t('table.copy-all');
  return (
    <>
      <span className="table-progress soft number" role="status">{rows.words ?? ''}</span>
      {rows.busy && <TextButton words={t('table.give-up')} onPress={rows.cancel} />}
      <TextButton words={t('table.copy')} hint={what} icon={<Copy size={14} aria-hidden />} onPress={rows.copy} />
      <TextButton words="CSV" hint={t('table.save')} icon={<Download size={14} aria-hidden />} onPress={rows.save} />
    </>
  );
}
