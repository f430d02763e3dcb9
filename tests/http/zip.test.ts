import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toZip, type ZipEntry } from "../../src/http/zip.ts";
import { canUnzip, unzip } from "../support/unzip.ts";

// More than the 65,535 entries of the original format.
const ENTRIES = 65_600;

test.if(canUnzip)("an archive with more than 65535 files can be extracted", async () => {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-zip-"));
  const chunks = await Array.fromAsync(toZip(createEntries(ENTRIES)));
  const files = await unzip(new Blob(chunks.map((chunk) => new Uint8Array(chunk))), folder);
  expect(files).toHaveLength(ENTRIES);
  expect(await Bun.file(join(folder, "files", "ü/65599.txt")).text()).toBe("file 65599");
  await rm(folder, { recursive: true });
});

test("an archive is written while its files are read", async () => {
  const read: string[] = [];
  const archive = toZip(watchEntries(read));
  // The header and the only chunk of the first file.
  await archive.next();
  await archive.next();
  expect(read).toEqual(["ü/0.txt"]);
  for await (const chunk of archive) expect(chunk.length).toBeLessThan(200);
  expect(read).toHaveLength(3);
});

async function* createEntries(count: number): AsyncGenerator<ZipEntry> {
  for (let index = 0; index < count; index++) {
    yield { name: `ü/${index}.txt`, bytes: toChunk(`file ${index}`) };
  }
}

async function* watchEntries(read: string[]): AsyncGenerator<ZipEntry> {
  for await (const entry of createEntries(3)) {
    read.push(entry.name);
    yield entry;
  }
}

async function* toChunk(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
