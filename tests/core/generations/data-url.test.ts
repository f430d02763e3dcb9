import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDataUrl } from "../../../src/core/generations/data-url.ts";
import { canRun } from "../../support/requirement.ts";

const MOST_BYTES = 10_000_000;
// A file to which nothing can be written, because its disk is full.
const FULL = "/dev/full";
// More than is written in one step.
const IMAGE = crypto.getRandomValues(new Uint8Array(65_535)).toBase64().repeat(60);

let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-data-url-"));
});

afterAll(() => rm(folder, { recursive: true }));

test("an image in a data URL is written as it is", async () => {
  const path = join(folder, "image");
  expect(await writeDataUrl(`data:image/png;base64,${IMAGE}`, path, MOST_BYTES)).toBe(true);
  expect(await Bun.file(path).bytes()).toEqual(Uint8Array.fromBase64(IMAGE));
});

const missing = { name: "a full device", reason: `${FULL} does not exist` };
if (canRun(existsSync(FULL), missing)) {
  test("a data URL that does not fit on the disk is an error of the disk", async () => {
    const writing = writeDataUrl(`data:image/png;base64,${IMAGE}`, FULL, MOST_BYTES);
    await expect(writing).rejects.toMatchObject({ code: "ENOSPC" });
  });
}
