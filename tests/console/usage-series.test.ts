import { expect, test } from "bun:test";
import { sumUsage, toSeries, type UsageEntry } from "../../src/console/pages/usage/series.ts";

const DAY = "2026-04-01";

test("a key named as the series of the remaining keys is counted once", () => {
  const entries = ["Shop", "Other", "Blog", "App", "Bot", "Test"].map(toEntry);
  const toName = ({ key_label }: UsageEntry) => key_label ?? "";
  const series = toSeries([DAY], entries, { measure: "credits", toName, otherName: "Other" });
  expect(series).toEqual([
    { name: "Shop", values: [6] },
    { name: "Other", values: [5] },
    { name: "Blog", values: [4] },
    { name: "App", values: [3] },
    { name: "Other", values: [3] },
  ]);
  const total = series.reduce((sum, { values }) => sum + (values[0] ?? 0), 0);
  expect(total).toBe(sumUsage(entries).credits);
});

/** The first key has the most credits. */
function toEntry(key_label: string, index: number): UsageEntry {
  const counts = { generations: 1, failed: 0, images: 1, credits: 6 - index };
  return {
    day: DAY,
    model: "gpt-image-2",
    dialect: "hub",
    key_id: key_label,
    key_label,
    ...counts,
  };
}
