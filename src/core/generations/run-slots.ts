import { createQueueThrottle } from "./queue-throttle.ts";

/**
 * Limits how many generations run in a process at the same time. While requests wait for their generations,
 * few queued ones start, because both use the same processor.
 */
export interface RunSlots {
  count: number;
  /**
   * Waits until a queued generation may start, and for a free slot, in order. Returns undefined if its
   * worker stops before.
   */
  acquire(job: QueuedStart): Promise<RunSlot | undefined>;
  /**
   * Returns a free slot for a request, or undefined if there is none. `isAwaited`: the client waits for the
   * result. Other requests also get none while a queued generation is delayed.
   */
  tryAcquire(isAwaited: boolean): RunSlot | undefined;
  /**
   * Lets a delayed job start, or the next one if none is delayed, because a generation was queued whose
   * client waits.
   */
  admitJob(): void;
  /** Records that a client waits for a queued generation, until the result is disposed. */
  recordWait(): Disposable;
  /**
   * Returns whether a job may keep its slot for another queued generation: none is delayed, and no other job
   * waits for a slot.
   */
  mayKeep(): boolean;
  /** Returns how many slots are taken and assigned, by provider. */
  assigned(): ReadonlyMap<string, number>;
  /** Returns how many slots are taken and not assigned. */
  unassigned(): number;
  /**
   * Resolves when the slot of a request becomes free, a generation is queued whose client waits, or `ended`
   * aborts.
   */
  change(ended: AbortSignal): Promise<void>;
}

/** A taken slot, until it is disposed. */
export interface RunSlot extends Disposable {
  /** Sets the provider that the generation in this slot uses. Undefined: it is not known yet. */
  assign(provider: string | undefined): void;
}

/** A job that is about to start a generation. */
interface QueuedStart {
  /** Whether a client waits for the generation, which is then not delayed. */
  isAwaited: boolean;
  /** Ends the wait when the worker stops. */
  ended: AbortSignal;
}

/** Options of the throttle; see `ThrottleOptions`. Only tests set the others. */
interface SlotOptions {
  slowStartMs?: number | undefined;
  quietMs?: number;
  intervalMs?: number;
  /** Whether the process needs much of a processor. Default: measured. */
  isBusy?: () => boolean;
}

// Longer than the time between requests that follow each other without a pause.
const QUIET_MS = 250;
// With an interval of `SLOT_MS / total`, all slots are used if a call takes at least this long.
const SLOT_MS = 2_000;
const MAX_INTERVAL_MS = 1_000;

/** Creates `total` slots. A freed slot is passed to the job that waits longest. */
export function createRunSlots(total: number, options: SlotOptions = {}): RunSlots {
  const { quietMs = QUIET_MS, intervalMs = Math.min(MAX_INTERVAL_MS, SLOT_MS / total) } = options;
  const busyIntervalMs = Math.max(intervalMs, MAX_INTERVAL_MS);
  const { isBusy, slowStartMs = 0 } = options;
  const times = { quietMs, intervalMs, busyIntervalMs, slowStartMs };
  const throttle = createQueueThrottle({ ...times, isBusy });
  const waiting = new Set<(slot: RunSlot) => void>();
  const assigned = new Map<string, number>();
  const changes = createChanges();
  let taken = 0;

  function count(provider: string | undefined, difference: 1 | -1): void {
    if (provider === undefined) return;
    assigned.set(provider, (assigned.get(provider) ?? 0) + difference);
  }
  function createSlot(onFreed?: () => void): RunSlot {
    let isTaken = true;
    let provider: string | undefined;
    return {
      assign(name) {
        if (!isTaken) return;
        count(provider, -1);
        count(name, 1);
        provider = name;
      },
      [Symbol.dispose]() {
        if (!isTaken) return;
        isTaken = false;
        count(provider, -1);
        onFreed?.();
        const [next] = waiting;
        if (next === undefined) taken--;
        else next(createSlot());
      },
    };
  }
  function take(onFreed?: () => void): RunSlot | undefined {
    if (taken >= total) return undefined;
    taken++;
    return createSlot(onFreed);
  }
  function waitForSlot(ended: AbortSignal): Promise<RunSlot | undefined> {
    const { promise, resolve } = Promise.withResolvers<RunSlot | undefined>();
    const end = (slot?: RunSlot) => {
      waiting.delete(end);
      ended.removeEventListener("abort", giveUp);
      resolve(slot);
    };
    const giveUp = () => end();
    waiting.add(end);
    ended.addEventListener("abort", giveUp);
    return promise;
  }
  return {
    count: total,
    async acquire({ isAwaited, ended }) {
      if (isAwaited) throttle.recordAwaitedStart();
      else await throttle.pass(ended);
      return ended.aborted ? undefined : (take() ?? waitForSlot(ended));
    },
    tryAcquire(isAwaited) {
      if (!isAwaited) return throttle.isDelaying() ? undefined : take(changes.announce);
      const slot = take(() => {
        throttle.recordWaitEnd();
        changes.announce();
      });
      if (slot !== undefined) throttle.recordWaitStart();
      return slot;
    },
    admitJob() {
      throttle.admitAwaited();
      changes.announce();
    },
    recordWait() {
      throttle.recordWaitStart();
      return { [Symbol.dispose]: throttle.recordWaitEnd };
    },
    mayKeep: () => waiting.size === 0 && throttle.mayPass(),
    assigned: () => assigned,
    unassigned: () => [...assigned.values()].reduce((left, each) => left - each, taken),
    change: changes.next,
  };
}

/** Announces changes to those that wait for one. */
function createChanges() {
  const listeners = new Set<() => void>();
  return {
    announce(): void {
      for (const listener of listeners) listener();
    },
    /** Resolves at the next change, or when `ended` aborts. */
    next(ended: AbortSignal): Promise<void> {
      const { promise, resolve } = Promise.withResolvers<void>();
      const end = () => {
        listeners.delete(end);
        ended.removeEventListener("abort", end);
        resolve();
      };
      listeners.add(end);
      if (ended.aborted) end();
      else ended.addEventListener("abort", end);
      return promise;
    },
  };
}
