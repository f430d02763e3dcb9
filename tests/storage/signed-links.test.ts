import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { S3Config } from "../../src/foundation/config.ts";
import { createDisk } from "../../src/storage/disk.ts";
import { createS3 } from "../../src/storage/s3.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { startS3 } from "../support/s3-server.ts";

const PNG = "image/png";
const IMAGE = crypto.getRandomValues(new Uint8Array(500));
const SECONDS = 3600;
const KEYS: [Buffer, Buffer] = [Buffer.alloc(32, "new"), Buffer.alloc(32, "old")];

/** Opens the same objects with URLs that are valid for some time; `keys` is for the disk only. */
type Open = (lifetimeSeconds: number, keys?: [Buffer, ...Buffer[]]) => Storage;

let root: string;
let server: Bun.Server<undefined>;
let s3: { config: S3Config; stop: () => Promise<void> };

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "darkroom-links-"));
  await Bun.write(join(root, "source"), IMAGE);
  server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: (request) => openSignedDisk(SECONDS, KEYS).serveFile(request),
  });
  s3 = await startS3();
});

afterAll(async () => {
  await server.stop(true);
  await s3.stop();
  await rm(root, { recursive: true });
});

function openSignedDisk(lifetimeSeconds: number, keys: [Buffer, ...Buffer[]] = [KEYS[0]]) {
  const linkSigning = { lifetimeSeconds, keys };
  return createDisk({ root, publicUrl: () => server.url.origin, secret: "uploads", linkSigning });
}

const STORES: [name: string, open: Open][] = [
  ["disk", openSignedDisk],
  ["s3", (lifetimeSeconds) => createS3(s3.config, lifetimeSeconds)],
];

async function store(storage: Storage): Promise<string> {
  const key = `generations/${crypto.randomUUID()}/0.png`;
  await storage.put(key, join(root, "source"), PNG);
  return key;
}

describe.each(STORES)("a signed URL of an image in the %s storage", (_, open) => {
  test("works, and only its own client may cache the image, until it expires", async () => {
    const storage = open(SECONDS);
    const reply = await fetch(storage.imageUrl(await store(storage)));
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, PNG]);
    expect(await reply.bytes()).toEqual(IMAGE);
    const cacheControl = reply.headers.get("cache-control") ?? "";
    expect(cacheControl).toMatch(/^private, max-age=\d+$/);
    expect(Number(cacheControl.split("=")[1])).toBeLessThanOrEqual(SECONDS * 1.1);
  });

  test("names its key only when it is unchanged and valid", async () => {
    const storage = open(SECONDS);
    const key = await store(storage);
    const url = storage.imageUrl(key);
    expect(storage.findImageKey(url)).toBe(key);
    for (const changed of change(url)) expect(storage.findImageKey(changed)).toBeUndefined();
    expect(storage.findImageKey(open(-SECONDS).imageUrl(key))).toBeUndefined();
  });

  test("is refused when it was changed, and for another image", async () => {
    const storage = open(SECONDS);
    const url = storage.imageUrl(await store(storage));
    const other = await store(storage);
    const [, ...changed] = change(url);
    for (const each of [...changed, url.replace(/generations[^?]+/, other)]) {
      expect((await fetch(each)).status).toBe(403);
    }
  });

  test("is valid for its lifetime and at most a tenth longer", async () => {
    const storage = open(SECONDS);
    const earliest = Date.now() / 1000 + SECONDS - 1;
    const expiresAt = readExpiry(storage.imageUrl(await store(storage)));
    expect(expiresAt).toBeGreaterThan(earliest);
    expect(expiresAt).toBeLessThanOrEqual(Date.now() / 1000 + SECONDS * 1.1);
  });
});

test("an image on disk is refused without a signature and after the expiry, with the cure", async () => {
  const expired = openSignedDisk(-SECONDS);
  const url = expired.imageUrl(await store(expired));
  for (const each of [url, url.split("?")[0] ?? ""]) {
    const reply = await fetch(each);
    expect([reply.status, reply.headers.get("cache-control")]).toEqual([403, "no-store"]);
    expect(await reply.text()).toContain("Read the generation again to get a new URL.");
  }
});

/** Returns the time of the expiry in seconds since 1970, which the URL names. */
function readExpiry(url: string): number {
  const query = new URL(url).searchParams;
  const date = query.get("X-Amz-Date");
  if (date === null) return Number(query.get("expires"));
  const iso = date.replace(/(....)(..)(..)T(..)(..)(..)Z/, "$1-$2-$3T$4:$5:$6Z");
  return Date.parse(iso) / 1000 + Number(query.get("X-Amz-Expires"));
}

/** Returns the URL without its query, with another signature, and with a later expiry. */
function change(url: string): string[] {
  const [base = ""] = url.split("?");
  const at = url.search(/(?<=signature=)/i);
  const other = url[at] === "0" ? "1" : "0";
  return [
    base,
    url.slice(0, at) + other + url.slice(at + 1),
    `${url}0`,
    url.replace(/(?<=expires=)(?=\d)/i, "9"),
  ];
}

test("a URL that the previous key has signed works, and one of another key does not", async () => {
  const [current, previous] = KEYS;
  const key = await store(openSignedDisk(SECONDS));
  const statuses = [current, previous, Buffer.alloc(32, "other")].map(async (each) => {
    const reply = await fetch(openSignedDisk(SECONDS, [each]).imageUrl(key));
    return reply.status;
  });
  expect(await Promise.all(statuses)).toEqual([200, 200, 403]);
});

test("without a valid signature, a missing image is answered like an existing one", async () => {
  const disk = openSignedDisk(SECONDS);
  const missing = disk.imageUrl(`generations/${crypto.randomUUID()}/0.png`);
  expect((await fetch(missing)).status).toBe(404);
  expect((await fetch(missing.split("?")[0] ?? "")).status).toBe(403);
});
