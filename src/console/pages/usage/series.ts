import type { Schemas } from "../../api/client.ts";
import { type BarSeries, MOST_SERIES } from "../../components/bar-series.ts";
import { toDay } from "../../components/format.ts";

export type UsageEntry = Schemas["UsageEntry"];
export type Measure = "credits" | "images";

/** Every day from one to another, both as `2026-04-01`; also those on which nothing was used. */
export function listDays({ from, to }: { from: string; to: string }): string[] {
  const days: string[] = [];
  for (const day = new Date(from); toDay(day) <= to; day.setUTCDate(day.getUTCDate() + 1))
    days.push(toDay(day));
  return days;
}

interface Piling {
  measure: Measure;
  /** What the entries of one series have in common, in words. */
  nameOf: (entry: UsageEntry) => string;
  /** What the smallest series are called together, where there are too many. */
  rest: string;
}

/** One series for each name, the largest first, with its sum of each day. */
export function toSeries(days: string[], entries: UsageEntry[], piling: Piling): BarSeries[] {
  const { measure, nameOf, rest } = piling;
  const sizes = new Map<string, number>();
  for (const entry of entries) {
    const name = nameOf(entry);
    sizes.set(name, (sizes.get(name) ?? 0) + entry[measure]);
  }
  const names = [...sizes.keys()].toSorted((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  const shown = names.length > MOST_SERIES ? names.slice(0, MOST_SERIES - 1) : names;
  const kept = new Set(shown);
  const series = names.length > shown.length ? [...shown, rest] : shown;
  const sums = new Map(series.map((name) => [name, new Map<string, number>()]));
  for (const entry of entries) {
    const name = nameOf(entry);
    const own = sums.get(kept.has(name) ? name : rest);
    own?.set(entry.day, (own.get(entry.day) ?? 0) + entry[measure]);
  }
  return series.map((name) => ({ name, values: days.map((day) => sums.get(name)?.get(day) ?? 0) }));
}

/** What all entries come to. */
export function sumUsage(entries: UsageEntry[]) {
  const sum = (count: (entry: UsageEntry) => number) =>
    entries.reduce((total, entry) => total + count(entry), 0);
  return {
    credits: sum(({ credits }) => credits),
    images: sum(({ images }) => images),
    generations: sum(({ generations }) => generations),
    failed: sum(({ failed }) => failed),
  };
}
