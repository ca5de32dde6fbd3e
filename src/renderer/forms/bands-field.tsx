import { useTranslation } from 'react-i18next';
import { TickList } from '../ui/tick-list.tsx';

export interface BandsFieldProps {
  /** Bands that there are to choose from. */
  readonly bands: readonly string[];
  readonly without: readonly string[];
  readonly onChange: (without: readonly string[]) => void;
}

/** Which bands a classifier may lean on; the others are left out. */
export function BandsField({ bands, without, onChange }: BandsFieldProps): React.JSX.Element | null {
  const { t } = useTranslation();
  if (bands.length < 2) return null;
  return (
    <TickList
      label={t('learner.bands')}
      hint={t('learner.bands-hint')}
      options={bands.map((band) => ({ value: band, label: band }))}
      ticked={bands.filter((band) => !without.includes(band))}
      onChange={(used) => { onChange(bands.filter((band) => !used.includes(band))); }}
    />
  );
}
