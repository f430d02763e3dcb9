import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import type { Worker } from "./claim.ts";

// A job that waits no longer than this costs nothing more.
const OFFER_MS = 500;

/** The jobs of a worker that wait. */
interface WaitingJobs {
  count: number;
  timer: Timer | undefined;
}

const waitingJobs = new WeakMap<Worker, WaitingJobs>();

/**
 * Returns the result of a job's wait for a slot, or for a share of the slots. During the wait, generations
 * are offered to other workers every half second, as many as jobs of this one wait: direct runs may fill its
 * slots for minutes, and the queue gives a job that this worker has taken to no other.
 */
export async function offerDuring<Result>(
  ctx: Context,
  worker: Worker,
  wait: Promise<Result>,
): Promise<Result> {
  const waiting = waitingJobs.get(worker) ?? { count: 0, timer: undefined };
  waitingJobs.set(worker, waiting);
  waiting.count++;
  schedule(ctx, worker, waiting);
  try {
    return await wait;
  } finally {
    waiting.count--;
    if (waiting.count === 0) stop(waiting);
  }
}

function schedule(ctx: Context, worker: Worker, waiting: WaitingJobs): void {
  if (waiting.timer !== undefined) return;
  const timer = setTimeout(async () => {
    await offer(ctx, worker, waiting.count);
    if (waiting.timer !== timer) return;
    waiting.timer = undefined;
    schedule(ctx, worker, waiting);
  }, OFFER_MS);
  waiting.timer = timer;
}

function stop(waiting: WaitingJobs): void {
  clearTimeout(waiting.timer);
  waiting.timer = undefined;
}

async function offer(ctx: Context, { id: workerId }: Worker, count: number): Promise<void> {
  await queries.offerGenerations.run({ workerId, count }, ctx.db).then(
    ([row]) => {
      const offered = row?.offered ?? 0;
      if (offered > 0) ctx.log.info("generations_offered", { offered });
    },
    (cause: unknown) => ctx.log.debug("generations_not_offered", { cause }),
  );
}
