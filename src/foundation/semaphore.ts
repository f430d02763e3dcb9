import { AppError } from "./errors.ts";

/** Runs work when its turn has come. Throws `unavailable` where too many wait already. */
export type RunLimited = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets few work at once and few wait, for what uses up cores and memory of the whole process. */
export function createSemaphore(limits: {
  atOnce: number;
  waiting: number;
  refusal: string;
}): RunLimited {
  let underWay = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (underWay < limits.atOnce) underWay++;
    else if (waiting.length < limits.waiting) await new Promise<void>((turn) => waiting.push(turn));
    else throw new AppError("unavailable", limits.refusal, { details: { retryAfterSeconds: 3 } });
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) underWay--;
      else next();
    }
  };
}
