/** Limits how many generations run in a process at the same time. */
export interface RunSlots {
  /** Waits for a free slot, in order. Used by jobs of the queue. */
  acquire(): Promise<Disposable>;
  /** Returns a free slot, or undefined if there is none or a job waits for one. */
  tryAcquire(): Disposable | undefined;
}

/** Creates `count` slots. A freed slot is passed to the job that waits longest. */
export function createRunSlots(count: number): RunSlots {
  const waiting: ((slot: Disposable) => void)[] = [];
  let taken = 0;

  function createSlot(): Disposable {
    let isTaken = true;
    return {
      [Symbol.dispose]() {
        if (!isTaken) return;
        isTaken = false;
        const next = waiting.shift();
        if (next !== undefined) return next(createSlot());
        taken--;
      },
    };
  }
  function tryAcquire(): Disposable | undefined {
    if (taken >= count) return undefined;
    taken++;
    return createSlot();
  }
  return {
    acquire: async () => tryAcquire() ?? new Promise((resolve) => waiting.push(resolve)),
    tryAcquire,
  };
}
