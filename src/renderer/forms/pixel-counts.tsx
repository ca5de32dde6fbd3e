import { useTranslation } from 'react-i18next';
import type { CropMap } from '../../shared/records/learning.ts';
import { classLook } from '../ui/class-look.ts';
import './class-bars.css';

export interface PixelCountsProps {
  readonly map: CropMap;
  /** Classes that are shown; all where it is left out. */
  readonly most?: number;
}

/** Hectares counted per class, largest first. Counting is biased, and that stands beside the numbers. */
export function PixelCounts({ map, most }: PixelCountsProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const counted = [...map.pixelCounts].filter(({ pixels }) => pixels > 0).sort((a, b) => b.pixels - a.pixels);
  const total = counted.reduce((sum, { hectares }) => sum + hectares, 0);
  const largest = counted[0]?.hectares ?? 1;
  const shown = counted.slice(0, most);
  const hectares = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: total < 1000 ? 1 : 0 });
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <>
      <ul className="class-bars number" aria-label={t('check.counts')}>
        {shown.map(({ code, hectares: size }) => {
          const { label, colour } = classLook(map.scheme, code, i18n.language);
          return (
            <li key={code} title={percent.format(size / total)}>
              <span>{label}</span>
              <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden><rect width={(size / largest) * 100} height="8" fill={colour} /></svg>
              <span className="soft">{hectares.format(size)} ha</span>
            </li>
          );
        })}
      </ul>
      {shown.length < counted.length && <p className="soft">{t('check.more-classes', { count: counted.length - shown.length })}</p>}
      <p className="biased">{t('check.biased')}</p>
    </>
  );
}
