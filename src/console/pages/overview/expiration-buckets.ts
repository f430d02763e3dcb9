import type { Schemas } from "../../api/client.ts";

/** A period of the time axis with the credits that expire in it. */
export interface ExpirationBucket {
  unit: BucketUnit;
  /** The beginning, in local time. */
  start: Date;
  credits: number;
}

type BucketUnit = "day" | "week" | "month" | "year";

// More bars are too narrow to distinguish in half the width of a page.
const MAX_BUCKETS = 24;
const UNITS: BucketUnit[] = ["day", "week", "month", "year"];

/**
 * Divides the time from now to the last expiration into periods of equal unit, the smallest that gives at
 * most 24, and sums the credits that expire in each. Periods without expirations have 0 credits.
 */
export function toExpirationBuckets(
  expirations: Schemas["Expiration"][],
  now: Date,
): ExpirationBucket[] {
  const times = expirations.map(({ expires_at }) => Date.parse(expires_at));
  const last = new Date(Math.max(now.getTime(), ...times));
  for (const unit of UNITS) {
    const starts = listStarts(unit, now, last);
    if (starts.length > MAX_BUCKETS && unit !== "year") continue;
    return starts.map((start) => {
      const end = addUnit(start, unit).getTime();
      const inside = expirations.filter((_, index) => {
        const time = times[index] ?? 0;
        return time >= start.getTime() && time < end;
      });
      return { unit, start, credits: inside.reduce((sum, { credits }) => sum + credits, 0) };
    });
  }
  return [];
}

/** Returns the beginning of each period that overlaps the time from `first` to `last`. */
function listStarts(unit: BucketUnit, first: Date, last: Date): Date[] {
  const starts: Date[] = [];
  for (let start = startOf(unit, first); start <= last; start = addUnit(start, unit)) {
    starts.push(start);
    if (unit !== "year" && starts.length > MAX_BUCKETS) break;
  }
  return starts;
}

function startOf(unit: BucketUnit, time: Date): Date {
  const [year, month, day] = [time.getFullYear(), time.getMonth(), time.getDate()];
  if (unit === "year") return new Date(year, 0);
  if (unit === "month") return new Date(year, month);
  return new Date(year, month, day);
}

function addUnit(start: Date, unit: BucketUnit): Date {
  const [year, month, day] = [start.getFullYear(), start.getMonth(), start.getDate()];
  if (unit === "year") return new Date(year + 1, 0);
  if (unit === "month") return new Date(year, month + 1);
  return new Date(year, month, day + (unit === "week" ? 7 : 1));
}
