import { expect, test } from "bun:test";
import { createByteKeeper, MAX_KEPT_BYTES } from "../../src/foundation/kept-bytes.ts";

const LARGEST = new Uint8Array(MAX_KEPT_BYTES);

/** Keeps a value of the maximum size. */
function keepLargest() {
  const keeper = createByteKeeper();
  keeper.add(LARGEST);
  return keeper.keep();
}

test("the parts of a value are kept for one reader", () => {
  const keeper = createByteKeeper();
  for (const part of ["a", "", "bc"]) keeper.add(Buffer.from(part));
  expect(keeper.sizeBytes).toBe(3);
  const kept = keeper.keep();
  using taken = kept?.take();
  expect(taken?.parts).toEqual([Buffer.from("a"), Buffer.from("bc")]);
  expect(kept?.take()).toBeUndefined();
});

test("a value with a missing part is not kept", () => {
  const keeper = createByteKeeper();
  keeper.add(Buffer.from("a"));
  keeper.add(undefined);
  keeper.add(Buffer.from("b"));
  expect(keeper.keep()).toBeUndefined();
});

test("a value larger than 6 MiB is not kept", () => {
  const keeper = createByteKeeper();
  keeper.add(LARGEST);
  keeper.add(new Uint8Array(1));
  expect(keeper.keep()).toBeUndefined();
});

test("the kept values of a process are limited, until their readers have finished", () => {
  const kept = Array.from({ length: 10 }, keepLargest).filter((each) => each !== undefined);
  expect(kept.length).toBeLessThan(6);
  const taken = kept.map((each) => each.take());
  expect(keepLargest()).toBeUndefined();
  for (const each of taken) each?.[Symbol.dispose]();
  using next = keepLargest()?.take();
  expect(next?.parts[0]).toBe(LARGEST);
});

test("a dropped value takes nothing from the limit", () => {
  for (let count = 0; count < 10; count++) {
    const keeper = createByteKeeper();
    keeper.add(LARGEST);
    keeper.drop();
    expect(keeper.keep()).toBeUndefined();
  }
  using next = keepLargest()?.take();
  expect(next?.parts[0]).toBe(LARGEST);
});
