import { errorText, type ToldError as Told } from './error-text.ts';

/** What happened, and softer what to do about it. */
export function ToldError({ error }: { readonly error: Told }): React.JSX.Element {
  const { message, action } = errorText(error);
  return <>{message} <span className="soft">{action}</span></>;
}
