import { describe, expect, test } from "bun:test";
import { computeFreeShares } from "../../../src/core/generations/provider-shares.ts";
import { createRunSlots, type RunSlots } from "../../../src/core/generations/run-slots.ts";

describe.each([2, 3, 5, 16])("with %d slots", (count) => {
  test.each([2, 3])(
    "of %d providers the last one gets a slot when the others have taken all they may",
    (of) => {
      if (count <= of - 1) return;
      const names = Array.from({ length: of }, (_, index) => `provider-${index}`);
      const slots = createRunSlots(count);
      for (const name of names.slice(0, -1)) while (takeSlot(slots, names, name));
      expect(takeSlot(slots, names, names.at(-1) ?? "")).toBe(true);
    },
  );

  test("a single provider gets all of them", () => {
    const slots = createRunSlots(count);
    for (let n = 0; n < count; n++) expect(takeSlot(slots, ["only"], "only")).toBe(true);
  });
});

test("a provider gets three quarters of many slots while the other one uses none", () => {
  const slots = createRunSlots(16);
  let taken = 0;
  while (takeSlot(slots, ["busy", "idle"], "busy")) taken++;
  expect(taken).toBe(12);
});

test("slots that are being assigned count as if any provider got them", () => {
  const slots = createRunSlots(4);
  expect(computeFreeShares(slots, ["a", "b"], 0)).toEqual({ providers: undefined, count: 3 });
  expect(computeFreeShares(slots, ["a", "b"], 2)).toEqual({ providers: ["a", "b"], count: 1 });
  expect(computeFreeShares(slots, ["a", "b"], 3)).toMatchObject({ providers: [] });
});

/** Takes a slot for a provider if its share allows that. */
function takeSlot(slots: RunSlots, names: string[], name: string): boolean {
  const { providers } = computeFreeShares(slots, names, 0);
  if (providers !== undefined && !providers.includes(name)) return false;
  const slot = slots.tryAcquire(true);
  slot?.assign(name);
  return slot !== undefined;
}
