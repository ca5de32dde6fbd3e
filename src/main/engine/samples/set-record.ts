import type { SampleSet } from '../../../shared/records/learning.ts';
import type { EngineContext } from '../context.ts';
import type { JobPlace, JobPlan } from '../jobs/definition.ts';

/** What every job that makes a sample set says of it alike, from what its plan carries: title and whether it is simulated. */
export function sampleSetHead(engine: EngineContext, { carry }: JobPlan, place: JobPlace & { readonly outputId: string }): Pick<SampleSet, 'kind' | 'id' | 'title' | 'createdAt' | 'simulated' | 'path'> {
  return {
    kind: 'samples',
    id: place.outputId,
    title: String(carry['title']),
    createdAt: engine.now().toISOString(),
    simulated: carry['simulated'] === true,
    path: `${place.outputFolder}/samples.parquet`,
  };
}
