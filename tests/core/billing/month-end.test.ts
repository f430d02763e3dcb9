import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import * as acceptance from "../../../generated/queries/acceptance.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { moveClock } from "../../support/clock.ts";
import { findViolations } from "../../support/invariants.ts";
import { createSubmission, toStatementParameters } from "../../support/submission.ts";

let app: App;
let sql: postgres.Sql;

beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
  // One image of the submissions.
  await sql`insert into plans (id, name, monthly_credit_cap) values ('capped', 'CAPPED', 8)`;
  await sql`create sequence clock_reads`;
});

afterAll(async () => {
  await moveClock(app.databaseUrl, 0);
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
});

/** Makes a month end after the clock has been read once. */
async function endMonthAfterOneReading(): Promise<void> {
  const now = new Date();
  const next = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1));
  const last = new Date(next.getTime() - 1);
  await sql.unsafe(`
    create or replace function clock() returns timestamptz language sql volatile
      as $$
        select case
          when nextval('clock_reads') = 1 then timestamptz '${last.toISOString()}'
          else timestamptz '${next.toISOString()}'
        end
      $$;
    alter sequence clock_reads restart`);
}

async function accept(customer: Customer): Promise<string | undefined> {
  const parameters = toStatementParameters([createSubmission(customer)]);
  const [row] = await acceptance.acceptGenerations.run(parameters, app.ctx.db);
  return row?.outcome;
}

test("a create at the end of a month counts only against the cap of one month", async () => {
  const customer = await app.customer({ credits: 100, planId: "capped" });
  await endMonthAfterOneReading();
  expect(await accept(customer)).toBe("accepted");
  expect(await accept(customer)).toBe("accepted");
  expect(await accept(customer)).toBe("monthly_cap_reached");
});
