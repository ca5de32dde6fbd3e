import { useTranslation } from 'react-i18next';
import type { SampleProfiles } from '../../../shared/contract/samples.ts';
import type { ClassScheme } from '../../../shared/raster/class-scheme.ts';
import { classIn } from './class-words.ts';
import { ProfileCell } from './profile-cell.tsx';
import { sheetRange } from './profile-scale.ts';

export interface ProfileSheetProps {
  readonly profiles: SampleProfiles;
  readonly scheme: ClassScheme | null;
  readonly isStale: boolean;
}

/** The temporal profile of every class on one sheet, all on one scale, the classes of most samples first. */
export function ProfileSheet({ profiles, scheme, isStale }: ProfileSheetProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const range = sheetRange(profiles, 0);
  const quantity = profiles.quantities[0];
  if (range === null || !quantity) return <p className="sample-sets-empty">{t('sample-sets.no-curves')}</p>;
  const classes = profiles.classes.toSorted((a, b) => b.samples - a.samples);
  const unit = quantity.unit === '1' ? '' : quantity.unit;
  return (
    <div className="profile-sheet" data-stale={isStale}>
      {classes.map((profile) => {
        const { label, colour } = classIn(scheme, profile.code, i18n.language);
        return <ProfileCell key={profile.code} profile={profile} label={label} colour={colour} periods={profiles.periods} quantity={0} unit={unit} range={range} />;
      })}
    </div>
  );
}
