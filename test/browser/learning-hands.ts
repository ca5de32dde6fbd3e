import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import type { TestHost } from './host.ts';

/** What a person does to get from panel to panel in the window, for the specs of learning. */

export const region = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
export const dock = (page: Page): Locator => region(page, 'Dock');

/** Opens the window and waits until the engine answers. */
export async function begin(page: Page, host: TestHost): Promise<void> {
  await page.goto(host.url);
  await expect(page.getByText('Engine ready')).toBeVisible({ timeout: 45_000 });
}

/** Presses until a panel is open: the workspace remembers which were, and a press on an open one closes it. */
async function opened(page: Page, name: string, button: Locator): Promise<Locator> {
  await expect(async () => {
    if (!(await region(page, name).isVisible())) await button.click();
    await expect(region(page, name)).toBeVisible({ timeout: 1000 });
  }).toPass();
  return region(page, name);
}

/** Opens a panel on the right by its icon. */
export function openRight(page: Page, name: string): Promise<Locator> {
  return opened(page, name, page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name, exact: true }));
}

/** Opens a step of the path. */
export function step(page: Page, name: string): Promise<Locator> {
  return opened(page, name, page.getByRole('navigation', { name: 'The work, step by step' }).getByRole('button', { name: new RegExp(`^${name}`) }));
}

/** Opens a panel of the dock, whatever is open. */
export async function openDock(page: Page, name: string): Promise<Locator> {
  await opened(page, 'Dock', page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name: 'Tasks', exact: true }));
  await dock(page).getByRole('tab', { name, exact: true }).click();
  return dock(page);
}

/** No serious findings of axe in a part of the window. */
export async function expectAccessible(page: Page, part: '.panel-right' | '.panel-dock' | '.reports'): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
}

/** Collects what must not happen while a page is used: requests to elsewhere, sockets, errors, warnings on the console. */
export function watched(page: Page, host: TestHost): readonly string[] {
  const problems: string[] = [];
  page.context().on('request', (request) => {
    if (!request.url().startsWith(`${host.origin}/`) && !/^(blob|data):/.test(request.url())) problems.push(`request ${request.url()}`);
  });
  page.on('websocket', (socket) => problems.push(`socket ${socket.url()}`));
  page.on('pageerror', (error) => problems.push(`error ${error.message}`));
  page.on('console', (message) => {
    // The software renderer of a machine without a graphics card speaks of its own slowness.
    if (['error', 'warning'].includes(message.type()) && !message.text().includes('GL Driver Message')) problems.push(`console ${message.text()}`);
  });
  return problems;
}
