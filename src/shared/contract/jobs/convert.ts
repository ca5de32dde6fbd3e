import { z } from 'zod';
import { newIdSchema } from '../../records/record-id.ts';

/** Parameters of the job `convert`: a published PyTorch checkpoint becomes an ONNX model with its card, without Python. */
export const convertParamsSchema = z.object({
  /** Path of the checkpoint (`torch.save` of a state dict). */
  checkpoint: z.string().min(1),
  kind: z.literal('presto').default('presto'),
  /** When the NDVI token counts as missing; `auto` takes the rule of the checkpoint's own code. */
  ndvi: z.enum(['auto', 'with-its-bands', 'never-missing']).default('auto'),
  /** How attention is written; `auto` tries both on this machine and takes the faster one that agrees. */
  attention: z.enum(['auto', 'fused', 'standard']).default('auto'),
  /** Licence of the weights; that of a published checkpoint is known. */
  licence: z.string().min(1).nullable().default(null),
  /** Id of the model; made from the file's name where it is left out. */
  id: newIdSchema.nullable().default(null),
  title: z.string().min(1).nullable().default(null),
});
export type ConvertParams = z.infer<typeof convertParamsSchema>;
/** What a caller gives; the rest has defaults. */
export type ConvertRequest = z.input<typeof convertParamsSchema>;
