import { expect, test } from "bun:test";
import { cacheByCost } from "../../src/app/cost-cache.ts";

/** A reading that takes `costMs` on a clock which only the test moves. */
function open(costMs: number) {
  const clock = { ms: 0, readings: 0, fails: false };
  async function read(): Promise<number> {
    clock.ms += costMs;
    clock.readings++;
    if (clock.fails) throw new Error("refused");
    return clock.readings;
  }
  return { clock, read: cacheByCost(read, () => clock.ms) };
}

test("a value is reused for twenty times as long as reading it took", async () => {
  const { clock, read } = open(100);
  expect(await read()).toBe(1);
  clock.ms += 1_999;
  expect(await read()).toBe(1);
  clock.ms += 1;
  expect(await read()).toBe(2);
});

test("a value is reused for at most 30 s", async () => {
  const { clock, read } = open(5_000);
  expect(await read()).toBe(1);
  clock.ms += 30_000;
  expect(await read()).toBe(2);
});

test("concurrent callers share one reading", async () => {
  const { read } = open(1);
  expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1]);
});

test("a failed reading is reported to its callers and repeated by the next one", async () => {
  const { clock, read } = open(1);
  clock.fails = true;
  await expect(read()).rejects.toThrow("refused");
  clock.fails = false;
  expect(await read()).toBe(2);
});
