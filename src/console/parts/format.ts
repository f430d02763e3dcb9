import { useTranslation } from "react-i18next";

/** Numbers and moments as the chosen language writes them. */
export function useFormat() {
  const { i18n } = useTranslation();
  const language = i18n.language;
  const write = (options: Intl.DateTimeFormatOptions) => (moment: string) =>
    new Intl.DateTimeFormat(language, options).format(new Date(moment));
  return {
    number: (value: number) => new Intl.NumberFormat(language).format(value),
    /** With at most one digit behind the point. */
    roughly: (value: number) =>
      new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value),
    /** As few characters as an axis has room for. */
    short: (value: number) =>
      new Intl.NumberFormat(language, { notation: "compact" }).format(value),
    /** With its sign, also where it is positive. */
    change: (value: number) =>
      new Intl.NumberFormat(language, { signDisplay: "exceptZero" }).format(value),
    /** As many hundredths as there are; at most one digit behind the point. */
    percent: (share: number) =>
      new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 }).format(share),
    day: write({ dateStyle: "medium" }),
    shortDay: write({ month: "short", day: "numeric" }),
    /** A day of UTC, written as it is there. */
    utcDay: write({ month: "short", day: "numeric", timeZone: "UTC" }),
    /** The same with its year. */
    utcDate: write({ dateStyle: "medium", timeZone: "UTC" }),
    moment: write({ dateStyle: "medium", timeStyle: "short" }),
    exactly: write({ dateStyle: "medium", timeStyle: "medium" }),
    ago: (moment: string) => ago(language, (Date.parse(moment) - Date.now()) / 1000),
    bytes: (size: number) =>
      new Intl.NumberFormat(language, {
        style: "unit",
        unit: size < 1e6 ? "kilobyte" : "megabyte",
        maximumFractionDigits: size < 1e6 ? 0 : 1,
      }).format(size < 1e6 ? size / 1e3 : size / 1e6),
  };
}

/** The day of a moment in UTC, as `2026-04-01`. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** A moment as a field for date and time holds it: `2026-04-01T09:30`, by the clock on the wall. */
export function localMinute(moment: Date): string {
  const wall = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return wall.toISOString().slice(0, 16);
}

const UNITS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

function ago(language: string, seconds: number): string {
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  const format = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  return format.format(Math.trunc(seconds / length), unit);
}
