import { setTimeout } from "node:timers/promises";

/** Tracks who polls `/readyz`, so that a server leaves its balancers before it stops. */
export interface ReadinessWatch {
  /** Whether `/readyz` fails because the server leaves. */
  isLeaving(): boolean;
  /** Records a request to `/readyz` from this address. */
  record(address: string): void;
  /**
   * Makes `/readyz` fail. Resolves when each poller has received enough failures to send no more requests
   * to this server, or has stopped polling. Without pollers, it resolves almost at once.
   */
  leave(): Promise<void>;
}

interface Poller {
  polledAt: number;
  /** Between its last two requests. */
  intervalMs: number;
  /** Requests since `leave` was called. */
  failures: number;
}

// Balancers remove a server after one to three failed checks.
const FAILED_CHECKS = 3;
/** Limits of a wait for pollers, in ms. A stop of the process has 30 s beside the drain. */
export interface LeaveLimits {
  /** Pollers with a longer interval are not waited for. */
  maxIntervalMs: number;
  /** A poller that is late by an interval and this time has stopped. A check can take two seconds. */
  lateMs: number;
  maxLeaveMs: number;
}

const LIMITS: LeaveLimits = { maxIntervalMs: 5_000, lateMs: 3_000, maxLeaveMs: 15_000 };
const CHECK_MS = 50;
const MAX_POLLERS = 100;

/** Creates a watch. Nothing is recorded yet. */
export function createReadinessWatch(limits: LeaveLimits = LIMITS): ReadinessWatch {
  const pollers = new Map<string, Poller>();
  let leaving = false;

  function record(address: string): void {
    const now = performance.now();
    for (const [each, { polledAt }] of pollers)
      if (now - polledAt > 2 * limits.maxIntervalMs) pollers.delete(each);
    const known = pollers.get(address);
    if (known === undefined && pollers.size >= MAX_POLLERS) return;
    const intervalMs = known === undefined ? Infinity : now - known.polledAt;
    const failures = leaving ? (known?.failures ?? 0) + 1 : 0;
    pollers.set(address, { polledAt: now, intervalMs, failures });
  }

  function isExpected({ polledAt, intervalMs, failures }: Poller): boolean {
    const lateMs = performance.now() - polledAt - 2 * intervalMs;
    return (
      failures < FAILED_CHECKS && intervalMs <= limits.maxIntervalMs && lateMs <= limits.lateMs
    );
  }
  return {
    isLeaving: () => leaving,
    record,
    async leave() {
      leaving = true;
      const endsAt = performance.now() + limits.maxLeaveMs;
      // At least once: requests that have arrived, but were not read, would be lost.
      do await setTimeout(CHECK_MS);
      while (performance.now() < endsAt && pollers.values().some(isExpected));
    },
  };
}
