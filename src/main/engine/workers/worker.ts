/** Entry of a raster worker process: GDAL, ONNX Runtime and the kernels live here and nowhere else. */
import { serveTasks } from '../pool/serve.ts';
import { TASKS } from './tasks.ts';

serveTasks(TASKS);
