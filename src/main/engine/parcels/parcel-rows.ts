import { classMapper } from '../../../shared/raster/class-mapping.ts';
import { type ClassScheme, classLabel } from '../../../shared/raster/class-scheme.ts';
import { classesOfCodes } from '../../../shared/legend/legend.ts';
import { lineOf } from '../../../shared/schemes/tree.ts';
import type { FieldSpec } from '../gdal/vector.ts';
import type { Verdict } from './verdict.ts';

/** How the crop on the map stands to the declared one. */
export type Agreement = 'agree' | 'disagree' | 'unknown';

/** Turns verdicts into the rows of a parcel product. */
export interface ParcelRows {
  readonly fields: readonly FieldSpec[];
  /** @param declared the parcel's own code, label, id and area */
  row(verdict: Verdict, declared: { readonly id: string; readonly code: string; readonly label: string; readonly areaM2: number }): { readonly agreement: Agreement; readonly properties: Readonly<Record<string, unknown>> };
}

const FIXED: readonly FieldSpec[] = [
  { name: 'source_id', type: 'string' },
  { name: 'area_m2', type: 'real' },
  { name: 'crop', type: 'string' },
  { name: 'crop_label', type: 'string' },
  { name: 'crop_share', type: 'real' },
  { name: 'runner_up', type: 'string' },
  { name: 'runner_up_share', type: 'real' },
  { name: 'confidence', type: 'real' },
  { name: 'pixels', type: 'integer' },
  { name: 'classified', type: 'integer' },
  { name: 'edge_pixels', type: 'integer' },
  { name: 'basis', type: 'string' },
  { name: 'note', type: 'string' },
  { name: 'declared_code', type: 'string' },
  { name: 'declared_label', type: 'string' },
  { name: 'declared_class', type: 'string' },
  { name: 'agreement', type: 'string' },
  { name: 'agreement_note', type: 'string' },
];

/** @param codeSource mapping of the scheme that the declared codes are looked up in */
export function parcelRows(scheme: ClassScheme, codes: readonly string[], codeSource: string): ParcelRows {
  const classes = classesOfCodes(scheme, codes);
  const declaredClass = classMapper(scheme, codeSource);
  const shareFields = shareNames(codes);
  const words = new Map(classes.map((cropClass) => [cropClass.code, classLabel(cropClass)]));
  return {
    fields: [...FIXED, ...shareFields.map((name): FieldSpec => ({ name, type: 'real' }))],
    row(verdict, { id, code, label, areaM2 }) {
      const crop = verdict.crop === null ? null : (codes[verdict.crop] ?? null);
      const declared = declaredClass(code);
      const wanted = declared.outcome === 'class' ? declared.code : null;
      const known = wanted !== null && codes.includes(wanted);
      const isAbove = crop !== null && wanted !== null && crop !== wanted && lineOf(scheme, wanted).includes(crop);
      const agreement: Agreement = crop === null || !known || isAbove ? 'unknown' : crop === wanted ? 'agree' : 'disagree';
      return {
        agreement,
        properties: {
          source_id: id, area_m2: areaM2,
          crop, crop_label: crop === null ? null : words.get(crop),
          crop_share: shareOf(verdict, verdict.crop),
          runner_up: verdict.runnerUp === null ? null : codes[verdict.runnerUp],
          runner_up_share: shareOf(verdict, verdict.runnerUp),
          confidence: verdict.confidence === null ? null : rounded(verdict.confidence, 2),
          pixels: verdict.pixels, classified: verdict.classified, edge_pixels: verdict.edgePixels,
          basis: verdict.basis, note: verdict.why,
          declared_code: code, declared_label: label === '' ? null : label, declared_class: wanted,
          agreement, agreement_note: agreement === 'unknown' ? whyUnknown(crop, declared.outcome, { known, isAbove }) : null,
          ...Object.fromEntries(shareFields.map((name, i) => [name, shareOf(verdict, i)])),
        },
      };
    },
  };
}

function whyUnknown(crop: string | null, outcome: 'class' | 'ignored' | 'unmapped', { known, isAbove }: { readonly known: boolean; readonly isAbove: boolean }): string {
  if (outcome === 'unmapped') return 'the declared code is not mapped by the class scheme';
  if (outcome === 'ignored') return 'the declared code is left out by the class scheme';
  if (!known) return 'the model does not know the declared class';
  if (isAbove) return 'the map says only the group of the declared class';
  return crop === null ? 'the map has no crop for the parcel' : '';
}

function shareOf(verdict: Verdict, index: number | null): number | null {
  return index === null || verdict.shares.length === 0 ? null : rounded(verdict.shares[index] ?? 0, 4);
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** One column name per class, `share_<code>`, of letters that every program takes; two codes never share one. */
function shareNames(codes: readonly string[]): string[] {
  const taken = new Set(FIXED.map(({ name }) => name));
  return codes.map((code) => {
    const plain = `share_${code.toLowerCase().replaceAll(/[^a-z0-9_]+/g, '_')}`;
    let name = plain;
    for (let number = 2; taken.has(name); number++) name = `${plain}_${number}`;
    taken.add(name);
    return name;
  });
}
