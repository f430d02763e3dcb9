import { crc32 } from "node:zlib";

/** A file of an archive. */
export interface ZipEntry {
  name: string;
  bytes: AsyncIterable<Uint8Array>;
}

/** A file that was written. */
interface WrittenEntry {
  name: Buffer;
  crc: number;
  sizeBytes: number;
  offset: number;
}

// APPNOTE.TXT 6.3.10. Sizes follow the data (flag 3), names are UTF-8 (flag 11), the data is not compressed:
// images are compressed already.
const FLAGS = 0x0808;
const VERSION = 20;
const ZIP64_VERSION = 45;
const MAX_32 = 0xffff_ffff;
const MAX_16 = 0xffff;
// The earliest date of the format, 1980-01-01: the time of an export does not matter.
const DATE = 0x0021;

/**
 * Yields a ZIP archive while its files are read, so that no file is in memory as a whole. An entry has less
 * than 4 GB, the archive any size.
 */
export async function* toZip(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Uint8Array> {
  const written: WrittenEntry[] = [];
  let offset = 0;
  for await (const { name, bytes } of entries) {
    const entry = { name: Buffer.from(name), crc: 0, sizeBytes: 0, offset };
    yield createLocalHeader(entry);
    for await (const chunk of bytes) {
      entry.crc = crc32(chunk, entry.crc);
      entry.sizeBytes += chunk.length;
      yield chunk;
    }
    if (entry.sizeBytes >= MAX_32) throw new RangeError("An entry of a ZIP archive is too large");
    const descriptor = createDescriptor(entry);
    yield descriptor;
    offset += 30 + entry.name.length + entry.sizeBytes + descriptor.length;
    written.push(entry);
  }
  let sizeBytes = 0;
  for (const entry of written) {
    const header = createCentralHeader(entry);
    sizeBytes += header.length;
    yield header;
  }
  yield createEnd({ count: written.length, sizeBytes, offset });
}

function createLocalHeader({ name }: WrittenEntry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x0403_4b50, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DATE, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function createDescriptor({ crc, sizeBytes }: WrittenEntry): Buffer {
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x0807_4b50, 0);
  descriptor.writeUInt32LE(crc, 4);
  descriptor.writeUInt32LE(sizeBytes, 8);
  descriptor.writeUInt32LE(sizeBytes, 12);
  return descriptor;
}

function createCentralHeader({ name, crc, sizeBytes, offset }: WrittenEntry): Buffer {
  const extra = offset >= MAX_32 ? createOffsetExtra(offset) : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x0201_4b50, 0);
  header.writeUInt16LE(ZIP64_VERSION, 4);
  header.writeUInt16LE(extra.length > 0 ? ZIP64_VERSION : VERSION, 6);
  header.writeUInt16LE(FLAGS, 8);
  header.writeUInt16LE(DATE, 14);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(sizeBytes, 20);
  header.writeUInt32LE(sizeBytes, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(Math.min(offset, MAX_32), 42);
  return Buffer.concat([header, name, extra]);
}

function createOffsetExtra(offset: number): Buffer {
  const extra = Buffer.alloc(12);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(8, 2);
  extra.writeBigUInt64LE(BigInt(offset), 4);
  return extra;
}

/** The central directory of an archive. */
interface Directory {
  count: number;
  sizeBytes: number;
  offset: number;
}

function createEnd(directory: Directory): Buffer {
  const { count, sizeBytes, offset } = directory;
  const isLarge = count >= MAX_16 || sizeBytes >= MAX_32 || offset >= MAX_32;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  end.writeUInt16LE(Math.min(count, MAX_16), 8);
  end.writeUInt16LE(Math.min(count, MAX_16), 10);
  end.writeUInt32LE(Math.min(sizeBytes, MAX_32), 12);
  end.writeUInt32LE(Math.min(offset, MAX_32), 16);
  return isLarge ? Buffer.concat([createLargeEnd(directory), end]) : end;
}

/** Returns the end record and its locator in the ZIP64 format. */
function createLargeEnd({ count, sizeBytes, offset }: Directory): Buffer {
  const end = Buffer.alloc(56 + 20);
  end.writeUInt32LE(0x0606_4b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(ZIP64_VERSION, 12);
  end.writeUInt16LE(ZIP64_VERSION, 14);
  end.writeBigUInt64LE(BigInt(count), 24);
  end.writeBigUInt64LE(BigInt(count), 32);
  end.writeBigUInt64LE(BigInt(sizeBytes), 40);
  end.writeBigUInt64LE(BigInt(offset), 48);
  end.writeUInt32LE(0x0706_4b50, 56);
  end.writeBigUInt64LE(BigInt(offset + sizeBytes), 64);
  end.writeUInt32LE(1, 72);
  return end;
}
