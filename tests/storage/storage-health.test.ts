import { expect, test } from "bun:test";
import { tmpdir } from "node:os";
import { openDiskSpace } from "../../src/storage/disk-space.ts";
import { openStorageHealth } from "../../src/storage/storage-health.ts";
import { eventually } from "../support/eventually.ts";

test("a fault lasts while an image that began to fail during the check is not stored", async () => {
  const passing = Promise.withResolvers<void>();
  const changes: string[] = [];
  const closing = new AbortController();
  const health = openStorageHealth({
    storage: { check: () => (changes.push("checked"), passing.promise) },
    disk: openDiskSpace(tmpdir(), 0),
    worker: { pause: () => changes.push("paused"), resume: () => changes.push("resumed") },
    closing: closing.signal,
  });
  health.failed(new Error("the first image"))[Symbol.dispose]();
  await eventually(() => changes.length === 2, { message: "the storage was not checked" });
  const failing = health.failed(new Error("the second image"));
  passing.resolve();
  // The outcome of the check is known after all promises of this turn.
  await new Promise((resolve) => setImmediate(resolve));
  expect(health.hasFault()).toBe(true);
  failing[Symbol.dispose]();
  await eventually(() => !health.hasFault(), { message: "the fault was not cleared" });
  expect(changes).toEqual(["paused", "checked", "checked", "resumed"]);
  closing.abort();
});
