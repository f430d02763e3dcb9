import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import type postgres from "postgres";
import { resendForOperator } from "../../src/core/webhooks/operator-deliveries.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { moveClock } from "../support/clock.ts";
import { eventually } from "../support/eventually.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { findViolations } from "../support/invariants.ts";
import { openSessions, runTogether, type Statement } from "../support/run-together.ts";

const FIRST_ID = "00000000-0000-0000-0000-000000000000";
const OPERATOR = { actorId: null, address: null, reason: null };

let app: App;
let sql: postgres.Sql;
let customer: Customer;

beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = openSessions(app.databaseUrl);
});

beforeEach(async () => {
  customer = await app.customer({ credits: 100 });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
});

describe("after the wait for a lock,", () => {
  test("a grant that has expired emits no credits.expiring", async () => {
    const { accountId } = customer;
    await insertEndpoint();
    await sql`
      select grant_credits(
        ${accountId}, gen_random_uuid(), 1, 'promo', clock() + interval '2 seconds', ${accountId}
      )`;
    const hasExpired = async () => {
      const [row] = await sql`
        select bool_or(expires_at <= clock()) as expired
        from credit_grants
        where account_id = ${accountId}`;
      return row?.expired === true;
    };
    const [notified] = await runTogether(sql, {
      locked: (run) => run`select 1 from accounts where id = ${accountId} for no key update`,
      changes: [
        () => sql`select notify_expiring_grants(10) as notified`.execute(),
        () =>
          eventually(hasExpired, { message: "The grant does not expire" }).then(() => undefined),
      ],
    });
    expect(notified).toMatchObject([{ notified: 0 }]);
  });

  test("the retention keeps the generations of an account whose plan keeps them now", async () => {
    await sql`select finish_canceled(${await createGeneration()})`;
    await moveClock(app.databaseUrl, 40 * 86_400);
    await sql`update plans set retention_days = 0 where id = 'max'`;
    await change(
      (run) => run`update accounts set plan_id = 'max' where id = ${customer.accountId}`,
      () =>
        sql`select deleted from delete_expired_generations(${FIRST_ID}, 30, 9999, 100)`.execute(),
    );
    await moveClock(app.databaseUrl, 0);
    expect(await countDeleted()).toBe(0);
  });

  test("an operator resends no delivery of an endpoint that was disabled", async () => {
    const endpointId = await insertEndpoint();
    const id = await insertSkippedDelivery(endpointId);
    const resent = change(disable(endpointId), () => resendForOperator(app.ctx, id, OPERATOR));
    expect(await resent.catch(({ code }: { code: string }) => code)).toBe("conflict");
    const [delivery] = await sql`select state from webhook_deliveries where id = ${id}`;
    expect(delivery).toEqual({ state: "skipped" });
  });

  test("the audit entry of a deleted endpoint has its last settings", async () => {
    const endpointId = await insertEndpoint();
    await change(disable(endpointId), () =>
      sql`select owner_delete_webhook(null, ${endpointId}, ${customer.accountId})`.execute(),
    );
    expect(await findDetails("webhook.delete", endpointId)).toMatchObject({
      before: { enabled: false },
    });
  });

  test("the audit entry of changed routes of a model has those that were replaced", async () => {
    await change(
      (run) => run`select set_model_routes('gpt-image-2', '{openai}', '{first}')`,
      () =>
        sql`select admin_set_model_routes(null, 'gpt-image-2', '{openai}', '{second}')`.execute(),
    );
    expect(await findDetails("model", "gpt-image-2")).toMatchObject({
      before: { providers: [{ provider: "openai", provider_model: "first" }] },
      after: { providers: [{ provider: "openai", provider_model: "second" }] },
    });
  });
});

/** Starts a second change while the first one is not committed. Returns the result of the second one. */
async function change<Result>(first: Statement, second: () => Promise<Result>): Promise<Result> {
  const wanted = { locked: first, changes: [second], end: "commit" as const };
  const [result] = await runTogether(sql, wanted);
  return result as Result;
}

function disable(endpointId: string): Statement {
  return (run) => run`
    select change_webhook(
      p_id => ${endpointId}, p_account_id => ${customer.accountId}, p_url => null, p_label => null,
      p_events => null, p_enabled => false
    )`;
}

async function findDetails(action: string, subject: string): Promise<unknown> {
  const [entry] = await sql`
    select details from audit_entries
    where action = ${action} and subject = ${subject}
    order by id desc
    limit 1`;
  return entry?.details;
}

async function countDeleted(): Promise<unknown> {
  const [row] = await sql`
    select count(deleted_at)::integer as deleted
    from generations
    where account_id = ${customer.accountId}`;
  return row?.deleted;
}

async function createGeneration(): Promise<string> {
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  return body.id ?? "";
}

async function insertEndpoint(): Promise<string> {
  const id = crypto.randomUUID();
  await sql`
    select insert_webhook(
      p_id => ${id}, p_account_id => ${customer.accountId}, p_url => 'https://hooks.example/',
      p_label => null, p_events => enum_range(null::webhook_event), p_secret => '\\x00',
      p_last_four => 'abcd', p_most => 10
    )`;
  return id;
}

async function insertSkippedDelivery(endpointId: string): Promise<string> {
  const id = crypto.randomUUID();
  await sql`
    insert into webhook_deliveries (
      id, endpoint_id, account_id, event, state, credits, threshold_credits, created_at, ended_at
    )
    values (
      ${id}, ${endpointId}, ${customer.accountId}, 'credits.low', 'skipped', 1, 2, clock(), clock()
    )`;
  return id;
}
