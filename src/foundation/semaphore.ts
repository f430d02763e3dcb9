import { AppError } from "./errors.ts";

/** Runs a task when a slot is free. Throws `unavailable` if too many tasks wait already. */
type RunLimited = <T>(work: () => Promise<T>) => Promise<T>;

/** Limits how many tasks run at the same time and how many wait, for work that needs much CPU or memory. */
export function createSemaphore(limits: {
  atOnce: number;
  waiting: number;
  refusal: string;
}): RunLimited {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running < limits.atOnce) running++;
    else if (waiting.length < limits.waiting)
      await new Promise<void>((start) => waiting.push(start));
    else throw new AppError("unavailable", limits.refusal, { details: { retryAfterSeconds: 3 } });
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
