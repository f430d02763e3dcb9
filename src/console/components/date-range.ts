import { toUtcDay } from "./format.ts";
import { useUrlState } from "./url-state.ts";

const DAY_MS = 86_400_000;

/**
 * Returns the URL's parameters `from` and `to` as a query. Both days are included; the query's `to` is the
 * beginning of the day after.
 */
export function useDateRange(): { from?: string; to?: string } {
  const urlState = useUrlState();
  const [from, to] = [urlState.get("from"), urlState.get("to")];
  return {
    ...(from && { from: toTimestamp(from) }),
    ...(to && { to: toTimestamp(toNextDay(to)) }),
  };
}

/** Returns the day after. A text that is no day is returned as it is, and rejected by the server. */
function toNextDay(day: string): string {
  const time = Date.parse(toTimestamp(day));
  return Number.isNaN(time) ? day : toUtcDay(new Date(time + DAY_MS));
}

function toTimestamp(day: string): string {
  return `${day}T00:00:00Z`;
}
