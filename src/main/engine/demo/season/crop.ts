/** Codes of the French parcel register (RPG) for the crops that grow here. */
export const CROP_CODES = ['BTH', 'ORH', 'ORP', 'CZH', 'MIS', 'BTN', 'TRN', 'PPR', 'PTC', 'CAR', 'PTR', 'PPH', 'J6S'] as const;
export type CropCode = (typeof CROP_CODES)[number];

/** How the leaves of a crop differ from the generic green leaf: factors on its reflectance. */
export interface Foliage {
  /** On the visible bands: below 1 is darker, richer in chlorophyll. */
  readonly visible: number;
  /** On the red edge (B05). */
  readonly redEdge: number;
  /** On the near infrared: flat broad leaves reflect more than upright ones. */
  readonly infrared: number;
  /** On the short-wave infrared: juicy leaves reflect less. */
  readonly shortwave: number;
}

/** Flowers that colour the canopy: how much they add to blue, green, red and red edge at the peak, and when. */
export interface Flowering {
  readonly day: number;
  readonly spreadDays: number;
  readonly adds: readonly [blue: number, green: number, red: number, redEdge: number];
}

/** The year of a crop in days since 1 January of the harvest year (negative: the autumn before). Typical of 48° N. */
export interface Crop {
  readonly code: CropCode;
  /** Group of the register. */
  readonly group: string;
  readonly label: string;
  readonly colour: string;
  /** Value in the truth raster. */
  readonly value: number;
  readonly sown: number;
  /** Leaf area at the end of autumn (winter crops), and how deep the frost bites into it. */
  readonly winterLeaf: number;
  readonly frostLoss: number;
  readonly rise: number;
  readonly riseRate: number;
  readonly leaf: number;
  readonly fall: number;
  readonly fallRate: number;
  readonly harvest: number;
  /** Standard deviation of the calendar between fields, days. */
  readonly spread: number;
  readonly foliage: Foliage;
  readonly flowering: Flowering | null;
  readonly grass: boolean;
}

const CEREAL: Foliage = { visible: 1, redEdge: 1, infrared: 1, shortwave: 1 };
const BROAD: Foliage = { visible: 1.12, redEdge: 1.1, infrared: 1.14, shortwave: 0.9 };
const MAIZE: Foliage = { visible: 1.05, redEdge: 1.08, infrared: 1.02, shortwave: 0.95 };
const MEADOW: Foliage = { visible: 1.15, redEdge: 1.12, infrared: 0.97, shortwave: 1.04 };
const ANNUAL = { winterLeaf: 0, frostLoss: 0, flowering: null, grass: false } as const;

/** The crops. Dates after the phenology notes of Arvalis and Terres Inovia for the centre of France, rounded. */
export const CROPS: readonly Crop[] = [
  { ...ANNUAL, code: 'BTH', group: '1', label: 'Winter wheat', colour: '#e8c35a', value: 1, sown: -72, winterLeaf: 0.75, frostLoss: 0.2, rise: 87, riseRate: 0.065, leaf: 4.9, fall: 175, fallRate: 0.13, harvest: 200, spread: 6.5, foliage: CEREAL },
  { ...ANNUAL, code: 'ORH', group: '3', label: 'Winter barley', colour: '#c9a227', value: 2, sown: -80, winterLeaf: 0.95, frostLoss: 0.3, rise: 81, riseRate: 0.068, leaf: 4.6, fall: 162, fallRate: 0.12, harvest: 182, spread: 6.5, foliage: { visible: 1.06, redEdge: 1.05, infrared: 0.98, shortwave: 1.02 } },
  { ...ANNUAL, code: 'ORP', group: '3', label: 'Spring barley', colour: '#f0e19a', value: 3, sown: 58, rise: 109, riseRate: 0.09, leaf: 4.2, fall: 177, fallRate: 0.13, harvest: 199, spread: 8, foliage: { visible: 1.06, redEdge: 1.05, infrared: 0.98, shortwave: 1.02 } },
  { ...ANNUAL, code: 'CZH', group: '5', label: 'Winter rapeseed', colour: '#f6f04a', value: 4, sown: -126, winterLeaf: 2, frostLoss: 0.45, rise: 70, riseRate: 0.075, leaf: 4.2, fall: 168, fallRate: 0.09, harvest: 188, spread: 6, foliage: { visible: 1.1, redEdge: 1.05, infrared: 1.06, shortwave: 0.92 }, flowering: { day: 110, spreadDays: 10, adds: [0.004, 0.085, 0.09, 0.09] } },
  { ...ANNUAL, code: 'MIS', group: '2', label: 'Maize', colour: '#ff9a2e', value: 5, sown: 112, rise: 161, riseRate: 0.1, leaf: 4.5, fall: 250, fallRate: 0.075, harvest: 284, spread: 7.5, foliage: MAIZE },
  { ...ANNUAL, code: 'BTN', group: '24', label: 'Sugar beet', colour: '#c2478f', value: 6, sown: 86, rise: 150, riseRate: 0.095, leaf: 4.7, fall: 296, fallRate: 0.03, harvest: 290, spread: 8, foliage: BROAD },
  { ...ANNUAL, code: 'TRN', group: '6', label: 'Sunflower', colour: '#ffce00', value: 7, sown: 106, rise: 156, riseRate: 0.1, leaf: 3.9, fall: 228, fallRate: 0.085, harvest: 258, spread: 7.5, foliage: { visible: 1.08, redEdge: 1.06, infrared: 1.05, shortwave: 0.97 }, flowering: { day: 190, spreadDays: 8, adds: [0, 0.018, 0.028, 0.022] } },
  { ...ANNUAL, code: 'PPR', group: '8', label: 'Spring peas', colour: '#7bd36b', value: 8, sown: 62, rise: 114, riseRate: 0.095, leaf: 4.2, fall: 173, fallRate: 0.14, harvest: 192, spread: 8, foliage: { visible: 1.12, redEdge: 1.1, infrared: 1.05, shortwave: 0.96 } },
  { ...ANNUAL, code: 'PTC', group: '25', label: 'Potatoes', colour: '#8a5a2b', value: 9, sown: 104, rise: 154, riseRate: 0.12, leaf: 4.4, fall: 239, fallRate: 0.1, harvest: 268, spread: 8.5, foliage: { visible: 1.1, redEdge: 1.08, infrared: 1.1, shortwave: 0.92 }, flowering: { day: 178, spreadDays: 9, adds: [0.006, 0.008, 0.008, 0.004] } },
  { ...ANNUAL, code: 'CAR', group: '25', label: 'Carrots, late', colour: '#e0526a', value: 10, sown: 138, rise: 176, riseRate: 0.1, leaf: 4.1, fall: 268, fallRate: 0.05, harvest: 282, spread: 8.5, foliage: { visible: 1.1, redEdge: 1.1, infrared: 1.07, shortwave: 0.94 } },
  { ...ANNUAL, code: 'PTR', group: '19', label: 'Temporary grass', colour: '#4fb477', value: 11, sown: -120, winterLeaf: 1.8, frostLoss: 0.3, rise: 76, riseRate: 0.06, leaf: 4.3, fall: 330, fallRate: 0.03, harvest: 400, spread: 7, foliage: { ...MEADOW, visible: 1.08, infrared: 1.02 }, grass: true },
  { ...ANNUAL, code: 'PPH', group: '18', label: 'Permanent grassland', colour: '#1f8a4c', value: 12, sown: -400, winterLeaf: 1.7, frostLoss: 0.3, rise: 84, riseRate: 0.055, leaf: 3.3, fall: 330, fallRate: 0.03, harvest: 400, spread: 10, foliage: MEADOW, grass: true },
  { ...ANNUAL, code: 'J6S', group: '11', label: 'Fallow', colour: '#a9a58d', value: 13, sown: -400, winterLeaf: 1, frostLoss: 0.4, rise: 92, riseRate: 0.05, leaf: 2.4, fall: 215, fallRate: 0.03, harvest: 400, spread: 14, foliage: MEADOW, grass: true },
];

const BY_CODE = new Map(CROPS.map((crop) => [crop.code, crop]));

/** The crop of a code. */
export function cropByCode(code: CropCode): Crop {
  const crop = BY_CODE.get(code);
  if (!crop) throw new RangeError(`no crop ${code}`);
  return crop;
}
