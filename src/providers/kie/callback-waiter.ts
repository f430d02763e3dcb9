import { pause } from "../../foundation/backoff.ts";
import type { TaskContext } from "./task-context.ts";

/** Waits between two polls of a task. A callback about the task shortens the wait. */
export interface CallbackWaiter {
  /** Waits for `ms`, or until a callback. Returns false if the attempt has ended. */
  pause(ms: number): Promise<boolean>;
  stop(): void;
}

// The minimum time between two polls of a task, with any number of callbacks.
const MIN_PAUSE_MS = 1_000;

/** Subscribes to callbacks about a task. A callback between two pauses shortens the next pause. */
export function waitForCallback({ options, signal }: TaskContext, taskId: string): CallbackWaiter {
  const done = new AbortController();
  let called = new AbortController();

  async function listen(heard: (taskId: string, signal: AbortSignal) => Promise<void>) {
    const stopped = AbortSignal.any([signal, done.signal]);
    for (;;) {
      await heard(taskId, stopped);
      called.abort();
    }
  }

  // Rejects when the attempt ends or `stop` is called.
  if (options.callbacks) listen(options.callbacks.heard).catch(() => undefined);
  return {
    async pause(ms) {
      const minMs = Math.min(ms, MIN_PAUSE_MS);
      if (!(await pause(minMs, signal))) return false;
      await pause(ms - minMs, AbortSignal.any([signal, called.signal]));
      called = new AbortController();
      return !signal.aborted;
    },
    stop: () => done.abort(),
  };
}
