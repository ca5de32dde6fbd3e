import type { Report } from '../../../shared/contract/reports.ts';
import { curveTable, reportTables } from '../../../shared/reports/report-tables.ts';
import { download, fileNameOf } from '../../state/window/download.ts';
import { csvLine } from '../../ui/csv.ts';

/** Pixels of the image per pixel of the window: sharp in print. */
const SCALE = 2;
/** The window's font is not there in an image; what stands in for it may be wider, and must not be cut. */
const FONT_SHARE = 0.9;
/** What a picture's look depends on. */
const LOOKS = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'opacity', 'font-family', 'font-weight', 'text-anchor'];

/** Saves the report as the engine wrote it. */
export function saveJson(report: Report): void {
  download(`${fileNameOf(report.title)}.json`, JSON.stringify(report, null, 2), 'application/json');
}

/** Saves every table of the report in one file, each under its name; the engine keeps them one by one beside the report. */
export function saveCsv(report: Report): void {
  const tables = report.kind === 'local-curve' ? [curveTable(report)] : reportTables(report);
  const text = tables.map(({ name, lines }) => csvLine([name]) + lines.map((line) => csvLine(line)).join('')).join('\r\n');
  download(`${fileNameOf(report.title)}.csv`, text, 'text/csv;charset=utf-8');
}

/** Saves the pictures of a report, one below the other, on the window's paper. Does nothing without any. */
export async function savePng(report: Report, pictures: readonly SVGSVGElement[]): Promise<void> {
  const drawn = await Promise.all(pictures.map(imageOf));
  if (drawn.length === 0) return;
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(...drawn.map(({ width }) => width)) * SCALE;
  canvas.height = drawn.reduce((sum, { height }) => sum + height, 0) * SCALE;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.fillStyle = getComputedStyle(pictures[0]?.closest('.reports-card') ?? document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  let top = 0;
  for (const { image, width, height } of drawn) {
    context.drawImage(image, 0, top * SCALE, width * SCALE, height * SCALE);
    top += height;
  }
  const blob = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, 'image/png'); });
  if (blob) download(`${fileNameOf(report.title)}.png`, blob);
}

interface Drawn {
  readonly image: HTMLImageElement;
  readonly width: number;
  readonly height: number;
}

/** A picture as it looks now: the style sheet does not reach into an image, so each element takes its look along. */
async function imageOf(svg: SVGSVGElement): Promise<Drawn> {
  const { width, height } = svg.getBoundingClientRect();
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll<SVGElement>('*')];
  [copy, ...copy.querySelectorAll<SVGElement>('*')].forEach((element, i) => {
    const look = getComputedStyle(originals[i] ?? svg);
    for (const name of LOOKS) element.setAttribute(name, look.getPropertyValue(name));
    element.setAttribute('font-size', `${Number.parseFloat(look.fontSize) * FONT_SHARE}px`);
    element.removeAttribute('class');
  });
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width * SCALE));
  copy.setAttribute('height', String(height * SCALE));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  return { image, width, height };
}
