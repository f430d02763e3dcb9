/** Delays the starts of queued generations while requests that wait run generations in the same process. */
interface QueueThrottle {
  /** Waits until a queued generation may start, in order. Resolves at once when `ended` aborts. */
  pass(ended: AbortSignal): Promise<void>;
  /** Whether a queued generation may start without a delay. */
  mayPass(): boolean;
  /** Records that a generation of a request that waits has started or ended. */
  recordActivity(): void;
  /** Lets the one that waits longest pass. */
  admitNext(): void;
  /** Whether a start is being delayed. */
  isDelaying(): boolean;
}

interface ThrottleTimes {
  /** How long after such a start or end others are delayed. */
  quietMs: number;
  /** One of the delayed starts passes in this time, however many requests there are. */
  intervalMs: number;
  /** The same while the process is busy. At least `intervalMs`. */
  busyIntervalMs: number;
}

// Share of a processor. Waiting for providers needs less, however many requests wait.
const BUSY_SHARE = 0.3;

/** Creates a throttle. It delays nothing while there are no requests that wait. */
export function createQueueThrottle(times: ThrottleTimes): QueueThrottle {
  const { quietMs, intervalMs, busyIntervalMs } = times;
  const waiting = new Set<() => void>();
  let activeAt = -Infinity;
  let admittedAt = -Infinity;
  let checkedAt = -Infinity;
  let timer: Timer | undefined;

  const readShare = createShareReader();
  const isQuiet = () => performance.now() - activeAt >= quietMs;
  const mayPass = () => waiting.size === 0 && isQuiet();

  function schedule(): void {
    if (waiting.size === 0 || timer !== undefined) return;
    const dueAt = Math.min(activeAt + quietMs, Math.max(admittedAt, checkedAt) + intervalMs);
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
    const isBusy = readShare() > BUSY_SHARE;
    if (!isBusy || checkedAt - admittedAt >= busyIntervalMs) admitNext();
  }

  function admitNext(): void {
    const [admit] = waiting;
    admit?.();
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
    recordActivity: () => void (activeAt = performance.now()),
    admitNext,
    isDelaying: () => waiting.size > 0,
  };
}

/** Returns a function that reads the share of a processor that this process has used since its last call. */
function createShareReader(): () => number {
  let at = performance.now();
  let used = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(used);
    const elapsedMs = performance.now() - at;
    at += elapsedMs;
    used = process.cpuUsage();
    return (user + system) / 1000 / elapsedMs;
  };
}
