import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { S3Config } from "../foundation/config.ts";
import { createS3 } from "../storage/s3.ts";
import type { Storage } from "../storage/storage.ts";
import type { Diagnostic } from "./check-host.ts";

const PRIVATE_FOLDERS = ["inputs", "uploads", "partials", "files"];
const TIMEOUT_MS = 10_000;
const CHECK = "bucket access";

/**
 * Checks that everyone can read generated images of the bucket, and neither other folders nor the list of
 * objects. With `linkSeconds`, URLs of images are signed, and images must not be readable without them.
 * Writes an object to each folder, requests it without credentials, and removes it.
 */
export async function checkBucket(s3: S3Config, linkSeconds = 0): Promise<Diagnostic> {
  const storage = createS3(s3);
  // The bucket itself can be open although S3_PUBLIC_URL is not.
  const bases = [storage, ...(s3.publicUrl ? [createS3({ ...s3, publicUrl: undefined })] : [])];
  const keys = ["generations", ...PRIVATE_FOLDERS].map(createProbeKey);
  try {
    await writeProbes(storage, keys);
    const hidden = linkSeconds > 0 ? keys : keys.slice(1);
    const exposed = (await Promise.all(bases.map((base) => findExposed(base, hidden)))).flat();
    if (exposed.length > 0) return toExposedFailure(exposed, linkSeconds);
    const [image = ""] = keys;
    const isServed = await isReadable(createS3(s3, linkSeconds).imageUrl(image));
    if (linkSeconds > 0) return isServed ? SIGNED : REFUSED;
    return isServed ? OK : UNREADABLE;
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
const SIGNED: Diagnostic = {
  check: CHECK,
  state: "ok",
  message: "Images can be read with signed URLs only.",
};
const REFUSED: Diagnostic = {
  check: CHECK,
  state: "warn",
  message: "The store refuses signed URLs of images: check the time of this machine and S3_REGION.",
};

function toExposedFailure(exposed: string[], linkSeconds: number): Diagnostic {
  const places = [...new Set(exposed)].join(", ");
  const cure =
    linkSeconds > 0
      ? "allow no public reads, because SIGNED_IMAGE_URLS_SECONDS is set"
      : "allow public reads of generations/* only";
  const message = `Everyone can read ${places}: ${cure}.`;
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
async function findExposed(storage: Storage, hidden: string[]): Promise<string[]> {
  const [first = ""] = hidden;
  const base = storage.imageUrl(first).slice(0, -first.length);
  const places = [
    ...hidden.map((key) => ({ name: `${key.split("/")[0]}/`, url: storage.imageUrl(key) })),
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
