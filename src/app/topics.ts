import type { Db } from "../database/db.ts";

/** Publishes and awaits events per id, across processes, through LISTEN and NOTIFY. */
export interface Topic {
  /**
   * Resolves when the id is published, or after about two seconds, because a notification can be lost: the
   * caller reads the state again in both cases. Rejects when the signal aborts.
   */
  next(id: string, signal: AbortSignal): Promise<void>;
  /** Wakes the waiting callers of this process, without waiting for the notification. */
  publish(id: string): void;
}

/** The longest wait for a notification, randomized so that concurrent waiters do not poll together. */
const POLL_MS = { shortest: 1_500, longest: 2_500 };

/**
 * Opens a topic over a channel whose payloads are ids. Subscribes at the first wait, so a process without
 * waits opens no connection. With `polls: false` a wait ends only with a notification, for callers that
 * poll by other means.
 */
export function openTopic(db: Db, channel: string, { polls = true } = {}): Topic {
  const waiting = new Map<string, Set<() => void>>();
  let unlisten: (() => void) | undefined;

  const wake = (id: string) => {
    for (const resolve of waiting.get(id) ?? []) resolve();
  };
  const onNotify = (id: string | undefined) =>
    id === undefined ? [...waiting.keys()].forEach(wake) : wake(id);

  function next(id: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const others = waiting.get(id) ?? new Set();
      waiting.set(id, others.add(done));
      signal.addEventListener("abort", onAbort, { once: true });
      const timer = polls ? setTimeout(done, pollMs()) : undefined;
      // The callback can be called at once; this wait is already in the map.
      unlisten ??= db.listen(channel, onNotify);

      function done() {
        cleanUp();
        resolve();
      }
      function onAbort() {
        cleanUp();
        reject(signal.reason);
      }
      function cleanUp() {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        others.delete(done);
        if (others.size === 0 && waiting.get(id) === others) waiting.delete(id);
      }
    });
  }

  return { next, publish: wake };
}

function pollMs(): number {
  const { shortest, longest } = POLL_MS;
  return shortest + Math.random() * (longest - shortest);
}
