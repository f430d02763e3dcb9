import { type TaskContext, pause } from "./task-context.ts";

/** Somebody who waits to look at a task, and is called sooner where the API has called. */
export interface CallbackWaiter {
  /** Waits so long, or until a call. False where the attempt ended meanwhile. */
  pause(ms: number): Promise<boolean>;
  stop(): void;
}

// However often it is called about, a task is not looked at more often than this.
const LEAST_PAUSE_MS = 1_000;

/** Listens for calls about a task. One that comes between two pauses cuts the next one short. */
export function waitForCallback({ options, signal }: TaskContext, taskId: string): CallbackWaiter {
  const done = new AbortController();
  let called = new AbortController();

  async function hear(heard: (taskId: string, signal: AbortSignal) => Promise<void>) {
    const ends = AbortSignal.any([signal, done.signal]);
    for (;;) {
      await heard(taskId, ends);
      called.abort();
    }
  }

  // Ends with the attempt, or with this ear: there is no other end.
  if (options.callbacks) hear(options.callbacks.heard).catch(() => undefined);
  return {
    async pause(ms) {
      const leastMs = Math.min(ms, LEAST_PAUSE_MS);
      if (!(await pause(leastMs, signal))) return false;
      await pause(ms - leastMs, AbortSignal.any([signal, called.signal]));
      called = new AbortController();
      return !signal.aborted;
    },
    stop: () => done.abort(),
  };
}
