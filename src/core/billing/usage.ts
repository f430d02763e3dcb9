import * as queries from "../../../generated/queries/history.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";

const MOST_DAYS = 366;
const USUAL_DAYS = 30;
const DAY_MS = 86_400_000;
// Nothing is older, and a calendar of four digits does not end here.
const FIRST_DAY = "2000-01-01";

/** Two days in UTC as YYYY-MM-DD, both included. */
export interface Period {
  from: string;
  to: string;
}

/**
 * The period that is meant: up to today, for 30 days, unless it is said otherwise. Throws
 * `invalid_request` for one that ends before it begins or is longer than 366 days.
 */
export async function getUsagePeriod(
  ctx: Context,
  given: { from?: string | undefined; to?: string | undefined },
): Promise<Period> {
  const [today] = await queries.today.run(undefined, ctx.db);
  const to = given.to ?? today?.day ?? "";
  if (to < FIRST_DAY) throw refuse("to", "is too long ago");
  const from = given.from ?? dayBefore(to, USUAL_DAYS - 1);
  if (from > to) throw refuse("from", "must not be after to");
  if (from < dayBefore(to, MOST_DAYS - 1)) throw refuse("from", "must be within 366 days of to");
  return { from, to };
}

/** Of which model and key, where not all are meant. */
export interface Part {
  model?: string | undefined;
  /** The id of a key, or `none` for what was used without one. */
  key?: string | undefined;
}

/** What an account has used, by day, model, dialect and key. */
export function listUsage(
  ctx: Context,
  accountId: string,
  { from, to, model, key }: Period & Part,
) {
  const wanted = { firstDay: from, lastDay: to, model: model ?? null, key: key ?? null };
  return queries.listUsage.run({ accountId, ...wanted }, ctx.db);
}

/** How the generations of the last 24 hours have ended. */
export async function getLastDay(ctx: Context, accountId: string) {
  const [row] = await queries.summarizeDay.run({ accountId }, ctx.db);
  const none = { accepted: 0, succeeded: 0, failed: 0, blocked: 0, canceled: 0, credits: 0 };
  return row ?? none;
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);
}

function refuse(field: string, reason: string): AppError {
  return new AppError("invalid_request", `${field} ${reason}.`, {
    details: { issues: [{ path: [field], reason }] },
  });
}
