import type { openCounters } from "./process-metrics.ts";

type Counters = ReturnType<typeof openCounters>;

const RECOVERY_REASONS = ["worker_dead", "no_job", "overdue"];
const POOLS = ["generations", "deliveries", "scheduled"];
const POOL_LOSSES = ["given_up", "stalled", "idle_locks"];
const STORAGE_OPERATIONS = ["put", "fetch", "read", "find", "remove", "check"];
const CREDIT_MOVES = ["grant", "hold", "capture", "release", "void"];
const DELIVERY_STATUSES = ["2xx", "3xx", "4xx", "5xx", "none"];
// The kinds of `ProviderOutcome`.
const OUTCOMES = [
  "images",
  "blocked",
  "rejected",
  "not_accepted",
  "operator_fault",
  "failed",
  "unknown",
];

/**
 * Sets the series whose labels are known to zero. `increase()` ignores the first value of a series, so that
 * an alert would miss the first failure of a series that only begins with it.
 */
export function initializeCounters(counters: Counters): void {
  for (const reason of RECOVERY_REASONS) counters.recovered.inc({ reason }, 0);
  for (const pool of POOLS)
    for (const cause of POOL_LOSSES) counters.lostPools.inc({ pool, cause }, 0);
  for (const operation of STORAGE_OPERATIONS) counters.storageFailures.inc({ operation }, 0);
  for (const move of CREDIT_MOVES) counters.credits.inc({ move }, 0);
  for (const status of DELIVERY_STATUSES) counters.deliveries.inc({ status }, 0);
  for (const by of ["provider", "rule"]) counters.blocked.inc({ by }, 0);
}

/** Sets the series of each provider to zero. */
export function initializeProviders(counters: Counters, providers: string[]): void {
  for (const provider of providers)
    for (const outcome of OUTCOMES) counters.attempts.inc({ provider, outcome }, 0);
}
