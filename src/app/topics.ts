import type { Db } from "../database/db.ts";

/** Waiting for an event of an id that any process may cause and announce through the database. */
export interface Topic {
  /**
   * Resolves when the id was announced, and otherwise after about two seconds, because an announcement
   * may be lost: the caller looks again either way. Rejects when the signal aborts.
   */
  next(id: string, signal: AbortSignal): Promise<void>;
  /** Wakes the waiting callers of this process, before the database announces the id. */
  tell(id: string): void;
}

/** How long a wait takes at most, spread so that callers that wait together do not look together. */
const POLL_MS = { shortest: 1_500, longest: 2_500 };

/**
 * Listens on a channel whose payloads are ids, from the first wait on: a process without waits opens no
 * connection. Without `polls` a wait ends with an announcement only, for callers that look on their own.
 */
export function openTopic(db: Db, channel: string, { polls = true } = {}): Topic {
  const waiting = new Map<string, Set<() => void>>();
  let unlisten: (() => void) | undefined;

  const wake = (id: string) => {
    for (const resolve of waiting.get(id) ?? []) resolve();
  };
  const hear = (id: string | undefined) =>
    id === undefined ? [...waiting.keys()].forEach(wake) : wake(id);

  function next(id: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const others = waiting.get(id) ?? new Set();
      waiting.set(id, others.add(done));
      signal.addEventListener("abort", giveUp, { once: true });
      const timer = polls ? setTimeout(done, pollMs()) : undefined;
      // The callback may come at once: this wait is in the map by then.
      unlisten ??= db.listen(channel, hear);

      function done() {
        leave();
        resolve();
      }
      function giveUp() {
        leave();
        reject(signal.reason);
      }
      function leave() {
        clearTimeout(timer);
        signal.removeEventListener("abort", giveUp);
        others.delete(done);
        if (others.size === 0 && waiting.get(id) === others) waiting.delete(id);
      }
    });
  }

  return { next, tell: wake };
}

function pollMs(): number {
  const { shortest, longest } = POLL_MS;
  return shortest + Math.random() * (longest - shortest);
}
