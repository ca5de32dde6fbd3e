import type { CheckName, HygieneCheck } from '../../../../shared/contract/jobs/hygiene.ts';
import type { Grid } from '../../../../shared/geo/grid.ts';
import type { Flag } from '../../../../shared/hygiene/finding.ts';
import type { SampleTable } from '../../samples/table.ts';

/** What the checks look at. */
export interface CheckSource {
  readonly table: SampleTable;
  readonly crs: string;
  readonly options: HygieneCheck;
  /** GeoPackage of the parcels that the samples lie in, absolute; null where it is not known. */
  readonly parcels: string | null;
  /** Composites whose pixels the samples are; a row belongs to the first that holds its place. Empty where there is none or it is gone. */
  readonly composites: readonly CompositeFiles[];
}

/** Files of a composite: the count of clear observations is the last band of each. */
export interface CompositeFiles {
  readonly grid: Grid;
  readonly bands: number;
  readonly periods: readonly { readonly path: string; readonly start: string; readonly end: string }[];
}

/** A flag of one row. `other` is the class that the check would give instead. */
export interface RowFlag extends Flag {
  readonly row: number;
  readonly other?: string;
}

/** What a check found; `skipped` says why it could not be done. */
export interface CheckResult {
  readonly flags: readonly RowFlag[];
  readonly facts: Readonly<Record<string, number>>;
  readonly skipped?: string;
}

/** A way to doubt samples; one file each, a line in the registry and its cost in `cost.ts`. */
export interface SampleCheck {
  readonly name: CheckName;
  /** @param onProgress told the share that is done */
  readonly run: (source: CheckSource, onProgress: (fraction: number) => void) => CheckResult;
}
