import type { Dataset } from 'gdal-async';
import { openPixels } from '../../gdal/open.ts';

/** Fewer than a process may have open on any system, and enough for a season of band files. */
const MOST_OPEN = 200;

/** Gives open rasters by path; whoever gives them closes them. */
export interface RasterFiles {
  /** @throws as `openPixels` */
  get(file: { readonly path: string; readonly driver: string }): Dataset;
}

/** Rasters that stay open while a window is read, the ones used longest ago closed first. */
export class OpenFiles implements RasterFiles, Disposable {
  readonly #open = new Map<string, Dataset>();

  /** @throws as `openPixels` */
  get({ path, driver }: { readonly path: string; readonly driver: string }): Dataset {
    const known = this.#open.get(path);
    // The COG driver writes; what it wrote is read as the GeoTIFF that it is.
    const dataset = known ?? openPixels(path, driver === 'COG' ? 'GTiff' : driver);
    if (known) this.#open.delete(path);
    else if (this.#open.size >= MOST_OPEN) this.#closeOldest();
    this.#open.set(path, dataset);
    return dataset;
  }

  [Symbol.dispose](): void {
    for (const dataset of this.#open.values()) dataset.close();
    this.#open.clear();
  }

  #closeOldest(): void {
    const oldest = this.#open.entries().next();
    if (oldest.done) return;
    oldest.value[1].close();
    this.#open.delete(oldest.value[0]);
  }
}
