import type { Imported, ImportOptions } from '../../../shared/contract/import.ts';
import type { AppError } from '../../../shared/errors/app-error.ts';
import type { CatalogRecord } from '../../../shared/records/record.ts';
import type { Told } from '../../../shared/messages/message.ts';
import type { EngineContext } from '../context.ts';

/** What lies in one folder, or the part of it that the user named. */
export interface Listing {
  /** Absolute path. */
  readonly folder: string;
  /** Names of files in it, sorted. */
  readonly files: readonly string[];
  /** Names of folders in it, sorted. */
  readonly folders: readonly string[];
  /** True when the user named these files themselves instead of their folder. */
  readonly named: boolean;
}

/** Something in a listing that a product takes for its own. */
export interface Find {
  /** Absolute path by which the user knows it. */
  readonly path: string;
  /** The whole folder of the listing, or absolute paths of the files and folders it consists of. */
  readonly claims: 'folder' | readonly string[];
}

/** What inspecting may use. */
export interface IngestTools {
  readonly engine: EngineContext;
  readonly options: ImportOptions;
  readonly signal: AbortSignal;
}

/** A record as it would be registered. */
export interface Draft {
  readonly kind: Imported['kind'];
  /** Wanted id; must match the catalog's pattern, see `recordId`. */
  readonly id: string;
  /** `product`: the id belongs to the product all over the world; `file`: it is only the name of a file, and another file of that name gets a free id. */
  readonly identity: 'product' | 'file';
  /** The record that holds the very same already, for kinds that do not keep where they came from. */
  readonly known?: string | undefined;
  readonly title: string;
  readonly datetime: string | null;
  readonly crs: string | null;
  readonly bands: readonly string[];
  readonly warnings: readonly Told[];
  /** The product's file or folder, stored form. */
  readonly source: string;
  /**
   * Makes the record under its final id and writes its files, if it has any. The caller puts the record into the
   * catalog after it.
   * @throws AppError
   */
  register(target: RegisterTarget): Promise<CatalogRecord>;
}

/** Where {@link Draft.register} writes. */
export interface RegisterTarget {
  readonly engine: EngineContext;
  readonly id: string;
  readonly signal: AbortSignal;
  readonly onProgress: (fraction: number) => void;
}

/** A path that is not taken, and why. */
export interface Rejection {
  readonly path: string;
  readonly error: AppError;
}

/** What inspecting one find gave. */
export interface Inspection {
  readonly drafts: readonly Draft[];
  /** Parts that are left out though the rest is taken, such as a remote asset. */
  readonly skipped: readonly Rejection[];
}

/**
 * A kind of input: recognise → inspect → register. One folder and one line in `registry.ts` each.
 * Runs in the engine process: GDAL is reached through `engine.pool`.
 */
export interface Product {
  /** Stable name, kept in records and chosen with `--as`. */
  readonly name: string;
  /** Words for “Furrow reads …”. */
  readonly title: string;
  /**
   * Finds its products in a listing by names and first bytes alone; cheap and never fails on a strange file.
   * @param options so that `as` may widen what is taken
   */
  recognise(listing: Listing, options: ImportOptions): Promise<readonly Find[]>;
  /** Reads everything but writes nothing. @throws AppError why it cannot be taken */
  inspect(find: Find, tools: IngestTools): Promise<Inspection>;
}
