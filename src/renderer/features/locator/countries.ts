import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import countries from 'world-atlas/countries-10m.json?url';
import { utmAt } from '../../map/position.ts';
import { useMapHandle } from '../../state/map/map-handle.ts';
import { useMapSettings } from '../../state/map/map-settings.ts';
import { folded, fuzzyMatch, type Match } from './fuzzy.ts';

type World = Topology<{ countries: GeometryCollection }>;
type Country = World['objects']['countries']['geometries'][number];

/** A country whose name answers a query. */
export interface NamedCountry {
  readonly id: string;
  readonly name: string;
  readonly match: Match;
}

let loading: Promise<World> | null = null;

/** Natural Earth's countries, which the basemap draws; read once, when someone first looks for a place. */
function world(): Promise<World> {
  loading ??= fetch(countries).then((answer) => answer.json() as Promise<World>);
  return loading;
}

/** Its name in English, as Natural Earth writes it. */
const englishOf = ({ properties }: Country): string => (properties && 'name' in properties ? String(properties.name) : '');
const idOf = (country: Country): string => String(country.id ?? englishOf(country));

/** Countries and territories by name in the language of the window, or in English; best first. */
export async function countriesNamed(text: string, language: string): Promise<readonly NamedCountry[]> {
  const { objects } = await world();
  return objects.countries.geometries
    .flatMap((country): NamedCountry[] => {
      const english = englishOf(country);
      const name = nameIn(language, country) ?? english;
      const match = wordMatch(text, name) ?? withoutLetters(wordMatch(text, english));
      return match ? [{ id: idOf(country), name, match }] : [];
    })
    .sort((a, b) => b.match.score - a.match.score);
}

/** Letters here and there fit nearly every name: a word must begin with what was typed. */
function wordMatch(text: string, name: string): Match | null {
  const [wanted, letters] = [folded(text.trim()), folded(name)];
  for (let at = letters.indexOf(wanted); at >= 0; at = letters.indexOf(wanted, at + 1)) if (at === 0 || !/[\p{L}\p{N}]/u.test(letters.charAt(at - 1))) return fuzzyMatch(text, name);
  return null;
}

const withoutLetters = (match: Match | null): Match | null => match && { ...match, letters: [] };

/** Natural Earth gives the numeric code of ISO 3166; CLDR knows the letters that belong to it, and the names. */
function nameIn(language: string, { id }: Country): string | null {
  if (id === undefined) return null;
  const region = Intl.getCanonicalLocales(`und-${String(id).padStart(3, '0')}`)[0]?.slice(4) ?? '';
  return /^[A-Z]{2}$/.test(region) ? (new Intl.DisplayNames(language, { type: 'region' }).of(region) ?? null) : null;
}

/** Degrees of longitude from the middle of a UTM zone within which it still shows a country without bending it much. */
const ZONE_REACH = 12;

/** Shows the largest part of a country; a map in a zone that lies elsewhere is shown in web Mercator from then on. */
export async function goToCountry(id: string): Promise<void> {
  const topology = await world();
  const country = topology.objects.countries.geometries.find((one) => idOf(one) === id);
  const { view } = useMapHandle.getState();
  if (!country || !view) return;
  const box = largestPart(topology, country);
  const zone = /^EPSG:32[67](\d\d)$/.exec(view.crs)?.[1];
  const isFar = zone === undefined ? view.crs !== 'EPSG:3857' && view.crs !== utmAt([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]) : Math.abs((box[0] + box[2]) / 2 - (Number(zone) * 6 - 183)) > ZONE_REACH;
  if (isFar) {
    useMapSettings.getState().set({ crs: 'EPSG:3857' });
    // The map takes its CRS up with the next frame.
    await new Promise((done) => { requestAnimationFrame(() => { requestAnimationFrame(done); }); });
  }
  view.fitDegrees(box);
}

type Box = [west: number, south: number, east: number, north: number];

/** Around the outline that covers most: overseas parts and the far side of the date line would make it the whole world. */
function largestPart(topology: World, country: Country): Box {
  const geometry = feature(topology, { type: 'GeometryCollection', geometries: [country] }).features[0]?.geometry;
  const parts = geometry?.type === 'Polygon' ? [geometry.coordinates] : geometry?.type === 'MultiPolygon' ? geometry.coordinates : [];
  const outlines = parts.flatMap(([outer]) => (outer ? [outer] : []));
  const boxes = outlines.map((outline): Box => {
    const xs = outline.map(([x = 0]) => x);
    const ys = outline.map(([, y = 0]) => y);
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  });
  const size = ([west, south, east, north]: Box): number => (east - west) * (north - south);
  return boxes.reduce((largest, box) => (size(box) > size(largest) ? box : largest), boxes[0] ?? [-180, -60, 180, 75]);
}
