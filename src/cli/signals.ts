// Beyond DRAIN_SECONDS: for replies under way and the last statements.
const FORCED_END_MS = 30_000;
// After an orderly end, connections that a broken network keeps open do not keep the process.
const LINGERING_MS = 2_000;
// One Ctrl-C comes several times: a terminal tells all of its programs, and `npx` and `bun run`, which
// started this one, hand it on.
const SAME_SIGNAL_MS = 1000;

/** Tells when this process is asked to end. */
export interface Signals {
  /** Resolves with the first SIGINT or SIGTERM. */
  first: Promise<string>;
  /** Stops listening. The process ends by itself, with its exit code, within two seconds. */
  release(): void;
}

/**
 * Takes SIGINT and SIGTERM. After the first there is time to end in order: `drainMs` and 30 s. After
 * that, or at another one that comes a second later or more, the process ends at once with exit code 1.
 */
export function trapSignals(drainMs: number): Signals {
  const { promise: first, resolve } = Promise.withResolvers<string>();
  let forced: Timer | undefined;
  let firstAt = 0;
  function onSignal(signal: string): void {
    if (forced === undefined) {
      firstAt = performance.now();
      forced = setTimeout(() => process.exit(1), drainMs + FORCED_END_MS);
      resolve(signal);
    } else if (performance.now() - firstAt >= SAME_SIGNAL_MS) {
      process.exit(1);
    }
  }
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  function release(): void {
    clearTimeout(forced);
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
    setTimeout(() => process.exit(), LINGERING_MS).unref();
  }
  return { first, release };
}
