import { useTranslation } from "react-i18next";

const formats = new Map<string, Format>();

/** How numbers and moments are written in one language. */
type Format = ReturnType<typeof getFormatters>;

/** Numbers and moments as the chosen language writes them. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const format = formats.get(i18n.language) ?? getFormatters(i18n.language);
  formats.set(i18n.language, format);
  return format;
}

function getFormatters(language: string) {
  // To make one takes the engine ten to fifty times as long as to use it.
  const write = (options: Intl.DateTimeFormatOptions) => {
    const format = once(() => new Intl.DateTimeFormat(language, options));
    return (moment: string) => format().format(new Date(moment));
  };
  const count = (options: Intl.NumberFormatOptions) => {
    const format = once(() => new Intl.NumberFormat(language, options));
    return (value: number) => format().format(value);
  };
  const unit = { style: "unit", maximumFractionDigits: 0 } as const;
  const kilobytes = count({ ...unit, unit: "kilobyte" });
  const megabytes = count({ ...unit, unit: "megabyte", maximumFractionDigits: 1 });
  const passed = once(
    () => new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" }),
  );
  return {
    number: count({}),
    /** With at most one digit behind the point. */
    roughly: count({ maximumFractionDigits: 1 }),
    /** As few characters as an axis has room for. */
    short: count({ notation: "compact" }),
    /** With its sign, also where it is positive. */
    change: count({ signDisplay: "exceptZero" }),
    /** As many hundredths as there are; at most one digit behind the point. */
    percent: count({ style: "percent", maximumFractionDigits: 1 }),
    day: write({ dateStyle: "medium" }),
    shortDay: write({ month: "short", day: "numeric" }),
    /** A day of UTC, written as it is there. */
    utcDay: write({ month: "short", day: "numeric", timeZone: "UTC" }),
    /** The same with its year. */
    utcDate: write({ dateStyle: "medium", timeZone: "UTC" }),
    moment: write({ dateStyle: "medium", timeStyle: "short" }),
    exactly: write({ dateStyle: "medium", timeStyle: "medium" }),
    ago: (moment: string) => ago(passed(), (Date.parse(moment) - Date.now()) / 1000),
    bytes: (size: number) => (size < 1e6 ? kilobytes(size / 1e3) : megabytes(size / 1e6)),
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** The day of a moment in UTC, as `2026-04-01`. */
export function toDay(moment: Date): string {
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

function ago(format: Intl.RelativeTimeFormat, seconds: number): string {
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  return format.format(Math.trunc(seconds / length), unit);
}
