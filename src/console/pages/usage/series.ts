import type { Schemas } from "../../api/client.ts";
import { type BarSeries, MAX_SERIES } from "../../components/bar-series.ts";
import { toUtcDay } from "../../components/format.ts";

/** The usage of one day, model, API and key. */
export type UsageEntry = Schemas["UsageEntry"];
/** What the chart shows. */
export type UsageMeasure = "credits" | "images";

/** Returns all days of a period, as `2026-04-01`, including days without usage. */
export function listDays({ from, to }: { from: string; to: string }): string[] {
  const days: string[] = [];
  for (const day = new Date(from); toUtcDay(day) <= to; day.setUTCDate(day.getUTCDate() + 1))
    days.push(toUtcDay(day));
  return days;
}

interface SeriesOptions {
  measure: UsageMeasure;
  /** Returns the name of an entry's series. */
  toName: (entry: UsageEntry) => string;
  /** The name of the series that merges the smallest ones if there are too many. */
  otherName: string;
}

/** Groups entries into series by name, largest first, with a sum per day. */
export function toSeries(
  days: string[],
  entries: UsageEntry[],
  options: SeriesOptions,
): BarSeries[] {
  const { measure, toName, otherName } = options;
  const sizes = new Map<string, number>();
  for (const entry of entries) {
    const name = toName(entry);
    sizes.set(name, (sizes.get(name) ?? 0) + entry[measure]);
  }
  const names = [...sizes.keys()].toSorted((a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0));
  const shown = names.length > MAX_SERIES ? names.slice(0, MAX_SERIES - 1) : names;
  const kept = new Set(shown);
  const series = names.length > shown.length ? [...shown, otherName] : shown;
  const sums = new Map(series.map((name) => [name, new Map<string, number>()]));
  for (const entry of entries) {
    const name = toName(entry);
    const own = sums.get(kept.has(name) ? name : otherName);
    own?.set(entry.day, (own.get(entry.day) ?? 0) + entry[measure]);
  }
  return series.map((name) => ({ name, values: days.map((day) => sums.get(name)?.get(day) ?? 0) }));
}

/** Sums all entries. */
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
