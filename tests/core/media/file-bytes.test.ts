import { expect, spyOn, test } from "bun:test";
import { open, readdir, readlink } from "node:fs/promises";
import { openFileBytes } from "../../../src/core/media/metadata/file-bytes.ts";

test("a file whose size cannot be read is closed again", async () => {
  const { path } = import.meta;
  const file = await open(path);
  const fault = new Error("EIO");
  using _ = spyOn(Object.getPrototypeOf(file), "stat").mockRejectedValueOnce(fault);
  await file.close();
  expect(await openFileBytes(path).catch((error: unknown) => error)).toBe(fault);
  const names = await readdir("/proc/self/fd");
  const opened = names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => ""));
  expect(await Promise.all(opened)).not.toContain(path);
});
