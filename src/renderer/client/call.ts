import type { CallInput, CallName, CallOutput } from '../../shared/contract/contract.ts';
import type { ErrorDocument } from '../../shared/errors/app-error.ts';

/** An error of the engine as the window shows it: what happened, to which file, and what to do. */
export class EngineError extends Error {
  readonly document: ErrorDocument;
  constructor(document: ErrorDocument) {
    super(document.message);
    this.document = document;
  }
}

/**
 * Calls the engine; the same address in every host.
 * @throws EngineError
 */
export async function call<N extends CallName>(name: N, input: CallInput<N>, signal?: AbortSignal): Promise<CallOutput<N>> {
  const response = await fetch(`/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
    ...(signal ? { signal } : {}),
  });
  const body = (await response.json()) as CallOutput<N> & { error?: ErrorDocument };
  if (body.error) throw new EngineError(body.error);
  return body;
}
