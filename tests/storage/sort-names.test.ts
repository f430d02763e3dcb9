import { expect, test } from "bun:test";
import { sortNames } from "../../src/storage/sort-names.ts";

const names = Array.from({ length: 50_000 }, () => crypto.randomUUID());

test("the names of a large folder are returned in order, after any of them", async () => {
  const sorted = names.toSorted();
  expect([...(await sortNames(names))]).toEqual(sorted);
  for (const at of [1, 25_000, 49_999])
    expect([...(await sortNames(names, sorted[at]))]).toEqual(sorted.slice(at));
  expect([...(await sortNames([]))]).toEqual([]);
});

test("other work runs while the names of a large folder are sorted", async () => {
  let turns = 0;
  let isSorted = false;
  const work = () => {
    turns++;
    if (!isSorted) setImmediate(work);
  };
  setImmediate(work);
  await sortNames(names);
  isSorted = true;
  expect(turns).toBeGreaterThan(5);
});
