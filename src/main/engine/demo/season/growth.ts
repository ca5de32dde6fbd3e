import type { Field } from '../landscape/landscape.ts';
import { between, normal, uniform } from '../random.ts';
import { type Crop, cropByCode } from './crop.ts';

/** What stands on the ground at a place and day. */
export interface Stand {
  /** Green leaf area index. */
  readonly leaf: number;
  /** Share of the ground under standing dry plants, 0…1. */
  readonly dry: number;
  /** Share of the ground under straw and stubble, 0…1. */
  readonly residue: number;
  /** Of the peak of flowering, 0…1. */
  readonly flower: number;
  /** The crop whose leaves these are; null for a cover crop or bare ground. */
  readonly crop: Crop | null;
}

/** The weather of a year as the plants feel it. */
export interface Year {
  readonly seed: number;
  readonly year: number;
  /** Days by which the season is late. */
  readonly late: number;
  /** Summer drought, 0…1. */
  readonly drought: number;
}

/** Draws the year. */
export function yearOf(seed: number, year: number): Year {
  return { seed, year, late: 4.5 * normal(seed, year, 901), drought: between(0.15, 0.9, seed, year, 902) };
}

const BARE: Stand = { leaf: 0, dry: 0, residue: 0, flower: 0, crop: null };
const DAYS = 365;

/**
 * The stand of a field on a day, at a spot whose vigour is `vigour` standard deviations off the field's mean.
 * Previous crop, this one and the next one follow each other; between two there is stubble, tillage and often a cover crop.
 * @param day days since 1 January of the harvest year
 */
export function standOf(field: Field, year: Year, day: number, vigour: number): Stand {
  const sequence = [
    { crop: cropByCode(field.crop), day, turn: 0 },
    { crop: cropByCode(field.after), day: day - DAYS, turn: 1 },
    { crop: cropByCode(field.before), day: day + DAYS, turn: -1 },
  ];
  for (const { crop, day: own, turn } of sequence) {
    const { sown, harvest } = lifeOf(field, year, crop, turn);
    if (own >= sown && own < harvest) return crop.grass ? grassStand(field, year, crop, own, vigour, turn) : cropStand(field, year, crop, own, vigour, turn);
  }
  return fallowStand(field, year, day);
}

function lifeOf(field: Field, year: Year, crop: Crop, turn: number): { readonly sown: number; readonly harvest: number; readonly shift: number } {
  const draw = year.seed + turn * 31;
  const farm = 0.45 * normal(draw, field.block, 101);
  const shift = crop.spread * (farm + 0.9 * normal(draw, field.key, 102)) + year.late;
  const harvest = crop.harvest + shift * 0.6 + 4.5 * normal(draw, field.key, 103);
  return { sown: crop.sown + shift * 0.8, harvest, shift };
}

function cropStand(field: Field, year: Year, crop: Crop, day: number, vigour: number, turn: number): Stand {
  const draw = year.seed + turn * 31;
  const { sown, shift } = lifeOf(field, year, crop, turn);
  const lush = Math.max(0.35, 1 + 0.17 * normal(draw, field.key, 104) + 0.16 * vigour);
  const winter = crop.winterLeaf * lush * logistic(0.06 * (day - sown - 55)) * (1 - crop.frostLoss * bump(day, 20, 32));
  const spring = logistic(crop.riseRate * (day - crop.rise - shift + 2.5 * vigour));
  const fall = crop.fall + shift * 0.6 + 4 * normal(draw, field.key, 105) + 3 * vigour - 6 * (year.drought - 0.5);
  const alive = 1 - logistic(crop.fallRate * (day - fall));
  const full = winter + Math.max(0, crop.leaf * lush - winter) * spring;
  const { flowering } = crop;
  const flower = flowering ? bump(day, flowering.day + shift * 0.7 + 2 * normal(draw, field.key, 106), flowering.spreadDays) * Math.min(1, full / 3) : 0;
  return { leaf: full * alive, dry: 0.85 * (1 - Math.exp(-0.5 * full)) * (1 - alive), residue: 0, flower, crop };
}

/** Pastures are grazed short, meadows cut for hay, leys cut three times; all dry out in a dry August. */
function grassStand(field: Field, year: Year, crop: Crop, day: number, vigour: number, turn: number): Stand {
  const draw = year.seed + turn * 31;
  const { shift } = lifeOf(field, year, crop, turn);
  const lush = Math.max(0.4, 1 + 0.16 * normal(draw, field.key, 107) + 0.14 * vigour);
  const thirst = year.drought * bump(day, 218, 36) * (crop.code === 'PTR' ? 0.4 : 0.6);
  const season = logistic(crop.riseRate * (day - crop.rise - shift)) * (1 - 0.4 * logistic(0.05 * (day - 296)));
  const winter = crop.winterLeaf * (1 - crop.frostLoss * bump(day, 20, 32));
  let leaf = (winter + Math.max(0, crop.leaf - winter) * season) * lush * (1 - thirst);
  for (const cutDay of cutDays(field, draw, crop)) {
    if (day >= cutDay) leaf *= 1 - 0.72 * Math.exp(-(day - cutDay) / 16);
  }
  return { leaf, dry: Math.min(0.7, 0.1 + 0.5 * thirst), residue: 0, flower: 0, crop };
}

function cutDays(field: Field, draw: number, crop: Crop): readonly number[] {
  const habit = uniform(draw, field.key, 108);
  const off = 9 * normal(draw, field.key, 109);
  if (crop.code === 'PTR') return habit < 0.15 ? [152 + off] : [126 + off, 170 + off, 218 + off];
  if (crop.code === 'J6S') return habit < 0.5 ? [190 + off] : [];
  if (habit < 0.4) return [];
  return habit < 0.8 ? [157 + off] : [140 + off, 196 + off];
}

/** Between two crops: stubble, then tillage; before a spring crop two fields in three carry mustard or phacelia until winter. */
function fallowStand(field: Field, year: Year, day: number): Stand {
  const autumn = day > 150;
  const [previous, turn] = autumn ? [cropByCode(field.crop), 0] : [cropByCode(field.before), -1];
  const next = cropByCode(autumn ? field.after : field.crop);
  const own = autumn ? day : day + DAYS;
  const draw = year.seed + turn * 31;
  const { harvest } = lifeOf(field, year, previous, turn);
  const straw = ['BTN', 'PTC', 'CAR', 'PPR'].includes(previous.code) ? 0.15 : 0.75;
  const tilled = harvest + between(6, 50, draw, field.key, 111);
  const residue = own < tilled ? straw * Math.exp(-(own - harvest) / 130) : straw * 0.18;
  const covered = next.sown > 30 && harvest < 250 && uniform(draw, field.key, 112) < 0.62;
  const volunteers = own < tilled ? 0.7 * uniform(draw, field.key, 113) * logistic(0.12 * (own - harvest - 22)) : 0;
  if (!covered) return { ...BARE, leaf: volunteers, residue };
  const destroyed = 338 + 22 * normal(draw, field.key, 114);
  const leaf = between(0.9, 2.6, draw, field.key, 115) * logistic(0.11 * (own - 265 - 9 * normal(draw, field.key, 116))) * (1 - logistic(0.25 * (own - destroyed)));
  return { ...BARE, leaf: Math.max(leaf, volunteers), residue: own > destroyed ? 0.3 : residue * 0.6, dry: 0 };
}

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function bump(day: number, middle: number, spread: number): number {
  return Math.exp(-(((day - middle) / spread) ** 2) / 2);
}
