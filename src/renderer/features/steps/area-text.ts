import { useTranslation } from 'react-i18next';
import { useArea } from '../../state/area.ts';

/** The area in one sentence. */
export function useAreaText(): string {
  const { t } = useTranslation();
  const area = useArea((state) => state.area);
  if (area === null) return t('area.all');
  return 'file' in area ? t('area.of-file', { file: area.file.split(/[\\/]/).pop() ?? area.file }) : t('area.rectangle');
}
