import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFolder, keepFolder, toSpareDir } from "../../../src/core/media/spare-folders.ts";

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "darkroom-spare-"));
});
afterAll(() => rm(dataDir, { recursive: true }));

test("a folder that is not needed any more becomes the next one, without its files", async () => {
  const first = await open("first");
  await Bun.write(join(first, "image-0"), "an image");
  expect(keepFolder(dataDir, first)).toBe(true);
  expect(await readdir(join(dataDir, "tmp"))).toEqual([]);
  expect(await readdir(toSpareDir(dataDir))).toHaveLength(1);
  expect(await readdir(await open("second"))).toEqual([]);
  expect(await readdir(toSpareDir(dataDir))).toEqual([]);
});

test("a folder that was removed is created again", async () => {
  expect(keepFolder(dataDir, await open("third"))).toBe(true);
  await rm(toSpareDir(dataDir), { recursive: true });
  expect(await readdir(await open("fourth"))).toEqual([]);
});

test("a folder with another folder in it is not kept", async () => {
  const folder = await open("fifth");
  await mkdir(join(folder, "inner"));
  expect(keepFolder(dataDir, folder)).toBe(false);
});

async function open(name: string): Promise<string> {
  const folder = join(dataDir, "tmp", name);
  createFolder(dataDir, folder);
  return folder;
}
