import type postgres from "postgres";
import { findViolations } from "../../support/invariants.ts";
import { compareAccounts } from "./compare-accounts.ts";
import { compareGenerations, readGenerations } from "./compare-generations.ts";
import { compareProvider, type ProviderTotals } from "./compare-provider.ts";
import { compareStorage, type StorageTotals } from "./compare-storage.ts";
import { compareWebhooks, type WebhookTotals } from "./compare-webhooks.ts";
import type { RunModel } from "./operations.ts";
import type { Platform } from "./platform.ts";

/** What was compared. */
export interface RunTotals {
  provider: ProviderTotals;
  storage: StorageTotals;
  webhooks: WebhookTotals;
}

/**
 * Compares what the clients know with the database, the calls of the provider, the storage and the log of
 * the receiver, and runs every invariant. Violations go to the journal.
 */
export async function compareRun(
  platform: Platform,
  model: RunModel,
  sql: postgres.Sql,
): Promise<RunTotals> {
  const { journal, postgres: database } = platform;
  const byTag = await readGenerations(sql);
  compareGenerations(platform, model, byTag);
  const provider = compareProvider(platform, model, byTag);
  const storage = await compareStorage(platform, sql);
  const webhooks = await compareWebhooks(platform, sql);
  await compareAccounts(platform, model, sql);
  for (const { rule, rows } of await findViolations(database.url))
    journal.violate("invariant", `${rule}: ${JSON.stringify(rows)}`);
  return { provider, storage, webhooks };
}
