import { z } from 'zod';
import { defineCall } from './call.ts';
import { messageParamsSchema } from '../messages/message.ts';

/** Version of the form of `window.json`; goes up when an older Furrow would misread it. */
export const VIEW_VERSION = 1;
/** Largest state that is kept, kB. */
export const VIEW_LIMIT_KB = 3000;

const key = z.string().min(1).max(500);
const title = z.string().max(2000);
const fraction = z.number().min(0).max(1);

/** A layer of the map: what every kind has, and beside it whatever its kind needs for its style, as JSON. */
export const viewLayerSchema = z
  .object({
    id: key,
    kind: key,
    title,
    visible: z.boolean(),
    opacity: fraction,
    /** Record that it shows; empty for the basemap. */
    recordId: z.string().max(500),
    group: key.optional(),
  })
  .catchall(z.unknown());
export type ViewLayer = z.output<typeof viewLayerSchema>;

const layers = z.array(viewLayerSchema).max(500);
const groups = z.array(z.object({ id: key, title, visible: z.boolean(), open: z.boolean() })).max(200);

/** What the window shows of a workspace, and how. All but `version` and `tree` may be left out. */
export const viewStateSchema = z.object({
  version: z.literal(VIEW_VERSION),
  tree: z.object({
    /** Top first. */
    layers,
    groups: groups.default([]),
    /** Ids of layers that were taken off the map. */
    removed: z.array(key).max(5000).default([]),
    /** Named snapshots of layers and their styles. */
    themes: z.array(z.object({ id: key, title, layers, groups: groups.default([]) })).max(100).default([]),
  }),
  map: z
    .object({
      /** CRS that the map is shown in; null follows the topmost raster. */
      crs: z.string().max(20_000).nullable().default(null),
      /** Where it looks: centre in `crs`, map units per pixel, rotation in radians. */
      sight: z.object({ crs: z.string().max(20_000), centre: z.tuple([z.number(), z.number()]), resolution: z.number().positive(), rotation: z.number().default(0) }).nullable().default(null),
      graticule: z.boolean().default(false),
      hatch: z.boolean().default(true),
    })
    .prefault({}),
  panels: z
    .object({
      right: key.nullable().default(null),
      dock: key.nullable().default(null),
      hidden: z.boolean().default(false),
      /** CSS pixels by place. */
      sizes: z.record(key, z.number().min(0).max(10_000)).default({}),
    })
    .prefault({}),
  compare: z
    .object({
      mode: z.enum(['off', 'swipe', 'spyglass', 'blink', 'linked']).default('off'),
      /** Ids of the layers (or the theme) on the other side. */
      layers: z.array(key).max(500).default([]),
      theme: key.nullable().default(null),
      /** Place of the divide, 0 left or top … 1. */
      position: fraction.default(0.5),
      direction: z.enum(['vertical', 'horizontal']).default('vertical'),
      /** CSS pixels of the spyglass. */
      radius: z.number().min(10).max(1000).default(120),
      /** Seconds between two pictures that blink. */
      seconds: z.number().min(0.1).max(60).default(1),
    })
    .prefault({}),
  /** What single features of the window keep, by their name: columns of the table, clicks of the curve, … */
  features: z.record(key, z.unknown()).default({}),
});
/** The state of the window as it is kept. */
export type ViewState = z.output<typeof viewStateSchema>;

const problemSchema = z.object({ code: z.string(), message: z.string(), action: z.string(), params: messageParamsSchema });

/** Calls about the state of the window, kept with the workspace as `window.json`. */
export const viewContract = {
  'view.load': defineCall({
    kind: 'query',
    summary: 'What the window showed of this workspace when it was left: layers, themes, extent, panels, comparison.',
    input: z.object({}),
    output: z.object({
      /** Null when nothing was kept, or when it cannot be read. */
      view: viewStateSchema.nullable(),
      /** Why it cannot be read: `VIEW_NEWER` or `VIEW_DAMAGED`. */
      problem: problemSchema.nullable(),
    }),
    errors: [],
  }),
  'view.save': defineCall({
    kind: 'command',
    summary: 'Keeps what the window shows. A state of a newer Furrow is never overwritten.',
    input: z.object({ view: viewStateSchema }),
    output: z.object({ bytes: z.int() }),
    errors: ['VIEW_NEWER', 'VIEW_TOO_LARGE', 'DISK_FULL', 'FILE_NOT_ALLOWED'],
  }),
};
