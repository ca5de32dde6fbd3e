import { worldFile } from '../../../shared/legend/world-file.ts';
import { storedZip } from '../../../shared/zip/stored-zip.ts';
import { download, fileNameOf } from '../../state/window/download.ts';
import { shownLayers } from '../../layers/layer-tree.ts';
import { useMapHandle } from '../../state/map/map-handle.ts';
import { useStore } from '../../state/store.ts';
import { call } from '../../client/call.ts';
import { type PictureMarks, takePicture } from '../../map/picture.ts';
import { mapSheet, type SheetText } from './map-sheet.ts';

/** What kind of image is wanted. */
export interface ImageWish {
  readonly factor: number;
  readonly legend: boolean;
  /** Pins and graticule, where they are to be in the picture. */
  readonly marks: PictureMarks;
  /** `png`: the picture alone; `zip`: with world file and CRS, so that other programs put it in its place. */
  readonly form: 'png' | 'zip';
  readonly text: SheetText;
}

/** Saves what the map shows as an image. @returns false while there is no map @throws EngineError */
export async function saveImage(wish: ImageWish): Promise<boolean> {
  const { view } = useMapHandle.getState();
  if (!view) return false;
  const layers = shownLayers(useStore.getState());
  const { clientWidth, clientHeight } = view.element;
  const { sight } = view;
  const picture = await takePicture(layers, sight, [clientWidth, clientHeight], wish.factor, wish.marks);
  const metres = (view.scale * 0.0254) / 96 / wish.factor;
  const sheet = wish.legend ? mapSheet(picture, layers, metres, wish.text, wish.factor) : { canvas: picture.canvas, mapAt: [0, 0] as const };
  const png = await new Promise<Blob | null>((resolve) => { sheet.canvas.toBlob(resolve, 'image/png'); });
  if (!png) return false;
  const name = fileNameOf(wish.text.title === '' ? 'map' : wish.text.title);
  if (wish.form === 'png') {
    download(`${name}.png`, png);
    return true;
  }
  const { wkt } = await call('crs.define', { crs: sight.crs });
  const corner = [picture.corner[0] - sheet.mapAt[0] * picture.resolution, picture.corner[1] + sheet.mapAt[1] * picture.resolution] as const;
  const text = new TextEncoder();
  const zip = storedZip([
    { name: `${name}.png`, bytes: new Uint8Array(await png.arrayBuffer()) },
    { name: `${name}.pgw`, bytes: text.encode(worldFile(corner, picture.resolution)) },
    { name: `${name}.prj`, bytes: text.encode(wkt) },
    { name: `${name}.png.aux.xml`, bytes: text.encode(`<PAMDataset><SRS>${wkt.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</SRS></PAMDataset>\n`) },
  ]);
  download(`${name}.zip`, new Blob([zip], { type: 'application/zip' }));
  return true;
}
