import { expect, type Locator, type Page } from '@playwright/test';
import type { Hand } from './walk.ts';

const styling = (page: Page): Locator => page.getByRole('region', { name: 'Styling', exact: true });
/** The line of a class in the styling panel: what the colour belongs to. */
const line = (page: Page, label: string): Locator => styling(page).getByRole('listitem').filter({ has: page.getByLabel(`Colour of ${label}`, { exact: true }) });

/** Works Furrow with the mouse alone. */
export function mouse(page: Page): Hand {
  return {
    press: (control) => control.click(),
    step: async (name) => {
      await page.getByRole('navigation', { name: 'The work, step by step' }).getByRole('button', { name: new RegExp(`^${name}`) }).click();
    },
    openStyling: () => page.getByRole('button', { name: 'Styling', exact: true }).click(),
    openView: () => page.getByRole('button', { name: 'View and compare', exact: true }).click(),
    inspect: async () => {
      await page.getByRole('application', { name: 'Map', exact: true }).click();
      const here = page.getByRole('region', { name: 'What is here' });
      await expect(here.getByText(/\d+ ?% sure/).first()).toBeVisible();
      await here.getByRole('button', { name: 'Identify' }).click();
    },
    recolour: async (label, colour) => {
      // The colour field opens the system's own palette, which no driver reaches: what it would give back is put in.
      await styling(page).getByLabel(`Colour of ${label}`, { exact: true }).fill(colour);
    },
    merge: async ([first, second]) => {
      // A press on the share, which is neither box, colour nor name.
      await line(page, first).locator('.class-share').click();
      await line(page, second).locator('.class-share').click({ modifiers: ['ControlOrMeta'] });
      await styling(page).getByRole('button', { name: 'Merge', exact: true }).click();
    },
    swipe: async (on) => {
      const view = page.getByRole('region', { name: 'View and compare', exact: true });
      if (!(await view.isVisible())) await page.getByRole('button', { name: 'View and compare', exact: true }).click();
      await view.getByText(on ? 'Swipe' : 'Off', { exact: true }).click();
    },
    divide: async () => {
      const box = await page.getByRole('slider', { name: /Divide between/ }).boundingBox();
      if (!box) throw new Error('the divide is not drawn');
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 3);
      await page.mouse.down();
      await page.mouse.move(box.x + 160, box.y + box.height / 3, { steps: 4 });
      await page.mouse.up();
    },
    undo: () => page.getByRole('button', { name: 'Undo' }).click(),
  };
}

/** Stops of the Tab key at most until a control must have been reached. */
const MOST_STOPS = 250;

/**
 * Goes to a control with Tab, or back to it with Shift+Tab where that is the shorter way, as a person does.
 * @throws where the keyboard does not get there
 */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await expect(control).toBeVisible();
  const away = await stopsAway(control);
  const key = away < 0 ? 'Shift+Tab' : 'Tab';
  // The first stops cannot be it yet: not asking after each saves most of the time.
  for (let stop = 0; stop < Math.floor(Math.abs(away) * 0.6); stop++) await page.keyboard.press(key);
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    // Looked up anew each time: what the focus passes may draw itself anew.
    if (await control.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`Tab does not reach ${control.toString()}`);
}

/** About how many stops lie between the focus and a control, negative where it lies behind; groups of radio buttons count too much. */
function stopsAway(control: Locator): Promise<number> {
  return control.evaluate((element) => {
    const stops = [...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary, [tabindex]')].filter((one) => one.tabIndex >= 0 && !one.matches(':disabled') && one.checkVisibility());
    const from = document.activeElement instanceof HTMLElement ? stops.indexOf(document.activeElement) : -1;
    const to = stops.indexOf(element as HTMLElement);
    return from < 0 || to < 0 ? 0 : to - from;
  });
}

/** Tab stops at the chosen one of a group; the arrow keys go on from there. */
async function choose(page: Page, radio: Locator): Promise<void> {
  const name = await radio.getAttribute('name');
  await tabTo(page, page.locator(`input[type="radio"][name="${name}"]:checked`));
  for (let step = 0; step < 10 && !(await radio.isChecked()); step++) await page.keyboard.press('ArrowRight');
}

/** Works Furrow with the keyboard alone: keys of commands, Tab, Enter and Space. */
export function keyboard(page: Page): Hand {
  const press: Hand['press'] = async (control) => {
    const type = await control.evaluate((element) => (element instanceof HTMLInputElement ? element.type : ''));
    if (type === 'radio') return choose(page, control);
    await tabTo(page, control);
    return page.keyboard.press(type === 'checkbox' ? 'Space' : 'Enter');
  };
  return {
    press,
    step: (_, number) => page.keyboard.press(`Alt+${number}`),
    openStyling: () => page.keyboard.press('F7'),
    openView: () => page.keyboard.press('F8'),
    inspect: async () => {
      await tabTo(page, page.getByRole('application', { name: 'Map', exact: true }));
      await page.keyboard.press('Enter');
      await page.keyboard.press('Control+Shift+i');
    },
    recolour: async (label, colour) => {
      const field = styling(page).getByLabel(`Colour of ${label}`, { exact: true });
      await tabTo(page, field);
      await field.fill(colour);
    },
    merge: async ([first, second]) => {
      for (const label of [first, second]) await press(styling(page).getByRole('button', { name: new RegExp(`^Choose ${label},`) }));
      await press(styling(page).getByRole('button', { name: 'Merge', exact: true }));
    },
    swipe: () => page.keyboard.press('Control+Alt+s'),
    divide: async () => {
      await tabTo(page, page.getByRole('slider', { name: /Divide between/ }));
      await page.keyboard.press('ArrowRight');
    },
    undo: () => page.keyboard.press('Control+z'),
  };
}
