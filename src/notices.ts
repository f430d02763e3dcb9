import type { Db, Listener } from "./db.ts";

/** Waiting for something to happen to an id, told by any process through the database. */
export interface Notices {
  /**
   * Resolves when the id is named, or when the channel was down and something may have been missed:
   * the caller looks again either way. Rejects when the signal aborts.
   */
  next(id: string, signal: AbortSignal): Promise<void>;
  /** Wakes those who wait in this process, before the database's own word of it arrives. */
  tell(id: string): void;
  stop(): Promise<void>;
}

/**
 * Hears a channel whose payloads are ids, from the first one who waits on: a process in which nobody
 * waits opens no connection, and one is enough for however many wait.
 */
export function openNotices(db: Db, channel: string): Notices {
  const waiting = new Map<string, Set<() => void>>();

  const wake = (id: string) => {
    for (const resolve of waiting.get(id) ?? []) resolve();
    waiting.delete(id);
  };
  const wakeAll = () => [...waiting.keys()].forEach(wake);
  let listening: Promise<Listener | undefined> | undefined;

  // Whoever waits already looks again once we hear: an end before that would be missed.
  function listen(): Promise<Listener | undefined> {
    const hear = (id: string | undefined) => (id === undefined ? wakeAll() : wake(id));
    const heard = db.listen(channel, hear).catch(() => (listening = undefined));
    return heard.finally(wakeAll);
  }

  function next(id: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const others = waiting.get(id) ?? new Set();
      waiting.set(id, others.add(done));
      signal.addEventListener("abort", giveUp, { once: true });
      listening ??= listen();

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

  return { next, tell: wake, stop: async () => (await listening)?.stop() };
}
