import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { encodePng } from '../../src/main/engine/values/pictures/png.ts';

/** A picture of one colour. */
export function pngTile(colour: readonly [number, number, number], side = 256): Buffer {
  const pixels = new Uint8Array(side * side * 4);
  for (let i = 0; i < side * side; i++) pixels.set([...colour, 255], i * 4);
  return encodePng(side, side, pixels);
}

/** A tile of a file in tests, its row counted from the north. */
export interface MadeTile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  readonly bytes: Buffer;
}

/** Writes an MBTiles file as MBUtil does: tables, rows from the south. */
export function writeMbtiles(path: string, metadata: Readonly<Record<string, string>>, tiles: readonly MadeTile[]): void {
  const database = new Database(path);
  database.exec('CREATE TABLE metadata (name text, value text); CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob); CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)');
  for (const [name, value] of Object.entries(metadata)) database.prepare('INSERT INTO metadata VALUES (?, ?)').run(name, value);
  for (const { z, x, y, bytes } of tiles) database.prepare('INSERT INTO tiles VALUES (?, ?, ?, ?)').run(z, x, 2 ** z - 1 - y, bytes);
  database.close();
}

/** Runs SQL on a file, to make strange ones. */
export function alterSqlite(path: string, sql: string): void {
  const database = new Database(path);
  database.exec(sql);
  database.close();
}

/** Places of the four tiles of zoom 1 along the Hilbert curve, by 2x + y. */
const HILBERT = [0, 1, 3, 2];

/** Writes PMTiles of version 3 with one directory. Only zoom 0 and 1 are placed: their Hilbert order is written out. */
export function writePmtiles(path: string, type: number, metadata: unknown, tiles: readonly MadeTile[], change: (header: Buffer) => void = () => undefined): void {
  const order = tiles.map((tile) => ({ ...tile, id: tile.z === 0 ? 0 : 1 + (HILBERT[tile.x * 2 + tile.y] ?? 0) })).sort((a, b) => a.id - b.id);
  const offsets = order.map((_, i) => order.slice(0, i).reduce((sum, { bytes }) => sum + bytes.length, 0));
  const numbers = [order.length, ...order.map(({ id }, i) => id - (order[i - 1]?.id ?? 0)), ...order.map(() => 1), ...order.map(({ bytes }) => bytes.length), ...offsets.map((offset) => offset + 1)];
  const directory = gzipSync(Buffer.from(numbers.flatMap(varint)));
  const json = gzipSync(JSON.stringify(metadata));
  const data = Buffer.concat(order.map(({ bytes }) => bytes));
  const header = Buffer.alloc(127);
  header.write('PMTiles', 0, 'latin1');
  header[7] = 3;
  const parts = [127, directory.length, 127 + directory.length, json.length, 127 + directory.length + json.length, 0, 127 + directory.length + json.length, data.length, order.length, order.length, order.length];
  parts.forEach((value, i) => header.writeBigUInt64LE(BigInt(value), 8 + i * 8));
  header.set([1, 2, type === 1 ? 2 : 1, type, 0, 1], 96);
  [-180, -85, 180, 85].forEach((degrees, i) => header.writeInt32LE(degrees * 1e7, 102 + i * 4));
  change(header);
  writeFileSync(path, Buffer.concat([header, directory, json, data]));
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))];
}
