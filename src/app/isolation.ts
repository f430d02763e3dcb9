import type { Context } from "./context.ts";
import { isUnavailable } from "../foundation/errors.ts";

/** An item for which an operation failed, and the reason. */
interface Failure<Item> {
  item: Item;
  cause: unknown;
}

/**
 * Applies an operation to all items together. If that throws, applies it to each half, down to single
 * items, so that one failing item does not affect the others. Returns the items that failed. Throws errors
 * for which `isFatal` is true, because they affect all items.
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

/** A job that processes due rows account by account. */
interface AccountSweep<Row extends { accountId: string }> {
  job: string;
  /** Returns the next due rows, without those of the given accounts. */
  list(exceptAccounts: string[]): Promise<Row[]>;
  /** Processes rows, and skips processed ones. Returns how many rows were processed. */
  process(rows: Row[]): Promise<number>;
}

/**
 * Processes due rows until none is left, or until another process has processed them. A failing account is
 * logged, counted in the metrics and skipped for the rest of the run. Returns how many rows were processed.
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
 * Runs the steps of a job in order. A step that throws is logged and counted in the metrics; the other
 * steps still run, and the schedule repeats the job. Returns the result of each step.
 */
export async function runSteps<Result>(
  ctx: Context,
  job: string,
  steps: Record<string, () => Promise<Result>>,
): Promise<Record<string, Result>> {
  const results: Record<string, Result> = {};
  for (const [step, run] of Object.entries(steps)) {
    ctx.metrics.watchStep(job, step);
    try {
      results[step] = await run();
    } catch (cause) {
      ctx.log.error("job_step_failed", { job, step, cause });
      ctx.metrics.stepFailed(job, step);
    }
  }
  return results;
}
