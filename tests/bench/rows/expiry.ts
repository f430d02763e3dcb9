/** Expiry of many grants. */
import postgres from "postgres";
import { expireGrants } from "../../../src/core/billing/grants.ts";
import { moveClock } from "../../support/clock.ts";
import { insertAccounts, insertGrants } from "../../support/grants.ts";
import { median, type RowGroup } from "../row.ts";
import { openSubject } from "../subject.ts";

const ACCOUNTS = 1_000;
const GRANTS_EACH = 100;
const EXPIRES_IN_SECONDS = 60;

// The same rows in one statement: grants, ledger entries and accounts.
const EXPIRE_ALL = `
  with expired as (
    update credit_grant set remaining = 0 where expires_at < now() and remaining > 0
    returning account_id, id
  ), entry as (
    insert into ledger_entry (account_id, credits, available_after, grants)
    select account_id, -3, 0, array[id] from expired
  )
  update account a
  set available = available - 3 * e.grants
  from (select account_id, count(*) as grants from expired group by account_id) e
  where a.id = e.account_id`;

/** Row O. */
export const expiryRows: RowGroup = {
  rows: [
    {
      letter: "O",
      name: `expiry of ${ACCOUNTS * GRANTS_EACH} due grants`,
      referenceName: "one set-based update",
      limit: { kind: "above", ratio: 15 },
    },
  ],
  async measure({ repetitions, reference }) {
    const ours: number[] = [];
    const theirs: number[] = [];
    const sql = postgres(reference.url, { max: 1 });
    for (let turn = 0; turn < repetitions; turn++) {
      ours.push(await measureExpiry());
      await sql`
        insert into credit_grant (account_id, remaining, expires_at)
        select a, 3, now() - interval '1 day'
        from generate_series(1, ${ACCOUNTS}::integer) a, generate_series(1, ${GRANTS_EACH}::integer)`;
      const startedAt = performance.now();
      await sql.unsafe(EXPIRE_ALL);
      theirs.push((performance.now() - startedAt) / 1000);
    }
    await sql.end();
    return { O: [{ ours: median(ours), reference: median(theirs), unit: "s" }] };
  },
};

async function measureExpiry(): Promise<number> {
  await using subject = await openSubject(0);
  const { app, sql } = subject;
  await sql`set statement_timeout = 0`;
  const accountIds = await insertAccounts(sql, ACCOUNTS);
  const due = { each: GRANTS_EACH, expiresInSeconds: EXPIRES_IN_SECONDS };
  await insertGrants(sql, accountIds, due);
  await sql`analyze`;
  await moveClock(app.databaseUrl, EXPIRES_IN_SECONDS + 1);
  const startedAt = performance.now();
  // Each run of the job closes a limited number of grants.
  for (let closed = 1; closed > 0;) closed = await expireGrants(app.ctx);
  return (performance.now() - startedAt) / 1000;
}
