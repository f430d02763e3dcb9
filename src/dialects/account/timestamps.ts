const EARLIEST = "2000-01-01T00:00:00.000Z";

/** A moment as the database reads it: none of ours lies before this century. */
export function clampTimestamp(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const moment = new Date(text).toISOString();
  return moment < EARLIEST || moment.startsWith("-") ? EARLIEST : moment;
}
