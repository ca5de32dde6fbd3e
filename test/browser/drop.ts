import type { Page } from '@playwright/test';

/** What `drop-files.ts` makes: a survey of fields, a product that was not imported yet, and a table that is no data for a map. */
export const DROPPED = { survey: 'field-survey.gpkg', product: 'S2A_MSIL2A_20220624T110031_N0400_R094_T31UDP_20220624T171500.zip', table: 'rainfall.csv' } as const;

/** Drops a file of this machine on the map, as the system does: first over it, then let go. */
export async function dropOnMap(page: Page, path: string): Promise<void> {
  // A picked file is a real one: the desktop can tell its path, a browser its name, length and time.
  await page.evaluate(() => {
    const field = document.createElement('input');
    field.type = 'file';
    field.id = 'test-drop';
    field.hidden = true;
    document.body.append(field);
  });
  await page.locator('#test-drop').setInputFiles(path);
  await page.evaluate(() => {
    const field = document.getElementById('test-drop') as HTMLInputElement;
    const transfer = new DataTransfer();
    for (const file of field.files ?? []) transfer.items.add(file);
    field.remove();
    const map = document.querySelector('.map-pane');
    for (const type of ['dragenter', 'dragover', 'drop']) map?.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  });
}
