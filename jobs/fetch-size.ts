import type { EventEmitter } from "node:events";

// A pool that gets as many jobs as it asks for asks again without a pause. One job is often all there is.
const LEAST_JOBS = 2;

/** What is used of graphile-worker's local queue. Its class declares these members as private. */
interface LocalQueue {
  /** The slots that wait for a job. */
  workerQueue: unknown[];
  /** How many jobs a query asks for, read before and after each query. */
  getJobBatchSize: number;
}

/**
 * Makes the local queue of a pool ask for as many jobs as slots wait for one, at least two. A fixed size
 * that fills all slots would take jobs from other workers when few slots are free, and a small one would
 * need a query for every few jobs. graphile-worker 0.18.0 has only a fixed size, which it sets before it
 * emits "localQueue:init".
 */
export function fetchForFreeSlots(events: EventEmitter): void {
  let asked = LEAST_JOBS;
  let isAnswered = false;
  // Emitted between the two reads of a query.
  events.on("localQueue:getJobs:complete", () => {
    isAnswered = true;
  });
  events.on("localQueue:init", ({ localQueue }: { localQueue: LocalQueue }) => {
    Object.defineProperty(localQueue, "getJobBatchSize", {
      get() {
        if (!isAnswered) asked = Math.max(LEAST_JOBS, localQueue.workerQueue.length);
        isAnswered = false;
        return asked;
      },
    });
  });
}
