// A drain waits for replies and running pictures, but not for ever.
const FORCED_END_MS = 60_000;
// One Ctrl-C comes several times: a terminal tells all of its programs, and `npx` and `bun run`, which
// started this one, hand it on.
const SAME_SIGNAL_MS = 1000;

/** Tells when this process is asked to end. */
export interface Signals {
  /** Resolves with the first SIGINT or SIGTERM. */
  first: Promise<string>;
  /** Stops listening, so that the process can end by itself. */
  release(): void;
}

/**
 * Takes SIGINT and SIGTERM. After the first there is time to end in order; another one that comes a
 * second later or more, or a minute, ends the process at once with exit code 1.
 */
export function takeSignals(): Signals {
  const { promise: first, resolve } = Promise.withResolvers<string>();
  let forced: Timer | undefined;
  let firstAt = 0;
  function onSignal(signal: string): void {
    if (forced === undefined) {
      firstAt = performance.now();
      forced = setTimeout(() => process.exit(1), FORCED_END_MS);
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
  }
  return { first, release };
}
