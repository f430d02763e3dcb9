import type { Db } from "./db.ts";

/** Waiting for something to happen to an id, told by any process through the database. */
export interface Notices {
  /**
   * Resolves when the id is named, or when the channel was down and something may have been missed:
   * the caller looks again either way. Rejects when the signal aborts.
   */
  next(id: string, signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

/** Listens on a channel whose payloads are ids. One connection, however many wait. */
export async function openNotices(db: Db, channel: string): Promise<Notices> {
  const waiting = new Map<string, Set<() => void>>();

  const wake = (id: string) => {
    for (const resolve of waiting.get(id) ?? []) resolve();
    waiting.delete(id);
  };
  const listener = await db.listen(channel, (id) => {
    for (const each of id === undefined ? [...waiting.keys()] : [id]) wake(each);
  });

  function next(id: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const others = waiting.get(id) ?? new Set();
      waiting.set(id, others.add(done));
      signal.addEventListener("abort", giveUp, { once: true });

      function done() {
        signal.removeEventListener("abort", giveUp);
        resolve();
      }
      function giveUp() {
        others.delete(done);
        if (others.size === 0 && waiting.get(id) === others) waiting.delete(id);
        reject(signal.reason);
      }
    });
  }

  return { next, stop: () => listener.stop() };
}
