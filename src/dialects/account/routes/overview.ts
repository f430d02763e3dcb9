import type { components } from "../../../../generated/account/server.ts";
import type { Context } from "../../../app/context.ts";
import { getSetup } from "../../../core/accounts/accounts.ts";
import { findBalance } from "../../../core/billing/grants.ts";
import * as history from "../../../core/generations/list.ts";
import { toNotFoundError } from "../../../foundation/ids.ts";
import * as usage from "../../../core/billing/usage.ts";
import { createCsvHeaders, toCsv } from "../csv.ts";
import { fromGeneration } from "../generation-mapping.ts";
import type { AccountCall } from "../call.ts";

type Schemas = components["schemas"];
const MAX_RUNNING = 20;
const MAX_RECENT = 12;
/** The columns of the CSV file. */
const HEAD = [
  "day",
  "model",
  "dialect",
  "key_id",
  "key_label",
  "generations",
  "failed",
  "images",
  "credits",
] as const satisfies (keyof Schemas["UsageEntry"])[];

/** The overview and the usage of the account. */
export const overviewRoutes = { getOverview, getUsage, exportUsage };

async function getOverview(call: AccountCall<"getOverview">) {
  const { ctx, caller } = call;
  const { accountId } = caller;
  const [balance, setup, lastDay, running, recent] = await Promise.all([
    findBalance(ctx, accountId),
    getSetup(ctx, accountId),
    usage.getLastDay(ctx, accountId),
    listNewest(ctx, accountId, { statuses: ["queued", "running"], limit: MAX_RUNNING }),
    listNewest(ctx, accountId, { statuses: ["succeeded"], limit: MAX_RECENT }),
  ]);
  if (balance === undefined) throw toNotFoundError();
  const { enabled, failing, disabled } = setup;
  const has_webhook = enabled + disabled > 0;
  return call.reply(200, {
    credits: balance.spendable,
    held: balance.held,
    expiring: balance.expiring.map(({ credits, expiresAt }): Schemas["Expiration"] => ({
      credits,
      expires_at: new Date(expiresAt).toISOString(),
    })),
    running,
    recent,
    last_day: lastDay,
    webhooks: { enabled, failing, disabled },
    checklist: {
      has_credits: setup.hasCredits,
      has_key: setup.hasKey,
      has_generation: setup.hasGeneration,
      has_webhook,
    },
  });
}

async function listNewest(
  ctx: Context,
  accountId: string,
  { statuses, limit }: { statuses: history.GenerationDetails["status"][]; limit: number },
) {
  const { generations } = await history.listGenerations(ctx, accountId, {
    filter: { statuses },
    limit,
  });
  return generations.map((row) => fromGeneration(ctx, row));
}

async function getUsage(call: AccountCall<"getUsage">) {
  const period = await getPeriod(call);
  const rows = await listRows(call, period);
  return call.reply(200, { ...period, data: rows.map(fromUsage) });
}

async function exportUsage(call: AccountCall<"exportUsage">) {
  const rows = await listRows(call, await getPeriod(call));
  return call.reply(200, toCsv([...HEAD], toLines(rows)), createCsvHeaders("usage.csv"));
}

type UsageCall = Pick<AccountCall<"getUsage">, "ctx" | "caller" | "query">;

function getPeriod({ ctx, query }: UsageCall): Promise<usage.Period> {
  return usage.getUsagePeriod(ctx, { from: query.from, to: query.to });
}

function listRows({ ctx, caller, query }: UsageCall, period: usage.Period) {
  const { model, key_id: key } = query;
  return usage.listUsage(ctx, caller.accountId, { ...period, model, key });
}

type UsageRow = Awaited<ReturnType<typeof usage.listUsage>>[number];

function fromUsage(row: UsageRow): Schemas["UsageEntry"] {
  return {
    day: row.day,
    model: row.model,
    generations: row.generations,
    failed: row.failed,
    images: row.images,
    credits: row.credits,
    // Written only by accepted requests, with the name of their dialect.
    dialect: row.dialect as "hub" | "plus" | "art" | "openai",
    key_id: row.keyId ?? null,
    key_label: row.keyLabel ?? null,
  };
}

async function* toLines(rows: UsageRow[]) {
  for (const row of rows) {
    const entry = fromUsage(row);
    yield HEAD.map((column) => entry[column]);
  }
}
