import type { SplitKindName, SplitOf, SplitSide } from '../../../../shared/contract/sample-split.ts';
import type { SampleTable } from '../table.ts';

/** What a split looks at. */
export interface SplitSource {
  readonly table: SampleTable;
  /** Unit of the table's coordinates. */
  readonly units: 'metres' | 'degrees';
  /** Degrees per row, worked out when a split asks. */
  readonly lonLat: () => { readonly lon: ArrayLike<number>; readonly lat: ArrayLike<number> };
}

/** What a split says of the rows. */
export interface Sides {
  /** Side per row. */
  readonly sides: readonly SplitSide[];
  /** Per row what was not torn apart: folds and early stopping keep it together too. */
  readonly groups: readonly string[];
}

/** A way to split; one file per kind and a line in the registry. */
export interface SplitKind<K extends SplitKindName> {
  readonly by: K;
  /** In words, for cards and reports: `blocks of 10 000 m`. */
  readonly describe: (spec: SplitOf<K>) => string;
  /** Whether a class of so many samples takes part; every class does where it is left out. */
  readonly takesClass?: (spec: SplitOf<K>, samples: number) => boolean;
  /** @throws AppError SPLIT_IMPOSSIBLE */
  readonly assign: (source: SplitSource, spec: SplitOf<K>) => Sides;
}
