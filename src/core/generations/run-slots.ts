import { createQueueThrottle } from "./queue-throttle.ts";

/**
 * Limits how many generations run in a process at the same time. While requests that wait run theirs, few
 * queued ones start, because both use the same processor.
 */
export interface RunSlots {
  /** Waits until a queued generation may start, and for a free slot, in order. */
  acquire(job: QueuedStart): Promise<Disposable>;
  /**
   * Returns a free slot for a request, or undefined if there is none or a job waits for one.
   * `isAwaited`: the client waits for the result.
   */
  tryAcquire(isAwaited: boolean): Disposable | undefined;
  /** Lets a delayed job start, because a generation was queued whose client waits. */
  admitJob(): void;
}

/** A job that is about to start a generation. */
interface QueuedStart {
  /** Whether it was added for a client that waits. It is not delayed. */
  isAwaited: boolean;
  /** Ends the delay when the worker stops. */
  ended: AbortSignal;
}

/** How long requests delay queued generations. Tests change the times. */
interface SlotOptions {
  quietMs?: number;
  intervalMs?: number;
}

// Requests that follow each other without a pause are less far apart.
const QUIET_MS = 250;
// With an interval of `SLOT_MS / count`, all slots are used if a call takes at least this long.
const SLOT_MS = 2_000;
const MAX_INTERVAL_MS = 1_000;

/** Creates `count` slots. A freed slot is passed to the job that waits longest. */
export function createRunSlots(count: number, options: SlotOptions = {}): RunSlots {
  const { quietMs = QUIET_MS, intervalMs = Math.min(MAX_INTERVAL_MS, SLOT_MS / count) } = options;
  const throttle = createQueueThrottle({ quietMs, intervalMs });
  const waiting: ((slot: Disposable) => void)[] = [];
  let taken = 0;

  function createSlot(onFreed?: () => void): Disposable {
    let isTaken = true;
    return {
      [Symbol.dispose]() {
        if (!isTaken) return;
        isTaken = false;
        onFreed?.();
        const next = waiting.shift();
        if (next !== undefined) return next(createSlot());
        taken--;
      },
    };
  }
  function take(onFreed?: () => void): Disposable | undefined {
    if (taken >= count) return undefined;
    taken++;
    return createSlot(onFreed);
  }
  return {
    async acquire({ isAwaited, ended }) {
      if (!isAwaited) await throttle.pass(ended);
      return take() ?? new Promise((resolve) => waiting.push(resolve));
    },
    tryAcquire(isAwaited) {
      if (!isAwaited) return throttle.isDelaying() ? undefined : take();
      throttle.recordActivity();
      return take(throttle.recordActivity);
    },
    admitJob: throttle.admitNext,
  };
}
