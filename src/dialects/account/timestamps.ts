const EARLIEST = "2000-01-01T00:00:00.000Z";

/** Returns a timestamp in the range that Postgres accepts. No stored timestamp is before 2000. */
export function clampTimestamp(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const timestamp = new Date(text).toISOString();
  return timestamp < EARLIEST || timestamp.startsWith("-") ? EARLIEST : timestamp;
}

/** Returns an ISO 8601 timestamp, or null if there is none. */
export function toIso(date: Date | null | undefined | void): string | null {
  return date ? date.toISOString() : null;
}
