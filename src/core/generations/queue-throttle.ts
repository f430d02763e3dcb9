/** Delays the starts of queued generations while requests that wait run generations in the same process. */
interface QueueThrottle {
  /** Waits until a queued generation may start, in order. Resolves at once when `ended` aborts. */
  pass(ended: AbortSignal): Promise<void>;
  /** Whether a queued generation may start without a delay. */
  mayPass(): boolean;
  /** Records that a generation of a request that waits has started. */
  recordStart(): void;
  /** Records that a generation of a request that waits has ended. */
  recordEnd(): void;
  /** Lets the delayed start that waits longest pass. */
  admitNext(): void;
  /** Whether a start is being delayed. */
  isDelaying(): boolean;
}

interface ThrottleOptions {
  /**
   * How long queued generations are delayed after a generation of a request that waits has started or ended.
   * While the process is busy, they are also delayed as long as one runs.
   */
  quietMs: number;
  /** While requests follow each other, one of the delayed starts passes in each such time. */
  intervalMs: number;
  /** The same while the process is busy. At least `intervalMs`. */
  busyIntervalMs: number;
  /** Whether the process needs much of a processor. Default: measured. */
  isBusy?: (() => boolean) | undefined;
}

// Share of one processor above which the process is busy. Waiting for providers takes less, however many
// requests wait.
const BUSY_SHARE = 0.3;
// The share is measured over at least this time, because that of a shorter one says little.
const MEASURED_MS = 100;

/** Creates a throttle. It delays nothing while there are no requests that wait. */
export function createQueueThrottle(options: ThrottleOptions): QueueThrottle {
  const { quietMs, intervalMs, busyIntervalMs, isBusy = createBusyCheck() } = options;
  const waiting = new Set<() => void>();
  let running = 0;
  let activeAt = -Infinity;
  let admittedAt = -Infinity;
  let checkedAt = -Infinity;
  let timer: Timer | undefined;

  const isQuiet = () => performance.now() - activeAt >= quietMs && (running === 0 || !isBusy());
  const mayPass = () => waiting.size === 0 && isQuiet();

  function schedule(): void {
    if (waiting.size === 0 || timer !== undefined) return;
    const quietAt = running === 0 ? activeAt + quietMs : Infinity;
    const dueAt = Math.min(quietAt, Math.max(admittedAt, checkedAt) + intervalMs);
    timer = setTimeout(admitDue, Math.max(0, dueAt - performance.now()));
  }

  function admitDue(): void {
    timer = undefined;
    if (isQuiet()) for (const admit of waiting) admit();
    else if (performance.now() - admittedAt >= intervalMs) admitUnlessBusy();
    schedule();
  }

  function admitUnlessBusy(): void {
    checkedAt = performance.now();
    if (!isBusy() || checkedAt - admittedAt >= busyIntervalMs) admitNext();
  }

  function admitNext(): void {
    const [admit] = waiting;
    admit?.();
  }

  function recordStart(): void {
    running++;
    activeAt = performance.now();
  }

  function recordEnd(): void {
    running--;
    activeAt = performance.now();
    if (running > 0) return;
    clearTimeout(timer);
    timer = undefined;
    schedule();
  }

  async function pass(ended: AbortSignal): Promise<void> {
    if (ended.aborted || mayPass()) {
      admittedAt = performance.now();
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const admit = () => {
      waiting.delete(admit);
      admittedAt = performance.now();
      resolve();
    };
    waiting.add(admit);
    ended.addEventListener("abort", admit, { once: true });
    schedule();
    await promise;
    ended.removeEventListener("abort", admit);
  }

  return {
    pass,
    mayPass,
    recordStart,
    recordEnd,
    admitNext,
    isDelaying: () => waiting.size > 0,
  };
}

/** Returns a function that returns whether this process has lately used much of a processor. */
function createBusyCheck(): () => boolean {
  let at = performance.now();
  let used = process.cpuUsage();
  let isBusy = false;
  return () => {
    const elapsedMs = performance.now() - at;
    if (elapsedMs < MEASURED_MS) return isBusy;
    const { user, system } = process.cpuUsage(used);
    isBusy = (user + system) / 1000 / elapsedMs > BUSY_SHARE;
    at += elapsedMs;
    used = process.cpuUsage();
    return isBusy;
  };
}
