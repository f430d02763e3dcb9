import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { type App, type Customer, startApp } from "../support/app.ts";
import { moveClock } from "../support/clock.ts";
import { eventually } from "../support/eventually.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { findViolations } from "../support/invariants.ts";

// Without the limits of the server's sessions, so that a deadlock is found and not a wait ended.
const SETTINGS = { lock_timeout: 0, statement_timeout: 0 };

let app: App;
let sql: postgres.Sql;
let customer: Customer;

beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = postgres(app.databaseUrl, { max: 4, connection: SETTINGS });
});

beforeEach(async () => {
  customer = await app.customer({ credits: 100 });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
});

/**
 * Starts two statements one after another while a row is locked on which the first one waits, and releases
 * the row when both wait. Returns their results.
 */
async function collide(locked: Statement, first: Statement, second: Statement) {
  const session = await sql.reserve();
  await session`begin`;
  await locked(session);
  const results = [first(sql).execute()];
  await untilWaiting(1);
  results.push(second(sql).execute());
  await untilWaiting(2);
  await session`commit`;
  session.release();
  return (await Promise.all(results)).map(([row]) => Object.values(row ?? {})[0] as unknown);
}

type Statement = (sql: postgres.Sql) => postgres.PendingQuery<postgres.Row[]>;

function untilWaiting(sessions: number): Promise<unknown> {
  return eventually(
    async () => {
      const [row] = await sql<{ waiting: number }[]>`
        select count(*)::int as waiting
        from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      return row?.waiting === sessions;
    },
    { message: `${sessions} statements do not wait` },
  );
}

test("deleting expired generations does not deadlock with a cancel of one of them", async () => {
  const endpointId = await insertEndpoint();
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  const id = body.id ?? "";
  await sql`select finish_canceled(${id})`;
  await moveClock(app.databaseUrl, 40 * 86_400);
  const results = await collide(
    (run) => run`select 1 from webhook_endpoints where id = ${endpointId} for update`,
    (run) =>
      run`select deleted from delete_expired_generations(
        '00000000-0000-0000-0000-000000000000', 30, 100, 100
      )`,
    (run) => run`select cancel_generation(${id}, ${customer.accountId})`,
  );
  await moveClock(app.databaseUrl, 0);
  expect(results).toEqual([1, "already"]);
});

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
