/** Where the sun stands, degrees: zenith distance, and azimuth clockwise from north. */
export interface SunAngles {
  readonly zenith: number;
  readonly azimuth: number;
}

const RADIANS = Math.PI / 180;

/** Sun angles at a UTC time and place, to about half a degree (Spencer's series as in Iqbal 1983, chapter 1). */
export function sunAt(time: Date, longitude: number, latitude: number): SunAngles {
  const start = Date.UTC(time.getUTCFullYear(), 0, 1);
  const day = (time.getTime() - start) / 86_400_000;
  const g = (2 * Math.PI * Math.floor(day)) / 365;
  const declination = 0.006918 - 0.399912 * Math.cos(g) + 0.070257 * Math.sin(g) - 0.006758 * Math.cos(2 * g) + 0.000907 * Math.sin(2 * g);
  const equation = 229.18 * (0.000075 + 0.001868 * Math.cos(g) - 0.032077 * Math.sin(g) - 0.014615 * Math.cos(2 * g) - 0.04089 * Math.sin(2 * g));
  const minutes = (day % 1) * 1440 + equation + 4 * longitude;
  const hour = (minutes / 4 - 180) * RADIANS;
  const phi = latitude * RADIANS;
  const cosZenith = Math.sin(phi) * Math.sin(declination) + Math.cos(phi) * Math.cos(declination) * Math.cos(hour);
  const azimuth = Math.atan2(Math.sin(hour), Math.cos(hour) * Math.sin(phi) - Math.tan(declination) * Math.cos(phi)) / RADIANS + 180;
  return { zenith: Math.acos(cosZenith) / RADIANS, azimuth };
}
