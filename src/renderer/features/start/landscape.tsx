/** Fields as a picture: lots of parcels between two roads and a stream, in the colours of crops. Drawn, so that nothing is loaded. */
export function Landscape(): React.JSX.Element {
  return (
    <svg className="landscape" viewBox="0 0 320 120" preserveAspectRatio="xMidYMid slice" aria-hidden>
      <rect width="320" height="120" fill="#c9b98f" />
      {FIELDS.map(([points, colour]) => <polygon key={points} points={points} fill={colour} stroke="#7f9a5d" strokeWidth="1.5" />)}
      <path d="M0 84 C60 70 110 100 170 84 S270 60 320 74" fill="none" stroke="#6ea2bd" strokeWidth="5" />
      <path d="M210 0 C200 40 226 70 214 120" fill="none" stroke="#e9e4d8" strokeWidth="3" />
    </svg>
  );
}

const FIELDS: readonly (readonly [points: string, colour: string])[] = [
  ['0,0 58,0 50,40 0,46', '#e3c14f'],
  ['58,0 118,0 112,34 50,40', '#5f9d4c'],
  ['118,0 208,0 204,28 112,34', '#d9a441'],
  ['0,46 50,40 46,76 0,84', '#8cb84f'],
  ['50,40 112,34 110,88 78,78 46,76', '#b7cf6a'],
  ['112,34 204,28 212,70 170,84 110,88', '#e8d36b'],
  ['212,0 270,0 266,46 206,50', '#6aa84f'],
  ['270,0 320,0 320,40 266,46', '#c46a3b'],
  ['206,50 266,46 262,66 214,74', '#f0dd8a'],
  ['266,46 320,40 320,74 262,66', '#4d8a45'],
  ['0,84 46,76 78,78 74,120 0,120', '#d7b25a'],
  ['78,78 110,88 140,92 136,120 74,120', '#74a957'],
  ['140,92 170,84 212,72 214,120 136,120', '#a9c760'],
  ['216,74 262,66 320,74 320,120 216,120', '#dfc663'],
];
