import './place-dot.css';

/** The colour of a place, as its pin has it. */
export function PlaceDot({ colour }: { readonly colour: string }): React.JSX.Element {
  return <span className="place-dot" style={{ background: colour }} aria-hidden />;
}
