import type { Context } from "./context.ts";
import { AppError } from "../foundation/errors.ts";

/** An item that an operation failed for, and why. */
export interface Failure<Item> {
  item: Item;
  cause: unknown;
}

/**
 * Applies an operation to all items at once; where that throws, to each half of them, down to single
 * items, so that an item that fails stops none of the others. Returns the items that failed. Throws
 * what `isFatal` says concerns all items alike.
 */
export async function applyIsolated<Item>(
  items: Item[],
  apply: (items: Item[]) => Promise<unknown>,
  isFatal: (cause: unknown) => boolean | Promise<boolean> = isUnavailable,
): Promise<Failure<Item>[]> {
  try {
    await apply(items);
    return [];
  } catch (cause) {
    if (await isFatal(cause)) throw cause;
    const [item, ...others] = items;
    if (item === undefined || others.length === 0)
      return item === undefined ? [] : [{ item, cause }];
    const middle = Math.ceil(items.length / 2);
    return [
      ...(await applyIsolated(items.slice(0, middle), apply, isFatal)),
      ...(await applyIsolated(items.slice(middle), apply, isFatal)),
    ];
  }
}

/** A job that goes through what is due, account by account. */
export interface AccountSweep<Row extends { accountId: string }> {
  job: string;
  /** Returns the next rows that are due, without those of the accounts named. */
  list(exceptAccounts: string[]): Promise<Row[]>;
  /** Processes rows in one statement. Returns how many it processed. */
  process(rows: Row[]): Promise<number>;
}

/**
 * Processes what is due until nothing is left, or until another process has done it. An account that
 * fails is logged, counted in the metrics and left out of this run. Returns how many were processed.
 */
export async function sweepAccounts<Row extends { accountId: string }>(
  ctx: Context,
  { job, list, process }: AccountSweep<Row>,
): Promise<number> {
  const failed: string[] = [];
  for (let total = 0; ;) {
    const groups = Map.groupBy(await list(failed), ({ accountId }) => accountId);
    let processed = 0;
    const failures = await applyIsolated([...groups], async (some) => {
      processed += await process(some.flatMap(([, rows]) => rows));
    });
    for (const { item, cause } of failures) {
      const [accountId] = item;
      ctx.log.error("job_step_failed", { job, step: "account", accountId, cause });
      ctx.metrics.stepFailed(job, "account");
      failed.push(accountId);
    }
    total += processed;
    if (processed === 0 && failures.length === 0) return total;
  }
}

/**
 * Runs the steps of a job one after the other. A step that throws is logged and counted in the metrics,
 * and the others run all the same; the job comes again by the clock. Returns what each step returned.
 */
export async function runSteps<Result>(
  ctx: Context,
  job: string,
  steps: Record<string, () => Promise<Result>>,
): Promise<Record<string, Result>> {
  const results: Record<string, Result> = {};
  for (const [step, run] of Object.entries(steps)) {
    try {
      results[step] = await run();
    } catch (cause) {
      ctx.log.error("job_step_failed", { job, step, cause });
      ctx.metrics.stepFailed(job, step);
    }
  }
  return results;
}

function isUnavailable(cause: unknown): boolean {
  return cause instanceof AppError && cause.code === "unavailable";
}
