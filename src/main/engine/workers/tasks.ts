import { countCodesImplementation } from '../schemes/code-counts.task.ts';
import { assembleFlagsImplementation, runCheckImplementation } from '../hygiene/check.task.ts';
import { missingSamplesImplementation, reviseSamplesImplementation, trySplitImplementation } from '../hygiene/revise.task.ts';
import { describeSamplesImplementation, rejectedSamplesImplementation, samplePointsImplementation, sampleProfilesImplementation } from '../samples/description/describe.task.ts';
import { importCalendarImplementation, inspectCalendarImplementation, lookupSeasonImplementation } from '../calendars/calendar.task.ts';
import { checkSamplesImplementation } from '../samples/description/check.task.ts';
import { joinSamplesImplementation } from '../samples/join/join.task.ts';
import { placeObservationsImplementation, placeSamplesImplementation } from '../samples/places/place.task.ts';
import { assembleSamplesImplementation, readPeriodImplementation } from '../samples/series/series.task.ts';
import { extractionFactsImplementation, pivotExtractionImplementation } from '../samples/extractions/extraction.task.ts';
import { assembleMapImplementation } from '../classify/assemble.task.ts';
import { checkModelImplementation, classifyWindowImplementation } from '../classify/window.task.ts';
import { assemblePeriod } from '../composite/windows/assemble.task.ts';
import { compositeGrid } from '../composite/grid.task.ts';
import { inspectSceneImplementation, observeScene } from '../composite/observe/observe.task.ts';
import { prepareComposite } from '../composite/prepare.task.ts';
import { compositeWindowImplementation } from '../composite/windows/windows.task.ts';
import { simulateGround } from '../demo/ground.task.ts';
import { simulateScene } from '../demo/scene.task.ts';
import { importParcelsImplementation, parcelFactsImplementation } from '../ingest/parcels/parcels.task.ts';
import { rasterFactsImplementation } from '../ingest/raster-facts.task.ts';
import { inspectPatchImplementation, writePatchImplementation } from '../ingest/worldcereal-netcdf/patch.task.ts';
import { digest } from '../jobs/digest.task.ts';
import { versions } from '../jobs/versions.task.ts';
import { examineModelImplementation } from '../models/foreign/examine.task.ts';
import { finishTrainingImplementation } from '../models/finish-training.task.ts';
import { chooseOptionsImplementation, scoreFoldImplementation } from '../models/search/search.task.ts';
import { trainPartImplementation } from '../models/train-part.task.ts';
import { attentionTrial } from '../models/presto/attention-trial.task.ts';
import { embedCopies, keepEmbedding } from '../models/embeddings/embed-copies.task.ts';
import { leakReportImplementation, leakTrialImplementation } from '../models/leak/leak.task.ts';
import { convertPresto } from '../models/presto/convert.task.ts';
import { beginEmbedding, embedSamples, embedWindow } from '../models/presto/embed.task.ts';
import { proposeImplementation } from '../parcels/propose/propose.task.ts';
import { parcelProductImplementation } from '../parcels/parcel-product.task.ts';
import { processors } from '../onnx/processors.task.ts';
import { evaluateImplementation } from '../reports/evaluate.task.ts';
import { localCurveImplementation } from '../reports/local-curve.task.ts';
import { localTrialImplementation } from '../reports/local-trial.task.ts';
import { chipImplementation } from '../values/pictures/chip.task.ts';
import { classSeriesImplementation } from '../values/curves/class-series.task.ts';
import { readAreaImplementation } from '../areas/area.task.ts';
import { pictureFactsImplementation } from '../basemaps/geotiff.task.ts';
import { defineCrsImplementation, searchCrsImplementation } from '../values/crs/crs.task.ts';
import { parcelsAtImplementation } from '../values/point/parcel-at.task.ts';
import { parcelSeriesImplementation } from '../values/curves/parcel-series.task.ts';
import { readPointImplementation } from '../values/point/point.task.ts';
import { scenePreviewImplementation } from '../values/pictures/preview.task.ts';
import { parcelColumnsImplementation, parcelGetImplementation, parcelPageImplementation, parcelRankImplementation, parcelSelectImplementation } from '../parcels/table.task.ts';
import { cutTileImplementation, overviewImplementation } from '../tiles/tiles.task.ts';
import type { TaskImplementation } from '../pool/rpc.ts';

/** Every task that a worker can do; one line each. */
export const TASKS: readonly TaskImplementation[] = [
  digest,
  countCodesImplementation,
  versions,
  rasterFactsImplementation,
  inspectPatchImplementation,
  writePatchImplementation,
  parcelFactsImplementation,
  importParcelsImplementation,
  simulateGround,
  simulateScene,
  compositeGrid,
  prepareComposite,
  observeScene,
  inspectSceneImplementation,
  compositeWindowImplementation,
  assemblePeriod,
  processors,
  scoreFoldImplementation,
  chooseOptionsImplementation,
  trainPartImplementation,
  finishTrainingImplementation,
  examineModelImplementation,
  attentionTrial,
  convertPresto,
  beginEmbedding,
  embedSamples,
  embedWindow,
  embedCopies,
  keepEmbedding,
  checkModelImplementation,
  classifyWindowImplementation,
  assembleMapImplementation,
  parcelProductImplementation,
  proposeImplementation,
  extractionFactsImplementation,
  pivotExtractionImplementation,
  placeSamplesImplementation,
  placeObservationsImplementation,
  readPeriodImplementation,
  assembleSamplesImplementation,
  joinSamplesImplementation,
  checkSamplesImplementation,
  importCalendarImplementation,
  inspectCalendarImplementation,
  lookupSeasonImplementation,
  describeSamplesImplementation,
  sampleProfilesImplementation,
  rejectedSamplesImplementation,
  samplePointsImplementation,
  runCheckImplementation,
  assembleFlagsImplementation,
  reviseSamplesImplementation,
  trySplitImplementation,
  missingSamplesImplementation,
  leakTrialImplementation,
  leakReportImplementation,
  evaluateImplementation,
  localTrialImplementation,
  localCurveImplementation,
  readPointImplementation,
  parcelsAtImplementation,
  parcelSeriesImplementation,
  classSeriesImplementation,
  chipImplementation,
  scenePreviewImplementation,
  defineCrsImplementation,
  pictureFactsImplementation,
  readAreaImplementation,
  searchCrsImplementation,
  overviewImplementation,
  cutTileImplementation,
  parcelColumnsImplementation,
  parcelPageImplementation,
  parcelRankImplementation,
  parcelSelectImplementation,
  parcelGetImplementation,
];
