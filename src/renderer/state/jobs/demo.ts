import { create } from 'zustand';
import type { DemoState } from '../../../shared/contract/demo.ts';
import { call } from '../../client/call.ts';
import { report } from '../report.ts';

interface Demo {
  readonly demo: DemoState | null;
  readonly refresh: () => Promise<void>;
}

/** Where the demo landscape of this workspace stands. */
export const useDemo = create<Demo>()((set) => ({
  demo: null,
  refresh: async () => {
    set(await call('demo.state', {}));
  },
}));

/** Makes the demo landscape in this workspace, or goes on with it. */
export function runDemo(): void {
  report(
    call('demo.run', {}).then(({ demo }) => {
      useDemo.setState({ demo });
    }),
  );
}

export function cancelDemo(): void {
  report(call('demo.cancel', {}));
}
