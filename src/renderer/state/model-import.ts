import { create } from 'zustand';
import type { CallOutput } from '../../shared/contract/contract.ts';
import { MODEL_PACKAGE_SUFFIX } from '../../shared/contract/models.ts';
import type { ErrorDocument } from '../../shared/errors/app-error.ts';
import { call, EngineError } from '../client/call.ts';
import { usePanels } from './window/panels.ts';
import { useRecords } from './records.ts';

interface ModelImport {
  /** Path of the file that is being examined; null when none is. */
  readonly busy: string | null;
  readonly result: CallOutput<'models.import'> | null;
  readonly problem: ErrorDocument | null;
  /** Model whose card is shown; empty for the newest. */
  readonly chosen: string;
  readonly choose: (id: string) => void;
  readonly clear: () => void;
}

/** What was imported last, and which model is looked at; the panel of models shows both. */
export const useModelImport = create<ModelImport>()((set) => ({
  busy: null,
  result: null,
  problem: null,
  chosen: '',
  choose: (id) => {
    set({ chosen: id });
  },
  clear: () => {
    set({ result: null, problem: null });
  },
}));

/** True for the name of a file that is taken as a model. */
export function isModelName(path: string): boolean {
  const name = path.toLowerCase();
  return name.endsWith(MODEL_PACKAGE_SUFFIX) || name.endsWith('.onnx');
}

/** Imports a package or an ONNX file, and shows what was found in the panel of models. */
export async function importModelFile(path: string): Promise<void> {
  usePanels.getState().open({ id: 'models', place: 'right' });
  useModelImport.setState({ busy: path, result: null, problem: null });
  try {
    const result = await call('models.import', { path });
    await useRecords.getState().refresh();
    useModelImport.setState({ busy: null, result, chosen: result.id });
  } catch (thrown) {
    useModelImport.setState({ busy: null });
    if (!(thrown instanceof EngineError)) throw thrown;
    useModelImport.setState({ problem: thrown.document });
  }
}
