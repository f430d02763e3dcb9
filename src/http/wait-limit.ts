import { AppError } from "../foundation/errors.ts";

// A waiting request takes a socket and some memory.
const MAX_WAITING_PER_CALLER = 200;
const MAX_WAITING = 4000;

const taken = new Map<string, number>();
let takenTotal = 0;

/**
 * Counts a request that waits in this process for a generation. `callerId` is that of the API key or, for an
 * event stream, of the account. Returns a function that releases the slot. Throws `concurrency_limited` if
 * the caller has too many waiting requests, and `unavailable` if the process has.
 */
export function acquireWaitSlot(callerId: string): () => void {
  const own = taken.get(callerId) ?? 0;
  if (own >= MAX_WAITING_PER_CALLER) {
    const message = `The limit of ${MAX_WAITING_PER_CALLER} waiting requests is reached.`;
    throw createLimitError("concurrency_limited", message);
  }
  if (takenTotal >= MAX_WAITING) {
    throw createLimitError("unavailable", "The server has reached its limit of waiting requests.");
  }
  taken.set(callerId, own + 1);
  takenTotal++;
  let isTaken = true;
  return () => {
    if (!isTaken) return;
    isTaken = false;
    takenTotal--;
    const others = (taken.get(callerId) ?? 1) - 1;
    if (others === 0) taken.delete(callerId);
    else taken.set(callerId, others);
  };
}

function createLimitError(code: "concurrency_limited" | "unavailable", message: string): AppError {
  const text = `${message} Retry when some of them have finished.`;
  return new AppError(code, text, { details: { retryAfterSeconds: 2 } });
}
