import { useTranslation } from 'react-i18next';
import { useArea } from '../state/map/area.ts';

/** The area in one sentence. */
export function useAreaText(): string {
  const { t } = useTranslation();
  const { area, shape } = useArea();
  if (area === null) return t('area.all');
  if (shape?.from) return t('area.polygons-of-file', { file: shape.from.path.split(/[\\/]/).pop() ?? shape.from.path });
  if (shape?.kind === 'polygon') return t('area.polygon');
  return 'file' in area ? t('area.of-file', { file: area.file.split(/[\\/]/).pop() ?? area.file }) : t('area.rectangle');
}
