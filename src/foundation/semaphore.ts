import { AppError } from "./errors.ts";

/** Runs a task when a slot is free. Throws `unavailable` if too many tasks are queued. */
type RunLimited = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Limits how many tasks run at the same time, for work that needs much CPU or memory. Further tasks wait in
 * order.
 *
 * @param limits.maxQueued tasks that may wait; one more throws `unavailable` with `limits.message`
 */
export function createSemaphore(limits: {
  maxConcurrent: number;
  maxQueued: number;
  message: string;
}): RunLimited {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (running < limits.maxConcurrent) running++;
    else if (queue.length < limits.maxQueued) await new Promise<void>((start) => queue.push(start));
    else throw new AppError("unavailable", limits.message, { details: { retryAfterSeconds: 3 } });
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
