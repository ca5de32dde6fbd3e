import { implementTask } from '../pool/rpc.ts';
import { processorTask } from './processors.rpc.ts';
import { tryProvider } from './providers.ts';

export const processors = implementTask(processorTask, ({ provider }) => tryProvider(provider));
