import { create } from 'zustand';
import { desktop } from './desktop.ts';

interface PathRequest {
  /** What the chooser says it is for. */
  readonly hint: string;
  readonly answer: (path: string | null) => void;
}

interface PathRequests {
  readonly request: PathRequest | null;
}

/** The file that some part of the window asks for; the chooser over the map answers. */
export const usePathRequest = create<PathRequests>()(() => ({ request: null }));

/** Asks for one file: with the system's own picker on the desktop, with the chooser elsewhere. @returns null when nothing was chosen */
export async function askForPath(hint: string): Promise<string | null> {
  const bridge = desktop();
  if (bridge) return (await bridge.pickFiles())[0] ?? null;
  usePathRequest.getState().request?.answer(null);
  return new Promise((resolve) => {
    const answer = (path: string | null): void => {
      usePathRequest.setState({ request: null });
      resolve(path);
    };
    usePathRequest.setState({ request: { hint, answer } });
  });
}
