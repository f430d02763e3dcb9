import { AppError } from "../foundation/errors.ts";

// A waiting client costs a socket and a little memory; no key needs more, and a process bears these.
const MOST_OF_A_KEY = 200;
const MOST_OF_ALL = 4000;

const taken = new Map<string, number>();
let takenOfAll = 0;

/**
 * Takes a place among the clients that wait in this process; call the answer to leave it. Throws
 * `concurrency_limited` where a key has too many, `unavailable` where everybody together has.
 */
export function acquireWaitSlot(keyId: string): () => void {
  const own = taken.get(keyId) ?? 0;
  if (own >= MOST_OF_A_KEY) throw tooMany("concurrency_limited", "The key has");
  if (takenOfAll >= MOST_OF_ALL) throw tooMany("unavailable", "The server has");
  taken.set(keyId, own + 1);
  takenOfAll++;
  let isTaken = true;
  return () => {
    if (!isTaken) return;
    isTaken = false;
    takenOfAll--;
    const others = (taken.get(keyId) ?? 1) - 1;
    if (others === 0) taken.delete(keyId);
    else taken.set(keyId, others);
  };
}

function tooMany(code: "concurrency_limited" | "unavailable", who: string): AppError {
  const message = `${who} as many requests waiting as it may: let some of them end first.`;
  return new AppError(code, message, { details: { retryAfterSeconds: 2 } });
}
