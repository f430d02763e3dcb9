import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AppError } from "../src/foundation/errors.ts";
import { openStorage } from "../src/storage/open.ts";
import type { Storage } from "../src/storage/storage.ts";
import { startS3 } from "./support/s3-server.ts";

const PNG = "image/png";
const PICTURE = crypto.getRandomValues(new Uint8Array(60_000));
const OTHER = crypto.getRandomValues(new Uint8Array(20_000));

let folder: string;
let picture: string;
let other: string;
const closers: (() => Promise<unknown>)[] = [];
const stores: Record<string, Storage> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-storage-"));
  closers.push(() => rm(folder, { recursive: true }));
  picture = await write("picture", PICTURE);
  other = await write("other", OTHER);
  stores["disk"] = await startDisk();
  stores["s3"] = await startBucket();
});

afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

describe.each(["disk", "s3"])("%s", (name) => {
  const store = () => stores[name] ?? expect.unreachable();
  const key = (text: string) => `${text}/${Bun.randomUUIDv7()}/0.png`;

  test("what is put is found and fetched byte for byte", async () => {
    const at = key("generations");
    await store().put(at, picture, PNG);
    const target = join(folder, Bun.randomUUIDv7());
    const known = { sizeBytes: PICTURE.length, contentType: PNG };
    expect(await store().find(at)).toEqual(known);
    expect(await store().fetchTo(at, target)).toEqual(known);
    expect(await bytes(target)).toEqual(PICTURE);
  });

  test("a picture of 12 MB is stored whole", async () => {
    const large = await write("large", crypto.getRandomValues(Buffer.alloc(12_000_000)));
    const at = key("generations");
    await store().put(at, large, PNG);
    expect((await store().find(at))?.sizeBytes).toBe(12_000_000);
  });

  test("an object is read whole or only its beginning, and an absent one not at all", async () => {
    const at = key("partials");
    await store().put(at, picture, PNG);
    const read = async (firstBytes?: number) => {
      const chunks = await store().read(at, firstBytes);
      return chunks && new Uint8Array(Buffer.concat(await Array.fromAsync(chunks)));
    };
    expect(await read()).toEqual(PICTURE);
    expect(await read(100)).toEqual(PICTURE.slice(0, 100));
    expect(await store().read(key("partials"))).toBeUndefined();
  });

  test("the same key again replaces the object", async () => {
    const at = key("generations");
    await store().put(at, picture, PNG);
    await store().put(at, other, PNG);
    expect((await store().find(at))?.sizeBytes).toBe(OTHER.length);
  });

  test("a put that fails leaves the earlier object as it was", async () => {
    const at = key("generations");
    await store().put(at, picture, PNG);
    await expect(store().put(at, join(folder, "missing"), PNG)).rejects.toThrow();
    expect((await store().find(at))?.sizeBytes).toBe(PICTURE.length);
  });

  test("an absent object is neither found nor fetched, and leaves no file behind", async () => {
    const target = join(folder, Bun.randomUUIDv7());
    expect(await store().find(key("inputs"))).toBeUndefined();
    expect(await store().fetchTo(key("inputs"), target)).toBeUndefined();
    expect(await Bun.file(target).exists()).toBe(false);
  });

  test("a copy has the bytes of the original and the type it is given", async () => {
    const from = key("uploads");
    const to = key("inputs").replace(".png", ".webp");
    await store().put(from, picture, PNG);
    await store().copy(from, to, "image/webp");
    await store().put(from, other, PNG);
    expect(await store().find(to)).toEqual({
      sizeBytes: PICTURE.length,
      contentType: "image/webp",
    });
  });

  test("a copy of an absent object is refused", async () => {
    const copying = store().copy(key("uploads"), key("inputs"), PNG);
    await expect(copying).rejects.toMatchObject({ code: "not_found" });
  });

  test("removed objects are gone, and removing absent ones is no error", async () => {
    const keys = Array.from({ length: 20 }, () => key("uploads"));
    for (const each of keys.slice(0, 18)) await store().put(each, other, PNG);
    await store().remove(keys);
    expect(await Promise.all(keys.map((each) => store().find(each)))).toEqual(
      keys.map(() => undefined),
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
  ])("the key %j is refused by every door", async (bad) => {
    const good = key("uploads");
    await expect(store().put(bad, picture, PNG)).rejects.toThrow();
    await expect(store().fetchTo(bad, join(folder, "bad"))).rejects.toThrow();
    await expect(store().find(bad)).rejects.not.toBeInstanceOf(AppError);
    await expect(store().copy(bad, good, PNG)).rejects.toThrow();
    await expect(store().copy(good, bad, PNG)).rejects.toThrow();
    await expect(store().remove([bad])).rejects.toThrow();
    expect(() => store().publicUrl(bad)).toThrow();
    const object = { sizeBytes: 1, contentType: PNG, expiresInSeconds: 60 };
    await expect(store().presignPut(bad, object)).rejects.toThrow();
  });

  test("a type that the extension does not say is refused", async () => {
    await expect(store().put(key("inputs"), picture, "image/svg+xml")).rejects.toThrow();
    await expect(store().put(key("inputs"), picture, "image/jpeg")).rejects.toThrow();
  });

  test("the public address of a picture serves it, to be kept for ever", async () => {
    const at = key("generations");
    await store().put(at, picture, PNG);
    const reply = await fetch(store().publicUrl(at));
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toBe(PNG);
    expect(reply.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(new Uint8Array(await reply.arrayBuffer())).toEqual(PICTURE);
  });

  describe("a signed upload", () => {
    async function presign(expiresInSeconds = 60) {
      const at = key("uploads");
      const object = { sizeBytes: OTHER.length, contentType: PNG, expiresInSeconds };
      return { at, ...(await store().presignPut(at, object)) };
    }

    test("takes exactly what was signed, again until it expires", async () => {
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
      ["a larger body", { body: PICTURE }],
      ["a smaller body", { body: OTHER.slice(1) }],
      ["no body", { body: "" }],
      ["another type", { headers: { "content-type": "image/svg+xml" } }],
      ["no type", { headers: { "content-type": "" } }],
    ])("refuses %s and stores nothing", async (_, wrong) => {
      const { at, url } = await presign();
      const right = { method: "PUT", headers: { "content-type": PNG }, body: OTHER };
      const reply = await fetch(url, { ...right, ...wrong });
      expect([400, 403, 413]).toContain(reply.status);
      expect(await store().find(at)).toBeUndefined();
    });

    test("is refused once it has expired", async () => {
      const { at, url, headers } = await presign(-1);
      expect((await fetch(url, { method: "PUT", headers, body: OTHER })).status).toBe(403);
      expect(await store().find(at)).toBeUndefined();
    });

    test("is refused for any other key", async () => {
      const { at, url, headers } = await presign();
      const elsewhere = key("uploads");
      const moved = url.replace(at, elsewhere);
      expect(moved).not.toBe(url);
      expect((await fetch(moved, { method: "PUT", headers, body: OTHER })).status).toBe(403);
      expect(await store().find(elsewhere)).toBeUndefined();
    });

    test("is never signed for anything but an upload", async () => {
      const object = { sizeBytes: 1, contentType: PNG, expiresInSeconds: 60 };
      await expect(store().presignPut(key("generations"), object)).rejects.toThrow();
    });
  });

  test("answers a check", async () => {
    expect(await store().check()).toBeUndefined();
  });
});

test("a reader on the disk sees one whole version or another, and no draft stays", async () => {
  const disk = stores["disk"] ?? expect.unreachable();
  const at = "generations/race/0.png";
  await disk.put(at, picture, PNG);
  const writing = Promise.all(
    Array.from({ length: 20 }, (_, n) => disk.put(at, n % 2 ? picture : other, PNG)),
  );
  for (let n = 0; n < 20; n++) {
    const seen = await bytes(join(folder, "disk/files", at));
    expect([PICTURE.length, OTHER.length]).toContain(seen.length);
    expect(Bun.hash(seen)).toBe(Bun.hash(seen.length === OTHER.length ? OTHER : PICTURE));
  }
  await writing;
  expect(await readdir(join(folder, "disk/files/drafts"))).toEqual([]);
});

test("a disk whose folder cannot be written fails its check", async () => {
  const broken = await openDisk(picture, () => "http://localhost");
  await expect(broken.check()).rejects.toThrow();
});

async function startDisk(): Promise<Storage> {
  const disk = await openDisk(join(folder, "disk"), () => server.url.origin);
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    routes: {
      "/files/*": (request) => disk.serveFile?.(request) ?? Response.error(),
      "/uploads/*": (request) => disk.receiveUpload?.(request) ?? Response.error(),
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
