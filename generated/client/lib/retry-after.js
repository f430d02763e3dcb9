/** Returns the `Retry-After` of a response in seconds; undefined if it has none. */
export function readRetryAfterSeconds(headers) {
  const text = headers.get("retry-after");
  if (text === null) return undefined;
  const seconds = Number.isNaN(Number(text))
    ? (Date.parse(text) - Date.now()) / 1000
    : Number(text);
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
