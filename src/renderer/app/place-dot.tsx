import { type Place, placeColour } from './places.ts';
import './place-dot.css';

/** The colour of a place, as its pin has it. */
export function PlaceDot({ place }: { readonly place: Place }): React.JSX.Element {
  return <span className="place-dot" style={{ background: placeColour(place) }} aria-hidden />;
}
