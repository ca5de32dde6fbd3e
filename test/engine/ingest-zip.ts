import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive, as this writer is told to write it: it checks nothing, so that archives may be hostile. */
export interface ZipFile {
  readonly name: string;
  readonly data: Buffer;
  /** Size claimed for the unpacked data, when it is not the true one. */
  readonly claimedBytes?: number;
  /** Bit 0 of the flags. */
  readonly encrypted?: boolean;
}

/** Writes a zip archive (PKWARE APPNOTE 4.3), deflated. */
export function writeZip(path: string, files: readonly ZipFile[]): void {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let position = 0;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const packed = deflateRawSync(file.data);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800 | (file.encrypted ? 1 : 0), 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(file.data), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(file.claimedBytes ?? file.data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(position, 10);
    local.push(Buffer.from('PK\x03\x04', 'latin1'), common, name, packed);
    central.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, rest, name);
    position += 4 + common.length + name.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(position, 16);
  writeFileSync(path, Buffer.concat([...local, directory, end]));
}

/** Packs a folder under its own name. */
export function zipFolder(path: string, folder: string): void {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  writeZip(
    path,
    files.map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return { name: relative(join(folder, '..'), file).split(sep).join('/'), data: readFileSync(file) };
    }),
  );
}
