import './swatch.css';

/** The colour of a class, 14 px with a border that shows on any ground; hollow where nothing is drawn. */
export function Swatch({ colour }: { readonly colour: string | null }): React.JSX.Element {
  return (
    <svg className="swatch" viewBox="0 0 14 14" aria-hidden>
      <rect x="0.5" y="0.5" width="13" height="13" rx="2" fill={colour ?? 'none'} stroke="currentColor" strokeOpacity="0.45" strokeDasharray={colour === null ? '2 2' : undefined} />
    </svg>
  );
}
