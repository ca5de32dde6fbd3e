import { z } from 'zod';
import { toldSchema } from '../messages/message.ts';
import { assessmentSchema } from '../reports/assessment.ts';
import { evaluationSchema } from '../reports/evaluation.ts';
import { localCurveSchema } from '../reports/local-curve.ts';
import { metricsSchema } from '../records/learning.ts';
import { classSchemeSchema } from '../raster/class-scheme.ts';
import { defineCall } from './call.ts';

/** The report that a training wrote of its own test rows. */
export const trainingReportSchema = z.object({
  kind: z.literal('training'),
  id: z.string(),
  title: z.string(),
  simulated: z.boolean(),
  model: z.object({ id: z.string(), title: z.string(), sha256: z.string() }),
  scheme: classSchemeSchema,
  metrics: metricsSchema,
  /** Null for models of an older version, without test rows, or imported without their report. */
  assessment: assessmentSchema.nullable(),
  /** What the training found about its rows. */
  warnings: z.array(toldSchema),
});
export type TrainingReport = z.infer<typeof trainingReportSchema>;

/** A report of any kind. */
export const reportSchema = z.discriminatedUnion('kind', [trainingReportSchema, evaluationSchema, localCurveSchema]);
export type Report = z.infer<typeof reportSchema>;

export const REPORT_KINDS = ['training', 'evaluation', 'local-curve'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** Calls about reports; evaluating (`evaluate`) and the local-data curve (`local-curve`) are jobs. */
export const reportsContract = {
  'reports.list': defineCall({
    kind: 'query',
    summary: 'Lists the reports of the workspace: of trainings, of models tested on other samples, and local-data curves; the newest first.',
    input: z.object({}),
    output: z.object({
      items: z.array(z.object({
        kind: z.enum(REPORT_KINDS),
        /** The model's id for a training. */
        id: z.string(),
        title: z.string(),
        createdAt: z.string(),
        /** Null for a curve. */
        model: z.string().nullable(),
        /** Of the last step for a curve. */
        macroF1: z.number(),
        simulated: z.boolean(),
      })),
    }),
    errors: [],
  }),
  'reports.get': defineCall({
    kind: 'query',
    summary: 'One report in full: figures per class and group, confusion, calibration, importance, or a local-data curve.',
    input: z.object({ kind: z.enum(REPORT_KINDS), id: z.string() }),
    output: z.object({ report: reportSchema }),
    errors: ['RECORD_NOT_FOUND', 'METADATA_INVALID'],
  }),
} as const;
