import type { StoredGeneration } from "./compare-generations.ts";
import type { Journal } from "./journal.ts";
import type { CreateOperation, RunModel } from "./operations.ts";
import type { Platform } from "./platform.ts";
import { isPaid, type ProviderCall } from "./provider.ts";

/** What the provider was paid for. */
export interface ProviderTotals {
  calls: number;
  paid: number;
  /** Generations whose call may have been paid more than once. */
  doubleCalls: number;
  /** Paid images that were lost although no process, and no connection of the provider, had failed. */
  lostImages: number;
  /** Paid calls whose images were lost with the process that had made them. */
  lostInCrashes: number;
}

// Storing and finishing take longer during outages of the storage and of Postgres.
const STORING_MS = 30_000;
// A worker is declared dead after 8 s without a heartbeat and without its lock.
const SILENCE_MS = 8_000;

/** Compares the calls that the provider has received with the generations. */
export function compareProvider(
  { journal, provider }: Platform,
  model: RunModel,
  byTag: Map<string, StoredGeneration[]>,
): ProviderTotals {
  const paidByTag = Map.groupBy(provider.calls.filter(isPaid), ({ tag }) => tag);
  const totals = {
    calls: provider.calls.length,
    paid: 0,
    doubleCalls: 0,
    lostImages: 0,
    lostInCrashes: 0,
  };
  const operations = new Map(model.creates.map((operation) => [operation.tag, operation]));
  for (const [tag, calls] of paidByTag) {
    totals.paid += calls.length;
    const operation = operations.get(tag);
    const [row] = byTag.get(tag) ?? [];
    if (calls.length > 1) {
      totals.doubleCalls++;
      journal.violate("double call", `${tag} ${JSON.stringify({ calls, row })}`);
    }
    if (row === undefined) journal.violate("provider", `a call for ${tag}, which does not exist`);
    const [call] = calls;
    if (operation === undefined || row === undefined || call === undefined) continue;
    if (!isLost(operation, row, call)) continue;
    if (isExcused(journal, call)) totals.lostInCrashes++;
    else {
      totals.lostImages++;
      journal.violate("lost image", `${tag} was paid: ${JSON.stringify({ call, row })}`);
    }
  }
  return totals;
}

/** Whether the process that made the call died, was declared dead, or was cut off from the provider. */
function isExcused(journal: Journal, { caller, arrivedAt, endedAt }: ProviderCall): boolean {
  const period = { from: arrivedAt, to: (endedAt ?? arrivedAt) + STORING_MS };
  const silent = new RegExp(`^(${caller}|line of ${caller}|a process)$`);
  return (
    journal.wasAway(silent, { ...period, leastMs: SILENCE_MS }) ||
    journal.wasAway(/^provider$/, { from: arrivedAt, to: (endedAt ?? arrivedAt) + 1_000 })
  );
}

/** Whether whole images were sent to a caller that has none. */
function isLost(operation: CreateOperation, row: StoredGeneration, call: ProviderCall): boolean {
  const isSpoiled = /#up:(?!429|drip)/.test(operation.prompt);
  const isWanted = !operation.cancelRequested && row.status !== "canceled";
  return call.isWhole && call.status === 200 && !isSpoiled && isWanted && row.delivered < row.n;
}
