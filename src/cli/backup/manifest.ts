import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { AppError } from "../../foundation/errors.ts";
import { readKey } from "../../storage/keys.ts";
import type { Storage, StorageFolder } from "../../storage/storage.ts";

const FOLDERS: StorageFolder[] = ["generations", "inputs", "uploads", "files"];
const MAX_EXAMPLES = 5;
// Requests to the storage at the same time.
const CONCURRENCY = 16;

const entrySchema = z.object({
  key: z.string().refine((key) => readKey(key) !== undefined, "not a storage key"),
  sizeBytes: z.number(),
  /** Of objects on the local disk. Objects of a bucket are not read. */
  sha256: z.string().optional(),
  /** Of objects of a bucket, for operators. Not compared, because copies of a bucket have others. */
  etag: z.string().optional(),
});

type Entry = z.infer<typeof entrySchema>;

/** What was written or verified, and how much. */
export interface ManifestTotal {
  count: number;
  sizeBytes: number;
}

/** What differs from a manifest. */
export interface ManifestFaults extends ManifestTotal {
  missing: number;
  different: number;
  /** The first keys that are missing or different. */
  examples: string[];
}

/**
 * Writes one line for each object of the storage. Objects on the local disk are read for their hash, and
 * copied into `copyTo` if it is given. `onProgress` gets the totals after each page.
 */
export async function writeManifest(
  storage: Storage,
  path: string,
  options: { copyTo?: string | undefined; onProgress: (total: ManifestTotal) => void },
): Promise<ManifestTotal> {
  const total = { count: 0, sizeBytes: 0 };
  await using file = await open(path, "wx", 0o600);
  for (const folder of FOLDERS) {
    for await (const page of storage.list(folder)) {
      const lines: string[] = [];
      for (const { key, sizeBytes, etag } of page) {
        const entry = storage.isLocal
          ? await readEntry(storage, key, options.copyTo)
          : { key, sizeBytes, etag };
        if (entry === undefined) continue;
        lines.push(`${JSON.stringify(entry)}\n`);
        total.count++;
        total.sizeBytes += entry.sizeBytes;
      }
      await file.writeFile(lines.join(""));
      options.onProgress(total);
    }
  }
  await file.sync();
  return total;
}

/** Returns undefined if the object was removed since it was listed. */
async function readEntry(
  storage: Storage,
  key: string,
  copyTo: string | undefined,
): Promise<Entry | undefined> {
  const bytes = await storage.read(key);
  if (bytes === undefined) return undefined;
  const digest = createDigest();
  if (copyTo === undefined) await pipeline(bytes, digest.stream, drain);
  else {
    const target = join(copyTo, key);
    await mkdir(dirname(target), { recursive: true });
    await pipeline(bytes, digest.stream, createWriteStream(target, { mode: 0o600 }));
  }
  return { key, ...digest.result() };
}

function createDigest() {
  const hash = new Bun.CryptoHasher("sha256");
  let sizeBytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      done(undefined, chunk);
    },
  });
  return { stream, result: () => ({ sizeBytes, sha256: hash.digest("hex") }) };
}

async function drain(source: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of source);
}

/** Returns the size and the hash of a file. */
export async function hashFile(path: string): Promise<{ sizeBytes: number; sha256: string }> {
  const digest = createDigest();
  await pipeline(createReadStream(path), digest.stream, drain);
  return digest.result();
}

/** Compares the objects of the storage with a manifest: their sizes, and their hashes if it has them. */
export async function verifyManifest(
  storage: Storage,
  path: string,
  onProgress: (total: ManifestTotal) => void,
): Promise<ManifestFaults> {
  const faults: ManifestFaults = { count: 0, sizeBytes: 0, missing: 0, different: 0, examples: [] };
  for await (const entries of readBatches(path)) {
    const states = await Promise.all(entries.map((entry) => compare(storage, entry)));
    states.forEach((state, index) => {
      const { key = "", sizeBytes = 0 } = entries[index] ?? {};
      faults.count++;
      faults.sizeBytes += sizeBytes;
      if (state === "same") return;
      faults[state]++;
      if (faults.examples.length < MAX_EXAMPLES) faults.examples.push(key);
    });
    onProgress(faults);
  }
  return faults;
}

async function compare(
  storage: Storage,
  { key, sizeBytes, sha256 }: Entry,
): Promise<"same" | "missing" | "different"> {
  const found = await storage.find(key);
  if (found === undefined) return "missing";
  if (found.sizeBytes !== sizeBytes) return "different";
  if (sha256 === undefined || !storage.isLocal) return "same";
  const entry = await readEntry(storage, key, undefined);
  return entry?.sha256 === sha256 ? "same" : "different";
}

/** Copies the objects of a backup into the folder of the storage on the local disk. */
export async function copyObjects(
  manifest: string,
  { from, to }: { from: string; to: string },
): Promise<void> {
  for await (const entries of readBatches(manifest)) {
    for (const { key } of entries) {
      const target = join(to, key);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await pipeline(createReadStream(join(from, key)), createWriteStream(target, { mode: 0o600 }));
    }
  }
}

/** Yields the entries of a manifest. Throws `invalid_request` at a line that names no object. */
async function* readBatches(path: string): AsyncGenerator<Entry[]> {
  await stat(path);
  let batch: Entry[] = [];
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Infinity,
  })) {
    batch.push(toEntry(line, path));
    if (batch.length < CONCURRENCY) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function toEntry(line: string, path: string): Entry {
  const read = entrySchema.safeParse(tryParse(line));
  if (read.success) return read.data;
  const message = `${path} is damaged: "${line.slice(0, 200)}" names no object. Use another backup.`;
  throw new AppError("invalid_request", message);
}

function tryParse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
