import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { startWorker } from "../../../jobs/worker.ts";
import * as webhooks from "../../../src/core/webhooks/endpoints.ts";
import type { WebhookEvent } from "../../../src/core/webhooks/events.ts";
import { type App, startApp } from "../../support/app.ts";
import { findViolations, listInvariants } from "../../support/invariants.ts";
import { createHubGeneration } from "../../support/hub-client.ts";
import { waitForDeliveries } from "../../support/webhooks.ts";

let app: App;
let sql: postgres.Sql;

// Nothing listens at this URL, so deliveries keep being retried.
const UNREACHABLE_URL = "http://127.0.0.1:1/";

// One account with every kind of row: a generation that was charged for less than its hold and has
// a webhook delivery, and a running generation.
beforeAll(async () => {
  app = await startApp({ worker: false, env: { OUTBOUND_ALLOW: new URL(UNREACHABLE_URL).host } });
  sql = postgres(app.databaseUrl, { max: 4, onnotice: () => {} });
  const customer = await app.customer({ credits: 100 });
  const events: WebhookEvent[] = ["generation.succeeded"];
  const { accountId } = customer;
  const hook = await webhooks.registerEndpoint(app.ctx, {
    address: null,
    accountId,
    url: UNREACHABLE_URL,
    events,
  });
  const headers = { "idempotency-key": "first" };
  const worker = await startWorker(app.ctx, app.databaseUrl);
  await createHubGeneration(customer, app.url, { n: 2, prompt: "a hill #short", headers });
  await waitForDeliveries(sql, hook.id);
  await worker.stop();
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  // Only a worker that has not stopped may claim.
  await sql`update workers set stopped_at = null`;
  await sql`select claim_generation(${body.id ?? ""}, id, 'demo', 600) from workers`;
});

afterAll(async () => {
  await sql.end();
  await app.stop();
});

describe("the ledger", () => {
  for (const statement of [
    "update credit_entries set note = 'changed'",
    "update credit_entries set note = 'changed' where false",
    "delete from credit_entries",
    "truncate credit_entries",
    "truncate accounts cascade",
  ]) {
    test(`rejects "${statement}"`, async () => {
      await expect(sql.unsafe(statement).execute()).rejects.toThrow("append-only");
    });
  }

  test("rejects the same entry a second time", async () => {
    const again = sql`
      insert into credit_entries
      select account_id, sequence + 1000, kind, op_key, grant_id, hold_id, available_change,
        held_change, available_after, held_after, note, created_at
      from credit_entries limit 1`;
    await expect(again.execute()).rejects.toThrow("credit_entries_op_key");
  });
});

describe("the database rejects", () => {
  const rejected = {
    "a balance below zero": [
      "update accounts set available = -1",
      "accounts_available_is_not_negative",
    ],
    "a hold of more credits than the grant has": [
      "update credit_grants set held = amount + 1, remaining = 0",
      "credit_grants_within_amount",
    ],
    "a hold that is closed for less than its credits": [
      "update credit_holds set captured = 1, closed_at = clock() where closed_at is null",
      "credit_holds_closed_in_full",
    ],
    "a ledger entry of a kind that does not change credits like this": [
      `insert into credit_entries
       select account_id, sequence + 1000, 'void', op_key || ':void', grant_id, hold_id, available_change,
         held_change, available_after, held_after, note, created_at
       from credit_entries where kind = 'grant' limit 1`,
      "credit_entries_kind",
    ],
    "a ledger entry of a hold without the hold": [
      `insert into credit_entries
       select account_id, sequence + 1000, kind, op_key || ':again', grant_id, null, available_change,
         held_change, available_after, held_after, note, created_at
       from credit_entries where kind = 'hold' limit 1`,
      "credit_entries_kind",
    ],
    "a success without an image": [
      "update generations set delivered = 0 where status = 'succeeded'",
      "generations_ending",
    ],
    "an unfinished generation with an error": [
      "update generations set error_code = 'generation_failed' where finished_at is null",
      "generations_ending",
    ],
    "a status that does not exist": [
      "update generations set status = 'paused' where finished_at is null",
      "generations_ending",
    ],
    "a second result of a generation": [
      `update generations set status = 'failed', delivered = 0, error_code = 'generation_failed'
       where status = 'succeeded'`,
      "has finished as succeeded and cannot change",
    ],
    "reopening a finished generation": [
      `update generations set status = 'queued', delivered = 0, finished_at = null
       where status = 'succeeded'`,
      "has finished as succeeded and cannot change",
    ],
    "two generations on one hold": [
      "update generations set hold_id = (select hold_id from generations limit 1)",
      "generations_hold",
    ],
    "two open attempts of one generation": [
      `insert into provider_attempts (generation_id, claim, provider, created_at)
       select generation_id, claim, provider, clock() from provider_attempts where ended_at is null`,
      "provider_attempts_one_open",
    ],
  } as const;

  for (const [what, [statement, reason]] of Object.entries(rejected)) {
    test(what, async () => {
      await expect(sql.unsafe(statement).execute()).rejects.toThrow(reason);
    });
  }

  test("a hold that is closed a second time", async () => {
    const rows = await sql`
      select close_holds(array[row(id, 0, true)::hold_closing]) as closed
      from credit_holds
      where closed_at is not null`;
    expect([...rows]).toEqual([{ closed: 0 }]);
  });
});

/** A statement that violates each rule once constraints and triggers are removed. */
const BREAKS: Record<string, string> = {
  "an account's totals are the sum of its ledger": "update accounts set available = available + 1",
  "an account's totals are the sum of its grants":
    "update credit_grants set remaining = remaining - 1",
  "every credit of a grant is left, held, captured, expired or voided":
    "update credit_grants set amount = amount + 1",
  "the held credits of a grant are the open parts of its holds":
    "update credit_grants set held = held + 1",
  "a hold is the sum of its parts": "update credit_hold_parts set amount = amount - 1",
  "a hold's ledger entries have the amounts of the hold":
    "update credit_holds set amount = amount + 1, released = released + 1",
  "the running totals in the ledger follow each other without a gap":
    "update credit_entries set available_after = 7 where sequence = 2",
  "time runs forward in each account's ledger":
    "update credit_entries set created_at = created_at - interval '1 day' where sequence = 2",
  "a hold takes only from grants that were valid":
    "update credit_grants set expires_at = created_at",
  "no restored grant comes from a restored one": `
    update credit_grants set source = 'restore', parent_id = id, expires_at = clock()`,
  "a hold belongs to an account": "update credit_holds set account_id = gen_random_uuid()",
  "a part of a hold belongs to a grant of the same account":
    "update credit_hold_parts set grant_id = gen_random_uuid()",
  "a ledger entry belongs to an account, and its hold to the same one":
    "update credit_entries set hold_id = gen_random_uuid() where kind = 'hold'",
  "an image belongs to a generation": "update images set generation_id = gen_random_uuid()",
  "an attempt belongs to a generation":
    "update provider_attempts set generation_id = gen_random_uuid()",
  "the counter of a budget is what the generations of its period hold or have captured": `
    insert into key_budgets
    select key_id, 100, 'lifetime', '-infinity', 99, clock() from generations limit 1`,
  "no key accepts more than its budget": `
    insert into key_budgets
    select key_id, 1, 'lifetime', '-infinity', 2, '-infinity' from generations limit 1`,
  "a closed account has nothing to spend":
    "update accounts set closed_at = clock(), disabled_at = clock()",
  "the queue has only queued generations": `
    insert into queued_generations (generation_id, account_id, job_id, is_awaited, priority, turn)
    select id, account_id, 0, false, 0, 0 from generations where finished_at is not null`,
  "a queued generation is in the queue of its account":
    "update generations set status = 'queued', finished_at = null",
  "an open attempt is counted for the account of its generation":
    "update provider_attempts set ended_at = null, account_id = null",
  "every generation has its own hold, for its own account, for exactly its price":
    "update generations set unit_credits = 9",
  "a hold belongs to a generation":
    "update generations set hold_id = gen_random_uuid() where finished_at is null",
  "a finished generation has captured exactly what was delivered, and a live one nothing":
    "update credit_holds set closed_at = clock() where closed_at is null",
  "every delivered image has its row, unless it was deleted": "delete from images",
  "no generation is live past its deadline":
    "update generations set deadline_at = clock() - interval '3 minutes'",
  "a finished generation has no open attempt": "update provider_attempts set ended_at = null",
  "a call that may have been paid is the last one of its generation": `
    insert into provider_attempts (
      generation_id, claim, provider, state, outcome, created_at, sent_at, ended_at
    )
    select generation_id, claim, 'openai', 'ended', 'unknown', clock(), clock(), clock()
    from provider_attempts, generate_series(1, 2)`,
  "no attempt has more paid calls than requested images":
    "update provider_attempts set provider = 'kie', calls = 11",
  "a call with an unknown task is reported to the operator": `
    update provider_attempts set provider = 'kie', calls = 1 where outcome = 'images'`,
  "a finished generation names the provider of its last attempt":
    "update generations set provider = 'kie'",
  "a delivered generation was answered by a provider":
    "update provider_attempts set outcome = 'failed' where outcome = 'images'",
  "an idempotency key and its generation have one owner":
    "update idempotency_keys set account_id = gen_random_uuid()",
  "a generation and its key have one owner": "update keys set account_id = gen_random_uuid()",
  "no key has more running than it may": "update keys set running_limit = 0",
  "no window admits more than its limit": `
    update keys set requests_per_hour = 5;
    insert into rate_windows select id, clock(), 6 from keys`,
  "no window of an account admits more than its limit": `
    insert into plan_access (plan_id, dialect, account_requests_per_hour)
    select id, 'hub', 5 from plans
    on conflict (plan_id, dialect) do update set account_requests_per_hour = 5;
    insert into account_rate_windows select id, 'hub', clock(), 6 from accounts`,
  "no account has more running than it may": `
    insert into plan_access (plan_id, dialect, account_running_limit)
    select p.id, d.dialect, 0 from plans p, (select distinct dialect from generations) d
    on conflict (plan_id, dialect) do update set account_running_limit = 0`,
  "a finished generation is not claimed":
    "update generations set worker_id = (select id from workers limit 1)",
  "each finished generation has one delivery per subscribed endpoint":
    "delete from webhook_deliveries",
  "each ended batch has one delivery per endpoint that subscribes to its end": `
    update webhook_endpoints
    set events = '{batch.completed}', disabled_at = null, disabled_reason = null, deleted_at = null;
    insert into batches (
      id, account_id, key_id, endpoint, input_file_id, fingerprint, status, created_at, expires_at,
      finished_at, delete_at
    )
    select gen_random_uuid(), e.account_id, k.id, '', gen_random_uuid(), '', 'completed', clock(), clock(),
      clock(), clock()
    from webhook_endpoints e, keys k`,
  "the attempts of a delivery are counted, and numbered without a gap":
    "update webhook_attempts set number = number + 1",
  "a delivery has ended as its last attempt did":
    "update webhook_deliveries set state = 'succeeded'",
  "a retry comes 30 s, 2 min and 10 min after the attempt before it":
    "update webhook_deliveries set next_attempt_at = next_attempt_at + interval '1 second'",
  "an endpoint is disabled for failing by the eighth delivery in a row, and by no other":
    "update webhook_endpoints set consecutive_failures = 8",
  "nothing is sent to an endpoint after it was disabled":
    "update webhook_endpoints set disabled_at = created_at",
  "a parked delivery is due":
    "update webhook_deliveries set parked = true, next_attempt_at = clock() + interval '1 hour'",
  "a delivery and each of its attempts are in one table, both in the live ones or both in the history":
    "insert into webhook_attempts_history select a.*, started_at from webhook_attempts a",
  "a key has spent in a month what its generations of that month have captured":
    "update key_spend set captured_credits = captured_credits + 1",
  "the usage of a day is the sum of its finished generations":
    "update usage_days set images = images + 1",
  "a session belongs to an account that may sign in": `
    insert into sessions (id, token_hash, account_id, created_at, seen_at, expires_at)
    select gen_random_uuid(), 'x', id, clock(), clock(), clock() from accounts`,
};

describe("the invariants", () => {
  test("hold in a database that was not modified by hand", async () => {
    expect(await findViolations(app.databaseUrl)).toEqual([]);
  });

  for (const { rule, query } of listInvariants()) {
    test(`detect a violation of: ${rule}`, async () => {
      const found = await sql
        .begin(async (tx) => {
          await removeConstraints(tx);
          await tx.unsafe(BREAKS[rule] ?? "");
          throw { found: (await tx.unsafe(query)).length };
        })
        .catch((thrown: { found: number }) => thrown);
      expect(found).toEqual({ found: expect.any(Number) });
      expect(found).not.toEqual({ found: 0 });
    });
  }
});

/** Removes every constraint and trigger for the rest of a transaction that is rolled back. */
async function removeConstraints(tx: postgres.TransactionSql): Promise<void> {
  await tx`set local session_replication_role = replica`;
  const checks = await tx`
    select conrelid::regclass::text as table, conname as name from pg_constraint
    where connamespace = 'public'::regnamespace and contype = 'c' and coninhcount = 0`;
  for (const { table, name } of checks) {
    await tx.unsafe(`alter table ${table} drop constraint ${name}`);
  }
}
