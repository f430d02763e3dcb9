/** Delays the starts of queued generations while requests of the same process wait for theirs. */
interface QueueThrottle {
  /** Waits until a queued generation may start, in order. Resolves at once when `ended` aborts. */
  pass(ended: AbortSignal): Promise<void>;
  /** Whether a queued generation may start without a delay. */
  mayPass(): boolean;
  /** Records that a request waits for its generation. */
  recordWaitStart(): void;
  /** Records that a request has stopped waiting. */
  recordWaitEnd(): void;
  /**
   * Lets a start pass for a queued generation whose client waits: the delayed one that waits longest, or the
   * next one if none is delayed. It does not delay the others.
   */
  admitAwaited(): void;
  /** Records that such a generation starts without `pass`. */
  recordAwaitedStart(): void;
  /** Whether a start is being delayed. */
  isDelaying(): boolean;
}

interface ThrottleOptions {
  /**
   * How long queued generations are delayed after a request has started or stopped waiting. While the
   * process is busy, they are also delayed as long as one waits.
   */
  quietMs: number;
  /** While requests follow each other, one of the delayed starts passes in each such time. */
  intervalMs: number;
  /** The same while the process is busy. At least `intervalMs`. */
  busyIntervalMs: number;
  /** How long after its creation the throttle delays queued generations even without requests. */
  slowStartMs: number;
  /** Whether the process needs much of a processor. Default: measured. */
  isBusy?: (() => boolean) | undefined;
}

// Share of one processor above which the process is busy. Waiting for providers takes less, however many
// requests wait.
const BUSY_SHARE = 0.3;
// The share is measured over at least this time, because that of a shorter one says little.
const MEASURED_MS = 100;

/** Creates a throttle. After a slow start it delays nothing while there are no requests that wait. */
export function createQueueThrottle(options: ThrottleOptions): QueueThrottle {
  const { quietMs, intervalMs, busyIntervalMs, isBusy = createBusyCheck() } = options;
  const slowUntil = performance.now() + options.slowStartMs;
  /** The delayed starts, in order. */
  const delayed = new Set<() => void>();
  /** How many requests wait for their generations. */
  let waits = 0;
  /** How many of the next starts pass for clients that wait. */
  let admissions = 0;
  let activeAt = -Infinity;
  let admittedAt = -Infinity;
  let checkedAt = -Infinity;
  let timer: Timer | undefined;

  const quietAt = () => Math.max(activeAt + quietMs, slowUntil);
  const isQuiet = () => performance.now() >= quietAt() && (waits === 0 || !isBusy());
  const mayPass = () => delayed.size === 0 && isQuiet();

  function schedule(): void {
    if (delayed.size === 0 || timer !== undefined) return;
    const endsAt = waits === 0 ? quietAt() : Infinity;
    const dueAt = Math.min(endsAt, Math.max(admittedAt, checkedAt) + intervalMs);
    timer = setTimeout(admitDue, Math.max(0, dueAt - performance.now()));
  }

  function admitDue(): void {
    timer = undefined;
    if (isQuiet()) while (delayed.size > 0) admitNext();
    else if (performance.now() - admittedAt >= intervalMs) admitUnlessBusy();
    schedule();
  }

  function admitUnlessBusy(): void {
    checkedAt = performance.now();
    if (!isBusy() || checkedAt - admittedAt >= busyIntervalMs) admitNext();
  }

  function admitNext(): void {
    admittedAt = performance.now();
    const [admit] = delayed;
    admit?.();
  }

  function admitAwaited(): void {
    const [admit] = delayed;
    if (admit === undefined) admissions++;
    else admit();
  }

  function recordAwaitedStart(): void {
    admissions = Math.max(0, admissions - 1);
  }

  function recordWaitStart(): void {
    waits++;
    activeAt = performance.now();
    // From now on, so that an idle time before the request does not count.
    isBusy();
  }

  function recordWaitEnd(): void {
    waits--;
    activeAt = performance.now();
    if (waits > 0) return;
    clearTimeout(timer);
    timer = undefined;
    schedule();
  }

  async function pass(ended: AbortSignal): Promise<void> {
    // Other processes may have started the generations of clients that no longer wait.
    admissions = Math.min(admissions, waits);
    if (admissions > 0) return recordAwaitedStart();
    if (ended.aborted || mayPass()) {
      admittedAt = performance.now();
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    const admit = () => {
      delayed.delete(admit);
      resolve();
    };
    delayed.add(admit);
    ended.addEventListener("abort", admit, { once: true });
    schedule();
    await promise;
    ended.removeEventListener("abort", admit);
  }

  return {
    pass,
    mayPass,
    recordWaitStart,
    recordWaitEnd,
    admitAwaited,
    recordAwaitedStart,
    isDelaying: () => delayed.size > 0,
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
