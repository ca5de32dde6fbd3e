import { expect, type Locator, type Page, test } from '@playwright/test';
import { DROPPED } from './drop.ts';
import { pictureFacts } from './picture-facts.ts';

/** What walks through Furrow: a hand on the mouse or on the keyboard, in a browser or in the desktop's window. */
export interface Walk {
  readonly page: Page;
  readonly hand: Hand;
  /** Brings data in as this host and this hand do: dropped on the map, or chosen. */
  readonly bring: (name: string) => Promise<void>;
  /** Does `act` and gives back the bytes of the file that it saved. */
  readonly saved: (act: () => Promise<void>) => Promise<Uint8Array>;
  /** Keeps a picture of the window beside the report. */
  readonly shot: (name: string) => Promise<void>;
}

/** How a control is worked. */
export interface Hand {
  readonly press: (control: Locator) => Promise<void>;
  /** Opens a step of the path; `number` is its place, for the key. */
  readonly step: (name: string, number: number) => Promise<void>;
  readonly openStyling: () => Promise<void>;
  /** Opens the panel of comparison and image. */
  readonly openView: () => Promise<void>;
  /** Looks at the middle of the map. */
  readonly inspect: () => Promise<void>;
  /** Gives the class of that name another colour. */
  readonly recolour: (label: string, colour: string) => Promise<void>;
  /** Shows the classes as one. */
  readonly merge: (labels: readonly [string, string]) => Promise<void>;
  readonly swipe: (on: boolean) => Promise<void>;
  /** Moves the divide of the swipe to the right. */
  readonly divide: () => Promise<void>;
  readonly undo: () => Promise<void>;
}

/** A corner of the demo with a few overpasses: all of its steps in seconds. */
export const SMALL = { landscape: { sizePx: 128, dates: 8 }, trees: 20 };

const JOB = { timeout: 90_000 };
const panel = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const map = (page: Page): Locator => page.getByRole('application', { name: 'Map', exact: true });
const layers = (page: Page): Locator => page.getByRole('tree', { name: 'Layers' });

/** The whole work, from the start page to an image of the map; asserts what the person sees at every stage. */
export async function walkThrough(walk: Walk): Promise<void> {
  await test.step('the start page opens the demo', () => openDemo(walk));
  await test.step('what is dropped is understood', () => bringData(walk));
  await test.step('composite', () => composite(walk));
  await test.step('samples', () => samples(walk));
  await test.step('train', () => train(walk));
  await test.step('map', () => classify(walk));
  await test.step('style', () => style(walk));
  await test.step('compare', () => compare(walk));
  await test.step('identify', () => identify(walk));
  await test.step('the curve of a field', () => curve(walk));
  await test.step('undo', () => undo(walk));
  await test.step('an image of the map', () => image(walk));
}

async function openDemo({ page, hand, shot }: Walk): Promise<void> {
  await expect(page.getByRole('heading', { name: 'From satellite scenes to a crop map' })).toBeVisible();
  await shot('start');
  await hand.press(page.getByRole('button', { name: /Make the demo landscape/ }));
  await expect(page.getByRole('heading', { name: 'Making the demo landscape' })).toBeVisible();
  const see = page.getByRole('button', { name: 'See the map and how far to trust it' });
  await expect(see).toBeVisible({ timeout: 150_000 });
  await shot('demo-done');
  await hand.press(see);
  await expect(panel(page, 'Check').getByText('Macro F1')).toBeVisible();
  await expect(panel(page, 'Check').getByText(/Simulated: made from a landscape/)).toBeVisible();
  await expect(layers(page).getByRole('treeitem', { name: /Winter wheat/ }).first()).toBeVisible();
  await shot('report');
}

async function bringData({ page, hand, bring, shot }: Walk): Promise<void> {
  const data = panel(page, 'Data');
  await bring(DROPPED.survey);
  await expect(data.getByText('1 set of parcels')).toBeVisible();
  await shot('dropped-parcels');
  await hand.press(data.getByRole('button', { name: 'Import 1 item' }));
  await expect(data.getByText('Imported', { exact: true })).toBeVisible();
  await expect(layers(page).getByRole('treeitem', { name: /field-survey/ })).toBeVisible();
  await hand.press(data.getByRole('button', { name: 'Import more' }));
  await bring(DROPPED.product);
  await expect(data.getByText('1 scene', { exact: true })).toBeVisible();
  await expect(data.getByText(/Sentinel-2 L2A, 2022-06-24/)).toBeVisible();
  await shot('dropped-zip');
  await hand.press(data.getByRole('button', { name: 'Import 1 item' }));
  await expect(data.getByText('Imported', { exact: true })).toBeVisible();
}

async function composite({ page, hand, shot }: Walk): Promise<void> {
  await hand.step('Composite', 3);
  const step = panel(page, 'Composite');
  await expect(step.getByText(/^9 scenes/)).toBeVisible();
  await expect(step.getByText(/≈ .+ · .+ disk · .+ memory/)).toBeVisible();
  await hand.press(step.getByRole('button', { name: 'Make composites' }));
  await expect(step.getByText(/pictures of 10 bands/)).toBeVisible(JOB);
  await shot('composite');
}

async function samples({ page, hand, shot }: Walk): Promise<void> {
  await hand.step('Samples', 4);
  const step = panel(page, 'Samples');
  await hand.press(step.getByRole('button', { name: 'Draw samples' }));
  await expect(step.getByText(/samples? of \d+ classes/)).toBeVisible(JOB);
  await shot('samples');
}

async function train({ page, hand, shot }: Walk): Promise<void> {
  await hand.step('Train', 5);
  const step = panel(page, 'Train');
  await expect(step.getByText(/≈ .+ · .+ disk · .+ memory/)).toBeVisible();
  await hand.press(step.getByRole('button', { name: 'Train the model' }));
  await expect(step.getByRole('button', { name: 'Next: Map' })).toBeVisible(JOB);
  await shot('train');
  await hand.press(step.getByRole('button', { name: 'Next: Map' }));
}

async function classify({ page, hand, shot }: Walk): Promise<void> {
  const step = panel(page, 'Map');
  const before = await layers(page).getByRole('treeitem', { level: 1 }).count();
  await hand.press(step.getByRole('button', { name: 'Make the map' }));
  await expect(step.getByRole('button', { name: 'Next: Check' })).toBeVisible(JOB);
  await expect.poll(() => layers(page).getByRole('treeitem', { level: 1 }).count()).toBeGreaterThan(before);
  await hand.press(step.getByRole('button', { name: 'Show on the map' }));
  await shot('map');
}

const RED = '#c00030';

async function style({ page, hand, shot }: Walk): Promise<void> {
  await hand.openStyling();
  const styling = panel(page, 'Styling');
  const before = await map(page).screenshot();
  await hand.recolour('Winter wheat', RED);
  await expect(styling.getByLabel('Colour of Winter wheat')).toHaveValue(RED);
  await expect.poll(async () => (await map(page).screenshot()).equals(before)).toBe(false);
  await hand.merge(['Winter barley', 'Spring barley']);
  await expect(styling.getByRole('button', { name: /^Show the (2 )?class(es)? that/ })).toBeVisible();
  await expect(styling.getByRole('heading', { name: 'Colour vision' })).toBeVisible();
  await expect(styling.getByText(/pairs? (is|are) hard to tell apart|can be told apart with every colour vision/)).toBeVisible();
  await shot('styling');
}

async function compare({ page, hand, shot }: Walk): Promise<void> {
  await hand.swipe(true);
  const divide = page.getByRole('slider', { name: /Divide between the two pictures/ });
  await expect(divide).toBeVisible();
  await expect(divide).toHaveAttribute('aria-valuenow', '50');
  await hand.divide();
  await expect.poll(async () => Number(await divide.getAttribute('aria-valuenow'))).toBeGreaterThan(50);
  await expect(page.getByRole('img', { name: /^Other side: ./ })).toBeVisible();
  await shot('swipe');
  await hand.swipe(false);
  await expect(divide).toHaveCount(0);
}

async function identify({ page, hand, shot }: Walk): Promise<void> {
  await hand.inspect();
  const answers = panel(page, 'Identify');
  await expect(answers.getByText('Confidence', { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  await expect(answers.getByText('Likeliest classes').or(answers.getByText('Class', { exact: true })).first()).toBeVisible();
  await expect(answers.getByText('Observations').first()).toBeVisible();
  await shot('identify');
}

async function curve({ page, hand, shot }: Walk): Promise<void> {
  const answers = panel(page, 'Identify');
  await hand.press(answers.getByRole('button', { name: /Time series/ }));
  const dock = panel(page, 'Dock');
  await expect(dock.getByText(/\d+ of \d+ dates clear/)).toBeVisible({ timeout: 30_000 });
  await hand.press(dock.getByRole('radio', { name: 'Parcel' }));
  await expect(dock.getByText(/median of \d+ pixels?|too narrow/)).toBeVisible({ timeout: 30_000 });
  await expect(dock.getByLabel(/^Time series of .*NDVI/)).toBeVisible();
  await shot('curve');
}

async function undo({ page, hand, shot }: Walk): Promise<void> {
  await hand.openStyling();
  const colour = panel(page, 'Styling').getByLabel('Colour of Winter wheat');
  await expect(colour).toHaveValue(RED);
  for (let steps = 0; steps < 12 && (await colour.inputValue()) === RED; steps++) await hand.undo();
  await expect(colour).not.toHaveValue(RED);
  await expect(panel(page, 'Styling').getByRole('button', { name: /^Show the (2 )?class(es)? that/ })).toHaveCount(0);
  await shot('undone');
}

async function image({ page, hand, saved, shot }: Walk): Promise<void> {
  await hand.openView();
  const view = panel(page, 'View and compare');
  const { width, height } = await map(page).evaluate((element) => ({ width: element.clientWidth, height: element.clientHeight }));
  await shot('image');
  const png = await saved(() => hand.press(view.getByRole('button', { name: 'Save PNG' })));
  const facts = await pictureFacts(page, png);
  // Twice as fine as the map is shown, with the margins of the sheet (16 px and 16 + 220) around it.
  expect(facts.width).toBe(2 * (width + 16 + 220 + 16));
  expect(facts.height).toBeGreaterThanOrEqual(2 * (height + 44 + 44));
  expect(facts.colours).toBeGreaterThan(50);
  expect(facts.mostCommon).toBeLessThan(0.8);
}
