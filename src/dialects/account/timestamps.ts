// Postgres has no year 0, and ISO 8601 writes years after 9999 with a sign. Nothing was stored before 2000.
const EARLIEST_MS = Date.parse("2000-01-01T00:00:00.000Z");
const LATEST_MS = Date.parse("9999-12-31T23:59:59.999Z");

/** Returns a time in the range that Postgres accepts. */
export function clampTime(text: string): Date {
  return new Date(Math.min(Math.max(Date.parse(text), EARLIEST_MS), LATEST_MS));
}

/** Returns a timestamp in the range that Postgres accepts. */
export function clampTimestamp(text: string | undefined): string | undefined {
  return text === undefined ? undefined : clampTime(text).toISOString();
}

/** Returns an ISO 8601 timestamp, or null if there is none. */
export function toIso(date: Date | null | undefined | void): string | null {
  return date ? date.toISOString() : null;
}
