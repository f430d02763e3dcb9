import type { Log } from "../foundation/log.ts";
import type { Metrics } from "./metrics.ts";

/** Why a worker takes no new generations, although it could run more. */
export type PauseReason = "storage" | "disk" | "provider_limit" | "circuit_open";

/**
 * The condition of the worker in this process, reported in the log, in /metrics and in /readyz. Any
 * code that runs generations may pause it. In a process without a worker nothing follows from a pause.
 */
export interface WorkerStatus {
  /**
   * Stops taking new generations until `resume` is called with the same reason; running generations
   * go on. A reason that is in force already is not logged again.
   */
  pause(reason: PauseReason, cause?: unknown): void;
  /** Ends the pause for one reason. New generations are taken once no reason is left. */
  resume(reason: PauseReason): void;
  /** The reasons that are in force, in the order in which they began. Empty: not paused. */
  pauseReasons(): PauseReason[];
  /** Calls back after each change of `pauseReasons()`, until the returned function is called. */
  onChange(listener: () => void): () => void;
  /** Records that the worker has given up: it runs nothing until `recover`. */
  fail(cause: unknown): void;
  /** Records that a worker runs again after `fail`. */
  recover(): void;
  hasFailed(): boolean;
}

/** Creates the status of a process: not paused and not failed. */
export function createWorkerStatus(log: Log, metrics: Metrics): WorkerStatus {
  const reasons = new Set<PauseReason>();
  const listeners = new Set<() => void>();
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
