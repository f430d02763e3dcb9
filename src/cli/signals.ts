// A drain waits for replies and running pictures, but not for ever.
const FORCED_END_MS = 60_000;

/** Tells when this process is asked to end. */
export interface Signals {
  /** Resolves with the first SIGINT or SIGTERM. */
  first: Promise<string>;
  /** Stops listening, so that the process can end by itself. */
  release(): void;
}

/**
 * Takes SIGINT and SIGTERM. After the first there is time to end in order; a second one, or a
 * minute, ends the process at once with exit code 1.
 */
export function takeSignals(): Signals {
  const { promise: first, resolve } = Promise.withResolvers<string>();
  let forced: Timer | undefined;
  function onSignal(signal: string): void {
    if (forced !== undefined) process.exit(1);
    forced = setTimeout(() => process.exit(1), FORCED_END_MS);
    resolve(signal);
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
