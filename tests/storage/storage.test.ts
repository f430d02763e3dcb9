import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "../../src/foundation/errors.ts";
import { openStorage } from "../../src/storage/open.ts";
import type { Storage } from "../../src/storage/storage.ts";
import { startS3 } from "../support/s3-server.ts";

const PNG = "image/png";
const IMAGE = crypto.getRandomValues(new Uint8Array(60_000));
const OTHER = crypto.getRandomValues(new Uint8Array(20_000));

let folder: string;
let image: string;
let other: string;
const closers: (() => Promise<unknown>)[] = [];
const stores: Record<string, Storage> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-storage-"));
  closers.push(() => rm(folder, { recursive: true }));
  image = await write("image", IMAGE);
  other = await write("other", OTHER);
  stores["disk"] = await startDisk();
  stores["s3"] = await startBucket();
});

afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

describe.each(["disk", "s3"])("the %s storage", (name) => {
  const store = () => stores[name] ?? expect.unreachable();
  const key = (text: string) => `${text}/${Bun.randomUUIDv7()}/0.png`;

  test("returns a stored object byte for byte", async () => {
    const at = key("generations");
    await store().put(at, image, PNG);
    const target = join(folder, Bun.randomUUIDv7());
    const known = { sizeBytes: IMAGE.length, contentType: PNG };
    expect(await store().find(at)).toEqual(known);
    expect(await store().fetchTo(at, target)).toEqual(known);
    expect(await bytes(target)).toEqual(IMAGE);
  });

  test("stores an image of 12 MB completely", async () => {
    const large = await write("large", crypto.getRandomValues(Buffer.alloc(12_000_000)));
    const at = key("generations");
    await store().put(at, large, PNG);
    expect((await store().find(at))?.sizeBytes).toBe(12_000_000);
  });

  test("reads an object completely or only its first bytes, and not a missing one", async () => {
    const at = key("partials");
    await store().put(at, image, PNG);
    const read = async (firstBytes?: number) => {
      const chunks = await store().read(at, firstBytes === undefined ? {} : { firstBytes });
      return chunks && new Uint8Array(Buffer.concat(await Array.fromAsync(chunks)));
    };
    expect(await read()).toEqual(IMAGE);
    expect(await read(100)).toEqual(IMAGE.slice(0, 100));
    expect(await store().read(key("partials"))).toBeUndefined();
  });

  test("reads an object into the buffer of the caller, chunk by chunk", async () => {
    const bytes = crypto.getRandomValues(Buffer.alloc(300_000));
    const at = key("partials");
    await store().put(at, await write("buffered", bytes), PNG);
    const chunks = await store().read(at, { buffer: new Uint8Array(70_001) });
    const read: Buffer[] = [];
    for await (const chunk of chunks ?? []) read.push(Buffer.from(chunk));
    expect(Buffer.concat(read).equals(bytes)).toBe(true);
  });

  test("replaces an object with the same key", async () => {
    const at = key("generations");
    await store().put(at, image, PNG);
    await store().put(at, other, PNG);
    expect((await store().find(at))?.sizeBytes).toBe(OTHER.length);
  });

  test("keeps the existing object if a put fails", async () => {
    const at = key("generations");
    await store().put(at, image, PNG);
    await expect(store().put(at, join(folder, "missing"), PNG)).rejects.toThrow();
    expect((await store().find(at))?.sizeBytes).toBe(IMAGE.length);
  });

  test("neither finds nor fetches an object that does not exist, and creates no file", async () => {
    const target = join(folder, Bun.randomUUIDv7());
    expect(await store().find(key("inputs"))).toBeUndefined();
    expect(await store().fetchTo(key("inputs"), target)).toBeUndefined();
    expect(await Bun.file(target).exists()).toBe(false);
  });

  test("removes objects, and ignores those that do not exist", async () => {
    const keys = Array.from({ length: 20 }, () => key("uploads"));
    for (const each of keys.slice(0, 18)) await store().put(each, other, PNG);
    await store().remove(keys);
    expect(await Promise.all(keys.map((each) => store().find(each)))).toEqual(
      keys.map(() => undefined),
    );
  });

  test("lists the objects of a folder in a fixed order, after any of them", async () => {
    const keys = ["b/0", "a/1", "a/0", "a-c/0"].map((name) => `partials/list-${name}.png`);
    for (const each of keys) await store().put(each, other, PNG);
    const list = async (afterKey?: string) =>
      (await Array.fromAsync(store().list("partials", afterKey)))
        .flat()
        .filter(({ key: listed }) => listed.startsWith("partials/list-"));
    const all = await list();
    expect(all.map(({ key: listed }) => listed).sort()).toEqual(keys.toSorted());
    expect(new Set(all.map(({ sizeBytes }) => sizeBytes))).toEqual(new Set([OTHER.length]));
    expect(all.every(({ modifiedAt }) => modifiedAt > new Date("2026-01-01"))).toBe(true);
    expect(await Promise.all(all.map(({ key: listed }) => list(listed)))).toEqual(
      all.map((_, index) => all.slice(index + 1)),
    );
  });

  test.each([
    "generations/../inputs/a.png",
    "../a.png",
    "/generations/a/0.png",
    "generations/a/0.svg",
    "generations/a/0",
    "generations/a//0.png",
    "generations/a/.png",
    "generations/a/0.png\0.png",
    "generations/a/0.png\n",
    "generations/%2e%2e/0.png",
    "generations\\a\\0.png",
    "others/a/0.png",
    "",
  ])("rejects the key %j in every operation", async (bad) => {
    await expect(store().put(bad, image, PNG)).rejects.toThrow();
    await expect(store().fetchTo(bad, join(folder, "bad"))).rejects.toThrow();
    await expect(store().find(bad)).rejects.not.toBeInstanceOf(AppError);
    await expect(store().remove([bad])).rejects.toThrow();
    expect(() => store().imageUrl(bad)).toThrow();
    const object = { sizeBytes: 1, contentType: PNG, expiresInSeconds: 60 };
    await expect(store().presignPut(bad, object)).rejects.toThrow();
  });

  test("rejects a type that does not match the extension", async () => {
    await expect(store().put(key("inputs"), image, "image/svg+xml")).rejects.toThrow();
    await expect(store().put(key("inputs"), image, "image/jpeg")).rejects.toThrow();
  });

  test("serves the public URL of an image with an immutable cache policy", async () => {
    const at = key("generations");
    await store().put(at, image, PNG);
    const reply = await fetch(store().imageUrl(at));
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toBe(PNG);
    expect(reply.headers.get("cache-control")).toBe("public, max-age=3600, immutable");
    expect(new Uint8Array(await reply.arrayBuffer())).toEqual(IMAGE);
  });

  describe("a signed upload", () => {
    async function presign(expiresInSeconds = 60) {
      const at = key("uploads");
      const object = { sizeBytes: OTHER.length, contentType: PNG, expiresInSeconds };
      return { at, ...(await store().presignPut(at, object)) };
    }

    test("accepts exactly what was signed, repeatedly until it expires", async () => {
      const { at, url, headers } = await presign();
      for (const body of [OTHER, OTHER.toReversed()]) {
        expect((await fetch(url, { method: "PUT", headers, body })).status).toBe(200);
      }
      expect(await store().find(at)).toEqual({ sizeBytes: OTHER.length, contentType: PNG });
      const target = join(folder, Bun.randomUUIDv7());
      await store().fetchTo(at, target);
      expect(await bytes(target)).toEqual(OTHER.toReversed());
    });

    test.each([
      ["a larger body", { body: IMAGE }],
      ["a smaller body", { body: OTHER.slice(1) }],
      ["no body", { body: "" }],
      ["another type", { headers: { "content-type": "image/svg+xml" } }],
      ["an empty type", { headers: { "content-type": "" } }],
    ])("rejects %s and stores nothing", async (_, wrong) => {
      const { at, url } = await presign();
      const right = { method: "PUT", headers: { "content-type": PNG }, body: OTHER };
      const reply = await fetch(url, { ...right, ...wrong });
      expect([400, 403, 413]).toContain(reply.status);
      expect(await store().find(at)).toBeUndefined();
    });

    test("is rejected after it has expired", async () => {
      const { at, url, headers } = await presign(-1);
      expect((await fetch(url, { method: "PUT", headers, body: OTHER })).status).toBe(403);
      expect(await store().find(at)).toBeUndefined();
    });

    test("is rejected for any other key", async () => {
      const { at, url, headers } = await presign();
      const elsewhere = key("uploads");
      const moved = url.replace(at, elsewhere);
      expect(moved).not.toBe(url);
      expect((await fetch(moved, { method: "PUT", headers, body: OTHER })).status).toBe(403);
      expect(await store().find(elsewhere)).toBeUndefined();
    });

    test("is signed only for upload keys", async () => {
      const object = { sizeBytes: 1, contentType: PNG, expiresInSeconds: 60 };
      await expect(store().presignPut(key("generations"), object)).rejects.toThrow();
    });
  });

  test("passes its check", async () => {
    expect(await store().check()).toBeUndefined();
  });
});

test("the disk storage lists more objects than a page has", async () => {
  const store = stores["disk"] ?? expect.unreachable();
  const keys = Array.from({ length: 1_001 }, (_, index) => `inputs/many/${index}.png`);
  for (const each of keys) await store.put(each, other, PNG);
  const pages = await Array.fromAsync(store.list("inputs"));
  expect(pages.length).toBeGreaterThan(1);
  const listed = pages.flat().map(({ key }) => key);
  expect(listed.filter((key) => key.startsWith("inputs/many/")).sort()).toEqual(keys.sort());
  await store.remove(keys);
});

test("the disk storage removes a folder with its last object, unless another is stored in it", async () => {
  const store = stores["disk"] ?? expect.unreachable();
  const linked = Array.from({ length: 40 }, (_, index) => `partials/shared/${index}.png`);
  // Written to a draft, because the name exists.
  const replaced = Array.from({ length: 40 }, () => "partials/shared/replaced.png");
  const keys = [...linked, ...replaced];
  for (let round = 0; round < 20; round++) {
    await Promise.all(
      keys.map(async (key) => {
        await store.put(key, image, PNG);
        await store.remove([key]);
      }),
    );
  }
  const partials = join(folder, "disk", "files", "partials");
  expect(await readdir(partials)).not.toContain("shared");
});

test("a reader of the disk storage sees only complete versions, and no temporary file remains", async () => {
  const disk = stores["disk"] ?? expect.unreachable();
  const at = "generations/race/0.png";
  await disk.put(at, image, PNG);
  const writing = Promise.all(
    Array.from({ length: 20 }, (_, n) => disk.put(at, n % 2 ? image : other, PNG)),
  );
  for (let n = 0; n < 20; n++) {
    const seen = await bytes(join(folder, "disk/files", at));
    expect([IMAGE.length, OTHER.length]).toContain(seen.length);
    expect(Bun.hash(seen)).toBe(Bun.hash(seen.length === OTHER.length ? OTHER : IMAGE));
  }
  await writing;
  expect(await readdir(join(folder, "disk/files/drafts"))).toEqual([]);
});

test("a disk storage whose folder cannot be written fails its check", async () => {
  const broken = await openDisk(image, () => "http://localhost");
  await expect(broken.check()).rejects.toThrow();
});

async function startDisk(): Promise<Storage> {
  const disk = await openDisk(join(folder, "disk"), () => server.url.origin);
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    routes: {
      "/files/*": (request) => disk.serveFile?.(request) ?? Response.error(),
      "/uploads/*": (request) =>
        disk.receiveUpload?.(request, request.body ?? []) ?? Response.error(),
    },
  });
  closers.push(() => server.stop(true));
  return disk;
}

function openDisk(dataDir: string, publicUrl: () => string) {
  return openStorage({ s3: undefined, dataDir }, { publicUrl, secret: "for tests" });
}

async function startBucket(): Promise<Storage> {
  const { config, stop } = await startS3();
  closers.push(stop);
  return openStorage({ s3: config, dataDir: folder }, { publicUrl: () => "", secret: "" });
}

async function write(name: string, content: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await Bun.write(path, content);
  return path;
}

async function bytes(path: string): Promise<Uint8Array> {
  return await Bun.file(path).bytes();
}
