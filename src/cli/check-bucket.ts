import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { S3Config } from "../foundation/config.ts";
import { createS3 } from "../storage/s3.ts";
import type { Storage } from "../storage/storage.ts";
import type { Diagnostic } from "./check-host.ts";

const PRIVATE_FOLDERS = ["inputs", "uploads", "partials"];
const TIMEOUT_MS = 10_000;
const CHECK = "bucket access";

/**
 * Checks that everyone can read generated images of the bucket, and neither other folders nor the list of
 * objects. Writes an object to each folder, requests it without credentials, and removes it.
 */
export async function checkBucket(s3: S3Config): Promise<Diagnostic> {
  const storage = createS3(s3);
  // The bucket itself can be open although S3_PUBLIC_URL is not.
  const bases = [storage, ...(s3.publicUrl ? [createS3({ ...s3, publicUrl: undefined })] : [])];
  const keys = ["generations", ...PRIVATE_FOLDERS].map(createProbeKey);
  try {
    await writeProbes(storage, keys);
    const exposed = (await Promise.all(bases.map((base) => findExposed(base, keys)))).flat();
    if (exposed.length > 0) return toExposedFailure(exposed);
    const [image = ""] = keys;
    return (await isReadable(storage.publicUrl(image))) ? OK : UNREADABLE;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { check: CHECK, state: "warn", message: `Not checked: ${reason}` };
  } finally {
    await storage.remove(keys).catch(() => undefined);
  }
}

const OK: Diagnostic = {
  check: CHECK,
  state: "ok",
  message: "Everyone can read generated images, and nothing else.",
};
const UNREADABLE: Diagnostic = {
  check: CHECK,
  state: "warn",
  message: "Customers cannot read images: allow public reads of generations/*.",
};

function toExposedFailure(exposed: string[]): Diagnostic {
  const places = [...new Set(exposed)].join(", ");
  const message = `Everyone can read ${places}: allow public reads of generations/* only.`;
  return { check: CHECK, state: "fail", message };
}

function createProbeKey(folder: string): string {
  return `${folder}/check/${crypto.randomUUID()}.png`;
}

async function writeProbes(storage: Storage, keys: string[]): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-check-"));
  try {
    const path = join(folder, "probe");
    await Bun.write(path, "probe");
    await Promise.all(keys.map((key) => storage.put(key, path, "image/png")));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Returns what can be read without credentials but should not. */
async function findExposed(storage: Storage, keys: string[]): Promise<string[]> {
  const hidden = keys.filter((key) => !key.startsWith("generations/"));
  const [image = ""] = keys;
  const base = storage.publicUrl(image).slice(0, -image.length);
  const places = [
    ...hidden.map((key) => ({ name: `${key.split("/")[0]}/`, url: storage.publicUrl(key) })),
    { name: "the list of objects", url: `${base}?list-type=2` },
  ];
  const readable = await Promise.all(places.map(({ url }) => isReadable(url)));
  return places.filter((_, index) => readable[index]).map(({ name }) => name);
}

async function isReadable(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const text = await response.text();
  // A website in front of the bucket can answer every address with a page.
  return response.ok && (text === "probe" || text.includes("<ListBucketResult"));
}
