// Time after DRAIN_SECONDS for responses in progress and the last statements.
const FORCED_EXIT_MS = 30_000;
// After the end of the command, open connections to unreachable hosts keep the process no longer than this.
const LINGER_MS = 2_000;
// One Ctrl-C arrives several times: the terminal sends it to all processes of the group, and `npx` and
// `bun run` forward it.
const SAME_SIGNAL_MS = 1000;

/** Stop signals of this process. */
interface Signals {
  /** Resolves with the first SIGINT or SIGTERM. */
  first: Promise<string>;
  /** Removes the handlers. The process then exits with its exit code within two seconds. */
  release(): void;
}

/**
 * Runs `act` with the first stop signal, and ends the process soon after it, also if it throws: a connection
 * that a failed start has left open would keep the process, and its supervisor would not start it again.
 */
export async function withSignals(
  drainMs: number,
  act: (first: Promise<string>) => Promise<void>,
): Promise<void> {
  const signals = trapSignals(drainMs);
  try {
    await act(signals.first);
  } finally {
    signals.release();
  }
}

/**
 * Handles SIGINT and SIGTERM. After the first signal the process has `drainMs` and 30 s to stop. After that,
 * or at a second signal after one second or more, it exits immediately with 1.
 */
function trapSignals(drainMs: number): Signals {
  const { promise: first, resolve } = Promise.withResolvers<string>();
  let forcedExit: Timer | undefined;
  let firstAt = 0;
  function onSignal(signal: string): void {
    if (forcedExit === undefined) {
      firstAt = performance.now();
      forcedExit = setTimeout(() => process.exit(1), drainMs + FORCED_EXIT_MS);
      resolve(signal);
    } else if (performance.now() - firstAt >= SAME_SIGNAL_MS) {
      process.exit(1);
    }
  }
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  function release(): void {
    clearTimeout(forcedExit);
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
    setTimeout(() => process.exit(), LINGER_MS).unref();
  }
  return { first, release };
}
