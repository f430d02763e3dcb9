import * as queries from "../../../generated/queries/usage.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";

const MAX_DAYS = 366;
const DEFAULT_DAYS = 30;
const DAY_MS = 86_400_000;
// No usage is older, and dates after it have four-digit years.
const FIRST_DAY = "2000-01-01";

/** Two UTC dates as YYYY-MM-DD, both inclusive. */
export interface Period {
  from: string;
  to: string;
}

/**
 * Returns the requested period, by default the 30 days up to today. Throws `invalid_request` if it ends
 * before it starts or is longer than 366 days.
 */
export async function getUsagePeriod(
  ctx: Context,
  given: { from?: string | undefined; to?: string | undefined },
): Promise<Period> {
  const [today] = await queries.findCurrentDay.run(undefined, ctx.db);
  const to = given.to ?? today?.day ?? "";
  if (to < FIRST_DAY) throw invalidPeriod("to", "is too long ago");
  const from = given.from ?? dayBefore(to, DEFAULT_DAYS - 1);
  if (from > to) throw invalidPeriod("from", "must not be after to");
  if (from < dayBefore(to, MAX_DAYS - 1))
    throw invalidPeriod("from", "must be within 366 days of to");
  return { from, to };
}

/** Filters for usage. Undefined members match everything. */
interface Part {
  model?: string | undefined;
  /** The id of a key, or `none` for usage without a key. */
  key?: string | undefined;
}

/** Lists the usage of an account by day, model, dialect and key. */
export function listUsage(
  ctx: Context,
  accountId: string,
  { from, to, model, key }: Period & Part,
) {
  const wanted = { firstDay: from, lastDay: to, model: model ?? null, key: key ?? null };
  return queries.listUsage.run({ accountId, ...wanted }, ctx.db.history);
}

/** Returns the generations of the last 24 hours by status. */
export async function getLastDay(ctx: Context, accountId: string) {
  const [row] = await queries.summarizeDay.run({ accountId }, ctx.db.history);
  const none = { accepted: 0, succeeded: 0, failed: 0, blocked: 0, canceled: 0, credits: 0 };
  return row ?? none;
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);
}

function invalidPeriod(field: string, reason: string): AppError {
  return new AppError("invalid_request", `${field} ${reason}.`, {
    details: { issues: [{ path: [field], reason }] },
  });
}
