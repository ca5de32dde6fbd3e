import { statSync } from 'node:fs';
import type { Dataset } from 'gdal-async';
import { openPixels, openRaster } from '../gdal/open.ts';

/** Fewer than a process may have open on any system; a season of observations with their quality codes fits. */
const MOST_OPEN = 300;
/** Then everything is closed: an open file cannot be replaced on Windows, and GDAL keeps its blocks in memory. */
const IDLE_MS = 60_000;

interface OpenRaster {
  readonly dataset: Dataset;
  /** Changes when the file is written anew. */
  readonly state: string;
}

/**
 * Rasters that stay open between the clicks of a user, those used longest ago closed first. A file that has changed on
 * the disk is opened anew.
 */
export class OpenRasters implements Disposable {
  readonly #open = new Map<string, OpenRaster>();
  #idle: NodeJS.Timeout | null = null;

  /**
   * @param driver GDAL driver name; empty for a user's file whose kind its record does not say
   * @throws FILE_NOT_FOUND, NETWORK_PATH, RASTER_UNREADABLE
   */
  get({ path, driver }: { readonly path: string; readonly driver: string }): Dataset {
    this.#rest();
    const known = this.#open.get(path);
    const state = stateOf(path);
    if (known) {
      this.#open.delete(path);
      if (known.state === state) {
        this.#open.set(path, known);
        return known.dataset;
      }
      known.dataset.close();
    }
    // The COG driver writes; what it wrote is read as the GeoTIFF that it is.
    const dataset = driver === '' ? openRaster(path) : openPixels(path, driver === 'COG' ? 'GTiff' : driver);
    if (this.#open.size >= MOST_OPEN) this.#closeOldest();
    this.#open.set(path, { dataset, state });
    return dataset;
  }

  [Symbol.dispose](): void {
    if (this.#idle) clearTimeout(this.#idle);
    for (const { dataset } of this.#open.values()) dataset.close();
    this.#open.clear();
  }

  #rest(): void {
    if (this.#idle) this.#idle.refresh();
    else this.#idle = setTimeout(() => this[Symbol.dispose](), IDLE_MS).unref();
  }

  #closeOldest(): void {
    const oldest = this.#open.entries().next();
    if (oldest.done) return;
    oldest.value[1].dataset.close();
    this.#open.delete(oldest.value[0]);
  }
}

/** The rasters that this worker keeps open between one click and the next. */
export const openRasters = new OpenRasters();

/** Size and time of change of the file, or of the archive it lies in; empty when there is none (opening it says so). */
function stateOf(path: string): string {
  const file = /^\/vsizip\/\{(.+?)\}/.exec(path)?.[1] ?? /^[A-Z0-9_]+:"(.+)":[^"]*$/.exec(path)?.[1] ?? path;
  const info = statSync(file, { throwIfNoEntry: false });
  return info ? `${info.size}:${info.mtimeMs}:${info.ino}` : '';
}
