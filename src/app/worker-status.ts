import type { Log } from "../foundation/log.ts";
import type { Metrics } from "./metrics.ts";

/**
 * Why a worker takes no new generations although it has free slots. `operator`: the process was started with
 * --paused, runs no jobs at all and accepts no generations.
 */
type PauseReason = "storage" | "disk" | "provider_limit" | "circuit_open" | "operator";

/**
 * The condition of the worker in this process, reported in the log, in /metrics and in /readyz. Any code
 * that runs generations can pause it. In a process without a worker a pause has no effect.
 */
export interface WorkerStatus {
  /**
   * Stops taking new generations until `resume` is called with the same reason. Running generations
   * continue. A reason that is already active is not logged again.
   */
  pause(reason: PauseReason, cause?: unknown): void;
  /** Ends the pause for one reason. The worker takes new generations when no reason is left. */
  resume(reason: PauseReason): void;
  /** The active reasons, oldest first. Empty if the worker is not paused. */
  pauseReasons(): PauseReason[];
  /** Calls `listener` after each change of `pauseReasons()`. Returns the function that unsubscribes. */
  onChange(listener: () => void): () => void;
  /**
   * Records that the worker is starting, until the result is disposed. The process is not ready before: its
   * first requests would wait for jobs instead of running directly.
   */
  start(): Disposable;
  isStarting(): boolean;
  /** Records that the worker has stopped after an error. It runs nothing until `recover`. */
  fail(cause: unknown): void;
  /** Records that a worker runs again after `fail`. */
  recover(): void;
  hasFailed(): boolean;
}

/** Creates the status of a process: not paused, not failed. */
export function createWorkerStatus(log: Log, metrics: Metrics): WorkerStatus {
  const reasons = new Set<PauseReason>();
  const listeners = new Set<() => void>();
  let starting = false;
  let failed = false;

  function changed(): void {
    metrics.workerChanged({ pauseReasons: [...reasons], failed });
    for (const listener of listeners) listener();
  }
  return {
    pause(reason, cause) {
      if (reasons.has(reason)) return;
      reasons.add(reason);
      log.warn("worker_paused", { reason, cause });
      changed();
    },
    resume(reason) {
      if (!reasons.delete(reason)) return;
      log.info("worker_resumed", { reason, remaining: [...reasons] });
      changed();
    },
    pauseReasons: () => [...reasons],
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start() {
      starting = true;
      return { [Symbol.dispose]: () => void (starting = false) };
    },
    isStarting: () => starting,
    fail(cause) {
      failed = true;
      log.error("worker_failed", { cause });
      changed();
    },
    recover() {
      failed = false;
      log.info("worker_recovered");
      changed();
    },
    hasFailed: () => failed,
  };
}
