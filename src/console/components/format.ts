import { useTranslation } from "react-i18next";

const formats = new Map<string, Format>();

/** The formatters of one language. */
type Format = ReturnType<typeof createFormatters>;

/** Returns the formatters for numbers and times in the current language. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const format = formats.get(i18n.language) ?? createFormatters(i18n.language);
  formats.set(i18n.language, format);
  return format;
}

function createFormatters(language: string) {
  // Creating a formatter takes ten to fifty times as long as using it.
  const dateFormat = (options: Intl.DateTimeFormatOptions) => {
    const format = once(() => new Intl.DateTimeFormat(language, options));
    return (time: string) => format().format(new Date(time));
  };
  const numberFormat = (options: Intl.NumberFormatOptions) => {
    const format = once(() => new Intl.NumberFormat(language, options));
    return (value: number) => format().format(value);
  };
  const unit = { style: "unit", maximumFractionDigits: 0 } as const;
  const kilobytes = numberFormat({ ...unit, unit: "kilobyte" });
  const megabytes = numberFormat({ ...unit, unit: "megabyte", maximumFractionDigits: 1 });
  const relative = once(
    () => new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" }),
  );
  return {
    number: numberFormat({}),
    /** At most one decimal. */
    oneDecimal: numberFormat({ maximumFractionDigits: 1 }),
    /** Compact, for axis labels. */
    compact: numberFormat({ notation: "compact" }),
    /** With a sign, also for positive numbers. */
    signed: numberFormat({ signDisplay: "exceptZero" }),
    /** A ratio (0 to 1) as a percentage with at most one decimal. */
    percent: numberFormat({ style: "percent", maximumFractionDigits: 1 }),
    day: dateFormat({ dateStyle: "medium" }),
    /** The beginning of a period, by the unit of its length. */
    period: {
      day: dateFormat({ month: "short", day: "numeric" }),
      week: dateFormat({ month: "short", day: "numeric" }),
      month: dateFormat({ month: "short", year: "2-digit" }),
      year: dateFormat({ year: "numeric" }),
    },
    /** A UTC day without its year. */
    utcDay: dateFormat({ month: "short", day: "numeric", timeZone: "UTC" }),
    /** A UTC day with its year. */
    utcDate: dateFormat({ dateStyle: "medium", timeZone: "UTC" }),
    dateTime: dateFormat({ dateStyle: "medium", timeStyle: "short" }),
    dateTimeSeconds: dateFormat({ dateStyle: "medium", timeStyle: "medium" }),
    relative: (time: string) => formatRelative(relative(), (Date.parse(time) - Date.now()) / 1000),
    /** A duration in seconds with at most one decimal. */
    seconds: numberFormat({ ...unit, unit: "second", maximumFractionDigits: 1 }),
    bytes: (size: number) => (size < 1e6 ? kilobytes(size / 1e3) : megabytes(size / 1e6)),
  };
}

function once<T>(create: () => T): () => T {
  let value: T | undefined;
  return () => (value ??= create());
}

/** Returns the UTC day of a time as `2026-04-01`. */
export function toUtcDay(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** Returns a time as the value of a datetime-local input, `2026-04-01T09:30` in local time. */
export function toDateTimeInput(time: Date): string {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

const UNITS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

function formatRelative(format: Intl.RelativeTimeFormat, seconds: number): string {
  const [unit, length] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ["second", 1];
  return format.format(Math.trunc(seconds / length), unit);
}
