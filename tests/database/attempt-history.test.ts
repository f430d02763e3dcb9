import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import { applyRetention } from "../../jobs/apply-retention.ts";
import { runCleanup } from "../../jobs/cleanup.ts";
import { migrate } from "../../src/database/migrate.ts";
import { createLog } from "../../src/foundation/log.ts";
import type { AccountClient } from "../support/account-client.ts";
import { type App, startApp } from "../support/app.ts";
import { cliInProcess } from "../support/cli.ts";
import { moveClock } from "../support/clock.ts";
import { eventually } from "../support/eventually.ts";
import { findViolations } from "../support/invariants.ts";
import { postJson } from "../support/openai-client.ts";
import {
  createInPlayground,
  finishInPlayground,
  requestJson,
  type Schemas,
  signUpAdmin,
  signUpWithCredits,
} from "../support/playground.ts";
import { startUpstream } from "../support/upstream.ts";

const DAY = 86_400;
const MIGRATION = "0051_attempt_history";

let app: App;
let sql: postgres.Sql;
let boss: AccountClient;
let person: AccountClient;

beforeAll(async () => {
  app = await startApp({ env: { RETENTION_DAYS: "30" } });
  sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
  boss = await signUpAdmin(app);
  person = await signUpWithCredits(app);
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
});

/** Returns the tables in which the attempts of a generation are. */
async function placesOf(id: string): Promise<string[]> {
  const rows = await sql<{ place: string }[]>`
    select tableoid::regclass::text as place from provider_attempts where generation_id = ${id}
    union all
    select tableoid::regclass::text from provider_attempts_history where generation_id = ${id}`;
  return rows.map(({ place }) => place);
}

/** Runs the cleanup a number of days from now. */
async function cleanUpAfter(days: number): Promise<void> {
  await moveClock(app.databaseUrl, days * DAY);
  await runCleanup(app.ctx);
  await moveClock(app.databaseUrl, 0);
}

/** Returns the finding of doctor about partitions. */
async function checkPartitions(): Promise<{ state: string; message: string } | undefined> {
  const settings = { DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl };
  const { out } = await cliInProcess(settings, "doctor", "--json");
  // As `doctor --json` documents.
  const { checks } = JSON.parse(out) as {
    checks: { check: string; state: string; message: string }[];
  };
  return checks.find(({ check }) => check === "partitions");
}

/** Starts an app whose provider reports tokens. */
async function startAppWithTokens(): Promise<{ app: App } & AsyncDisposable> {
  const upstream = await startUpstream();
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
  const started = await startApp({ env });
  return {
    app: started,
    async [Symbol.asyncDispose]() {
      await started.stop();
      await upstream.stop();
    },
  };
}

async function countMonthsAhead(): Promise<number> {
  const [row] = await sql<{ months: number }[]>`
    select count_months_ahead() as months`;
  return row?.months ?? 0;
}

function monthOf(at: Date): string {
  return `provider_attempts_${at.toISOString().slice(0, 7).replace("-", "_")}`;
}

test("a database of the release before keeps the attempts of its past months", async () => {
  const { id } = await finishInPlayground(app, person);
  await sql`drop view all_provider_attempts`;
  await sql`drop table provider_attempts_history`;
  await sql`delete from migrations where name = ${MIGRATION}`;
  const [old] = await sql<{ at: Date }[]>`
    update provider_attempts
    set created_at = created_at - interval '100 days', sent_at = sent_at - interval '100 days',
      ended_at = ended_at - interval '100 days'
    where generation_id = ${id}
    returning created_at as at`;
  expect(await migrate(app.databaseUrl, createLog("error"))).toContain(MIGRATION);
  await runCleanup(app.ctx);
  expect(await placesOf(id)).toEqual([monthOf(old?.at ?? new Date())]);
  const path = `/api/admin/generations/${id}`;
  const { attempts } = await requestJson<Schemas["OperatorGenerationDetail"]>(boss, path);
  expect(attempts).toHaveLength(1);
});

test("attempts move to the partition of their month a day after their end, and stay visible", async () => {
  const { id } = await finishInPlayground(app, person, { prompt: "#fail" });
  await cleanUpAfter(0);
  expect(await placesOf(id)).toEqual(["provider_attempts"]);
  const path = `/api/admin/generations/${id}`;
  const before = await requestJson<Schemas["OperatorGenerationDetail"]>(boss, path);
  expect(before.attempts).toHaveLength(1);

  await cleanUpAfter(2);
  const [attempt] = before.attempts;
  expect(await placesOf(id)).toEqual([monthOf(new Date(attempt?.created_at ?? ""))]);
  expect(await requestJson<object>(boss, path)).toEqual(before);
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

test("an attempt that has not ended stays in the table of the running ones", async () => {
  const { id } = await createInPlayground(person, { prompt: "#slow:30" });
  await eventually(async () => (await placesOf(id)).length === 1, { message: "it does not run" });
  // Other sessions do not see this clock, so that the generation is not overdue.
  await sql.begin(async (transaction) => {
    const setClock = (days: number) =>
      transaction.unsafe(`
        create or replace function clock() returns timestamptz language sql volatile
          as $$select clock_timestamp() + interval '${days} days'$$`);
    await setClock(200);
    await transaction`select archive_attempts(1000)`;
    await setClock(0);
  });
  expect(await placesOf(id)).toEqual(["provider_attempts"]);
  await person.call(`/api/account/generations/${id}/cancel`, { method: "POST" });
});

test("a generation that is deleted loses the messages of its attempts in the history", async () => {
  const { id } = await finishInPlayground(app, person, { prompt: "#fail" });
  const other = await finishInPlayground(app, person, { prompt: "#fail" });
  await cleanUpAfter(2);
  const messagesOf = (ids: string[]) => sql`
    select message from provider_attempts_history
    where generation_id = any (${ids}) and message is not null`;
  expect(await messagesOf([id, other.id])).toHaveLength(2);
  await person.call(`/api/account/generations/${id}`, { method: "DELETE" });
  expect(await messagesOf([id])).toHaveLength(0);
  expect(await messagesOf([other.id])).toHaveLength(1);
  await moveClock(app.databaseUrl, 40 * DAY);
  await applyRetention(app.ctx);
  await moveClock(app.databaseUrl, 0);
  expect(await messagesOf([other.id])).toHaveLength(0);
});

test("the tokens of a generation are found in the history", async () => {
  await using own = await startAppWithTokens();
  const customer = await own.app.customer({ dialect: "openai" });
  const body = { model: "gpt-image-2", prompt: "a hill", async: true };
  const reply = await postJson(customer, "/v1/images/generations", { body });
  const { task_id: id } = (await reply.json()) as { task_id: string };
  const readTokens = async () => {
    const task = await (await customer.call(`/v1/images/tasks/${id}`)).json();
    return task.result?.usage.total_tokens as number | undefined;
  };
  const tokens = await eventually(readTokens, { message: "The task did not end" });
  expect(tokens).toBeGreaterThan(0);
  await moveClock(own.app.databaseUrl, 2 * DAY);
  await runCleanup(own.app.ctx);
  const attempts = await own.app.ctx.db.query("select from provider_attempts", []);
  expect([attempts.rowCount, await readTokens()]).toEqual([0, tokens]);
});

test("migrate adds partitions for 24 months, and doctor reports fewer than three", async () => {
  expect((await checkPartitions())?.state).toBe("ok");
  await sql.begin(async (transaction) => {
    const later = await transaction<{ name: string }[]>`
      select partition_name as name
      from list_month_partitions()
      where begins_at > now() + interval '32 days'`;
    for (const { name } of later) await transaction`drop table ${transaction(name)}`;
  });
  expect(await checkPartitions()).toMatchObject({
    state: "warn",
    message: expect.stringContaining("Run `migrate`"),
  });
  expect(await migrate(app.databaseUrl, createLog("error"))).toEqual([]);
  expect(await countMonthsAhead()).toBe(24);
  expect((await checkPartitions())?.state).toBe("ok");
});
