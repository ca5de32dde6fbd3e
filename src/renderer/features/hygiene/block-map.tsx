import { useTranslation } from 'react-i18next';
import type { TriedSplit } from './split-state.ts';

const WIDTH = 200;
const HEIGHT = 130;
const LEAST = 4;

/** Where the groups of a split lie, north up: the test filled, the training hollow. */
export function BlockMap({ groups }: { readonly groups: TriedSplit['groups'] }): React.JSX.Element | null {
  const { t } = useTranslation();
  const places = groups.filter(({ bounds }) => bounds.every(Number.isFinite));
  if (places.length === 0) return null;
  const [west, south, east, north] = [0, 1, 2, 3].map((side) => (side < 2 ? Math.min : Math.max)(...places.map(({ bounds }) => bounds[side] as number))) as [number, number, number, number];
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(WIDTH / Math.max(1e-9, (east - west) * narrow), HEIGHT / Math.max(1e-9, north - south));
  const left = (WIDTH - (east - west) * narrow * scale) / 2;
  const top = (HEIGHT - (north - south) * scale) / 2;
  return (
    <figure className="block-map">
      <svg viewBox={`-4 -4 ${WIDTH + 8} ${HEIGHT + 8}`} role="img" aria-label={t('hygiene.block-map')}>
        {places.map(({ group, side, bounds: [w, s, e, n], rows }) => {
          const width = Math.max(LEAST, (e - w) * narrow * scale);
          const height = Math.max(LEAST, (n - s) * scale);
          return (
            <rect key={group} data-side={side ?? 'leftOut'} x={left + (((w + e) / 2 - west) * narrow * scale) - width / 2} y={top + (north - (s + n) / 2) * scale - height / 2} width={width} height={height} rx="1">
              <title>{t('hygiene.block', { group, side: t(`hygiene.side.${side ?? 'leftOut'}`), count: rows })}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption>
        {(['train', 'validation', 'test'] as const).filter((side) => side !== 'validation' || places.some((place) => place.side === side)).map((side) => (
          <span key={side}><svg viewBox="0 0 10 10" aria-hidden><rect data-side={side} x="1" y="1" width="8" height="8" rx="1" /></svg>{t(`hygiene.side.${side}`)}</span>
        ))}
      </figcaption>
    </figure>
  );
}
