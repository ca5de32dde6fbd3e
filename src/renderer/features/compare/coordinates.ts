/** Map coordinates as programs take them: decimal point, no groups, centimetres at most. */
export function metresText([x, y]: readonly [number, number]): string {
  return `${x.toFixed(2)}, ${y.toFixed(2)}`;
}

/** Latitude, then longitude, as maps and phones take them; six decimals are about a decimetre. */
export function degreesText(lon: number, lat: number): string {
  return `${lat.toFixed(6)}, ${lon.toFixed(6)}`;
}

/** Degrees, minutes and seconds with their hemisphere, to a tenth of a second. */
export function sexagesimalText(lon: number, lat: number): string {
  return `${sexagesimal(lat, 'N', 'S')} ${sexagesimal(lon, 'E', 'W')}`;
}

function sexagesimal(angle: number, positive: string, negative: string): string {
  const tenths = Math.round(Math.abs(angle) * 36_000);
  const [degrees, minutes, seconds] = [Math.floor(tenths / 36_000), Math.floor((tenths % 36_000) / 600), (tenths % 600) / 10];
  return `${degrees}°${String(minutes).padStart(2, '0')}′${seconds.toFixed(1).padStart(4, '0')}″${angle < 0 ? negative : positive}`;
}
