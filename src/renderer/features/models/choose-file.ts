import i18next from 'i18next';
import { importModelFile } from '../../state/model-import.ts';
import { askForPath } from '../../state/window/path-request.ts';

/** Asks for a package or an ONNX file and imports it. */
export async function chooseModelFile(): Promise<void> {
  const path = await askForPath(i18next.t('models.import-hint'));
  if (path !== null) await importModelFile(path);
}
