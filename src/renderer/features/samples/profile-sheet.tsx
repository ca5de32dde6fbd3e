import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleProfiles } from '../../../shared/contract/samples.ts';
import type { ClassScheme } from '../../../shared/raster/class-scheme.ts';
import { classIn } from './class-words.ts';
import { ProfileCell } from './profile-cell.tsx';
import { sheetRange } from './profile-scale.ts';

/** A cell is not narrower than this, if the sheet is not; between cells lies a gap, in a cell the picture has an edge. */
const LEAST_PX = 190;
const GAP_PX = 10;
const EDGE_PX = 10;

export interface ProfileSheetProps {
  readonly profiles: SampleProfiles;
  readonly scheme: ClassScheme | null;
  readonly isStale: boolean;
}

/** The temporal profile of every class on one sheet, all on one scale, the classes of most samples first. */
export function ProfileSheet({ profiles, scheme, isStale }: ProfileSheetProps): React.JSX.Element {
  const { t, i18n } = useTranslation();
  const sheet = useRef<HTMLDivElement>(null);
  const cell = useCells(sheet);
  const range = sheetRange(profiles, 0);
  const quantity = profiles.quantities[0];
  if (range === null || !quantity) return <p className="sample-sets-empty">{t('sample-sets.no-curves')}</p>;
  const classes = profiles.classes.toSorted((a, b) => b.samples - a.samples);
  const unit = quantity.unit === '1' ? '' : quantity.unit;
  return (
    <div ref={sheet} className="profile-sheet" data-stale={isStale} style={{ gridTemplateColumns: `repeat(${cell.columns}, minmax(0, 1fr))` }}>
      {classes.map((profile) => {
        const { label, colour } = classIn(scheme, profile.code, i18n.language);
        return <ProfileCell key={profile.code} profile={profile} label={label} colour={colour} periods={profiles.periods} quantity={0} unit={unit} range={range} width={cell.picture} />;
      })}
    </div>
  );
}

/** How many cells stand side by side, and how wide their pictures are; once the sheet is laid out. */
function useCells(sheet: React.RefObject<HTMLDivElement | null>): { readonly columns: number; readonly picture: number } {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!sheet.current) return undefined;
    const observer = new ResizeObserver(([entry]) => { setWidth(Math.floor(entry?.contentRect.width ?? 0)); });
    observer.observe(sheet.current);
    return () => { observer.disconnect(); };
  }, [sheet]);
  const columns = Math.max(1, Math.floor((width + GAP_PX) / (LEAST_PX + GAP_PX)));
  return { columns, picture: Math.max(0, Math.floor((width - (columns - 1) * GAP_PX) / columns) - EDGE_PX) };
}
