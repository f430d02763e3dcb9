import { toUnavailable } from "../foundation/errors.ts";
import { DEADLINES } from "./db.ts";
import { noAnswer } from "./outage.ts";

/** An item of a statement that serves several requests. */
interface Item {
  /** When its request must be answered, in ms of `performance.now`. */
  deadline: number;
  reject(cause: unknown): void;
}

/**
 * Rejects each item with `unavailable` at its own deadline, until the result is disposed. Their statement
 * can then run for its full time: a request with little time left does not fail the others.
 */
export function rejectAtDeadlines(items: Item[]): Disposable {
  const now = performance.now();
  // The others get the result of the statement, or its timeout, before.
  const early = items.filter(({ deadline }) => deadline - now < DEADLINES.poolMs);
  const timers = early.map(({ deadline, reject }) => {
    const leftMs = deadline - now;
    return setTimeout(() => reject(toUnavailable(noAnswer("a statement", leftMs))), leftMs);
  });
  return { [Symbol.dispose]: () => timers.forEach((timer) => clearTimeout(timer)) };
}
