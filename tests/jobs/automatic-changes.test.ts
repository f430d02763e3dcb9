import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { type AccountClient, signUp } from "../support/account-client.ts";
import { type App, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { requestJson, type Schemas } from "../support/playground.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";
import {
  advanceClock,
  emitEvents,
  registerEndpoint,
  waitForDeliveries,
} from "../support/webhooks.ts";

let receiver: Receiver;
let app: App;
let sql: postgres.Sql;
let person: AccountClient;

beforeAll(async () => {
  receiver = startReceiver();
  app = await startApp({ env: { OUTBOUND_ALLOW: receiver.host } });
  sql = postgres(app.databaseUrl, { max: 2 });
});
beforeEach(async () => {
  await advanceClock(app, sql, 0);
  person = await signUp(app);
});
afterAll(async () => {
  await sql.end();
  await app.stop();
  await receiver.stop();
});

function readLog(): Promise<{ data: Schemas["AuditEntry"][] }> {
  return requestJson(person, "/api/account/audit?action=webhook.update");
}

async function runJob(task: string): Promise<void> {
  const [job] = await sql`select (graphile_worker.add_job(${task})).id::text as id`;
  const isDone = async () =>
    (await sql`select 1 from graphile_worker.jobs where id = ${job?.id}`).length === 0;
  await eventually(isDone, { message: `The job ${task} did not run` });
}

function listEntries(kind: string): Promise<{ data: Schemas["CreditEntry"][] }> {
  return requestJson(person, `/api/account/credits/entries?kind=${kind}`);
}

describe("the audit log of an account has an entry of the system when a webhook is disabled", () => {
  test("because it responded with 410", async () => {
    receiver.answer("/gone", () => new Response(null, { status: 410 }));
    const hook = await registerEndpoint(person, receiver.url("/gone"));
    await emitEvents(sql, person.accountId);
    await waitForDeliveries(sql, hook.id);
    const { data } = await readLog();
    expect(data).toMatchObject([
      {
        ...{ actor: "system", address: null, account_id: person.accountId, subject: hook.id },
        details: { before: { enabled: true }, after: { enabled: false }, disabled_reason: "gone" },
      },
    ]);
  });

  test("because eight deliveries in a row failed", async () => {
    receiver.answer("/failing", () => new Response(null, { status: 500 }));
    const hook = await registerEndpoint(person, receiver.url("/failing"));
    await sql`update webhook_endpoints set consecutive_failures = 7 where id = ${hook.id}`;
    await emitEvents(sql, person.accountId);
    for (const seconds of [31, 152, 753]) {
      await waitForDeliveries(sql, hook.id);
      await advanceClock(app, sql, seconds);
    }
    await waitForDeliveries(sql, hook.id);
    const { data } = await readLog();
    expect(data).toMatchObject([
      { actor: "system", subject: hook.id, details: { disabled_reason: "failing" } },
    ]);
  });
});

describe("the ledger of an account, not its audit log, has an entry", () => {
  test("of the monthly grant of its plan, once", async () => {
    await sql`
      insert into plans (id, name, monthly_grant_credits) values ('monthly', 'Monthly', 70)
      on conflict do nothing`;
    await sql`
      update accounts set plan_id = 'monthly', granted_month = '2000-01-01'
      where id = ${person.accountId}`;
    await runJob("grant-monthly");
    await runJob("grant-monthly");
    const { data } = await listEntries("grant");
    expect(data).toMatchObject([{ kind: "grant", credits_change: 70 }]);
    const log = await person.call("/api/account/audit?action=grant");
    expect(await log.json()).toMatchObject({ data: [] });
  });

  test("of credits that expire, once", async () => {
    await sql`
      select grant_credits(
        ${person.accountId}, gen_random_uuid(), 30, 'purchase', clock() + interval '1 minute', 'soon'
      )`;
    await advanceClock(app, sql, 120);
    await runJob("expire-credits");
    await runJob("expire-credits");
    expect((await listEntries("expire")).data).toMatchObject([
      { kind: "expire", credits_change: -30 },
    ]);
  });
});
