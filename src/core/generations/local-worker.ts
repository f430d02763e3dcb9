import type { Context } from "../../app/context.ts";
import type { WorkerStatus } from "../../app/worker-status.ts";
import type { Worker } from "./claim.ts";
import { isAwaited } from "./accept-parameters.ts";
import type { RunSlots } from "./run-slots.ts";

/** The worker of this process, for requests whose generations it can run without the queue. */
export interface LocalWorker {
  /** With the longer statement timeout of background work. */
  ctx: Context;
  worker: Worker;
  slots: RunSlots;
}

const workers = new WeakMap<WorkerStatus, LocalWorker>();

/** Lets requests of this process use a worker. Returns the function that ends this. */
export function registerLocalWorker(local: LocalWorker): () => void {
  const { workerStatus } = local.ctx;
  workers.set(workerStatus, local);
  return () => {
    if (workers.get(workerStatus) === local) workers.delete(workerStatus);
  };
}

/** Returns the worker of this process, unless it is paused, has failed or stops. */
export function findLocalWorker({ workerStatus }: Context): LocalWorker | undefined {
  const isReady = workerStatus.pauseReasons().length === 0 && !workerStatus.hasFailed();
  return isReady ? workers.get(workerStatus) : undefined;
}

/**
 * Records that a request waits, so that the worker of this process delays other queued generations until
 * the result is disposed. Undefined if the request does not wait, or no worker has to know.
 */
export function recordWait(ctx: Context, request: { waitMs?: number }): Disposable | undefined {
  return isAwaited(request) ? findLocalWorker(ctx)?.slots.recordWait() : undefined;
}
