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
  { measure, toName, otherName }: SeriesOptions,
): BarSeries[] {
  const names = rankNames(entries, measure, toName);
  const shown = names.length > MAX_SERIES ? names.slice(0, MAX_SERIES - 1) : names;
  // The others are not grouped by `otherName`, which can be the name of a key too.
  const groups = Map.groupBy(entries, (entry) => {
    const name = toName(entry);
    return shown.includes(name) ? name : undefined;
  });
  const sumGroup = (name?: string) => sumByDay(days, groups.get(name) ?? [], measure);
  const series = shown.map((name) => ({ name, values: sumGroup(name) }));
  if (shown.length < names.length) series.push({ name: otherName, values: sumGroup() });
  return series;
}

/** Returns the names of all series, those with the largest total first. */
function rankNames(
  entries: UsageEntry[],
  measure: UsageMeasure,
  toName: SeriesOptions["toName"],
): string[] {
  const groups = [...Map.groupBy(entries, toName)];
  const totals = groups.map(([name, group]) => ({ name, total: sumUsage(group)[measure] }));
  return totals.toSorted((a, b) => b.total - a.total).map(({ name }) => name);
}

/** Returns the sum of each day. */
function sumByDay(days: string[], entries: UsageEntry[], measure: UsageMeasure): number[] {
  const sums = new Map<string, number>();
  for (const entry of entries) sums.set(entry.day, (sums.get(entry.day) ?? 0) + entry[measure]);
  return days.map((day) => sums.get(day) ?? 0);
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
