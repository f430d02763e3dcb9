import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import * as credits from "../../../src/core/billing/grants.ts";
import * as acceptance from "../../../generated/queries/acceptance.ts";
import { acceptGeneration, createGenerationId } from "../../../src/core/generations/accept.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import { getBalance, createHubGeneration, type HubReply } from "../../support/hub-client.ts";
import { createSubmission, toStatementParameters } from "../../support/submission.ts";

let app: App;
let sql: postgres.Sql;

// Without a worker the generations stay queued, so that no credits are released during the race.
beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = postgres(app.databaseUrl, { max: 10 });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
});

describe("twenty concurrent creates", () => {
  test("with credits for seven: seven are accepted, thirteen get 402 and store nothing", async () => {
    const customer = await app.customer({ credits: 7 * 8 + 7 });
    const replies = await concurrently(20, () =>
      createHubGeneration(customer, app.url, { async: true }),
    );
    expect(tally(replies)).toEqual({ 202: 7, 402: 13 });
    expect(await countRows(customer)).toEqual({ generations: 7, holds: 7, jobs: 7, spent: -56 });
    expect(await getBalance(customer)).toMatchObject({ credits: 7, held: 56 });
  });

  test("from many small grants spend each credit once", async () => {
    const customer = await app.customer({ credits: 0 });
    await concurrently(28, () =>
      credits.createGrant(app.ctx, { accountId: customer.accountId, credits: 2, source: "promo" }),
    );
    const replies = await concurrently(20, () =>
      createHubGeneration(customer, app.url, { async: true }),
    );
    expect(tally(replies)).toEqual({ 202: 7, 402: 13 });
    expect(await getBalance(customer)).toMatchObject({ credits: 0, held: 56 });
  });

  test("under a monthly cap for three: three are accepted", async () => {
    await sql`
      insert into plans (id, name, monthly_credit_cap) values ('capped', 'CAPPED', 31)
      on conflict do nothing`;
    const customer = await app.customer({ planId: "capped" });
    const replies = await concurrently(20, () =>
      createHubGeneration(customer, app.url, { async: true }),
    );
    expect(tally(replies)).toEqual({ 202: 3, 402: 17 });
    expect(replies.find(({ status }) => status === 402)?.body.error?.message).toContain("cap");
  });

  test("with a concurrency limit of five: five are accepted", async () => {
    const customer = await app.customer();
    await sql`update keys set running_limit = 5 where id = ${customer.keyId}`;
    const replies = await concurrently(20, () =>
      createHubGeneration(customer, app.url, { async: true }),
    );
    expect(tally(replies)).toEqual({ 202: 5, 429: 15 });
    expect(await countRows(customer)).toMatchObject({ generations: 5, spent: -40 });
  });

  test("with one Idempotency-Key create one generation that is charged once", async () => {
    const customer = await app.customer();
    const headers = { "idempotency-key": "one-of-twenty" };
    const replies = await concurrently(20, () =>
      createHubGeneration(customer, app.url, { async: true, headers }),
    );
    expect(tally(replies)).toEqual({ 202: 20 });
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
    expect(replies.filter((reply) => reply.headers.has("idempotent-replayed"))).toHaveLength(19);
    expect(await countRows(customer)).toEqual({ generations: 1, holds: 1, jobs: 1, spent: -8 });
  });
});

describe("creates that are accepted in one transaction", () => {
  test("each get their own result: accepted, rejected, replayed or mismatched", async () => {
    const rich = await Promise.all(many(6, () => app.customer({ credits: 80 })));
    const poor = await Promise.all(many(6, () => app.customer({ credits: 7 })));
    const hot = await app.customer({ credits: 160 });
    const headers = { "idempotency-key": "the-same" };
    await createHubGeneration(hot, app.url, { async: true, headers });
    const replies = await Promise.all([
      ...rich.flatMap((each) => many(5, () => createHubGeneration(each, app.url, { async: true }))),
      ...poor.flatMap((each) => many(5, () => createHubGeneration(each, app.url, { async: true }))),
      ...many(30, () => createHubGeneration(hot, app.url, { async: true })),
      ...many(5, () => createHubGeneration(hot, app.url, { async: true, headers })),
      ...many(5, () =>
        createHubGeneration(hot, app.url, { async: true, headers, prompt: "another hill" }),
      ),
    ]);
    expect(tally(replies.slice(0, 30))).toEqual({ 202: 30 });
    expect(tally(replies.slice(30, 60))).toEqual({ 402: 30 });
    expect(tally(replies.slice(60, 90))).toEqual({ 202: 19, 402: 11 });
    expect(tally(replies.slice(90, 95))).toEqual({ 202: 5 });
    expect(tally(replies.slice(95))).toEqual({ 422: 5 });
  });

  test("do not fail with one that the database rejects", async () => {
    const customer = await app.customer({ credits: 80 });
    const outcomes = await Promise.allSettled([
      ...many(4, () => acceptGeneration(app.ctx, createSubmission(customer))),
      acceptGeneration(app.ctx, createSubmission({ ...customer, keyId: createGenerationId() })),
      ...many(4, () => acceptGeneration(app.ctx, createSubmission(customer))),
    ]);
    const failed = outcomes.map(({ status }) => status === "rejected");
    expect(failed).toEqual([...many(4, no), true, ...many(4, no)]);
    expect(await countRows(customer)).toMatchObject({ generations: 8, spent: -64 });
  });

  test("never deadlock when they lock the same accounts in different orders", async () => {
    const customers = await Promise.all(many(8, () => app.customer({ credits: 800 })));
    const reversed = customers.toReversed();
    const calls = many(12, (index) => acceptTogether(index % 2 ? customers : reversed));
    const outcomes = (await Promise.all(calls)).flat();
    expect(outcomes).toEqual(many(96, () => "accepted"));
  });

  test("never deadlock with generations that finish at the same time", async () => {
    const customers = await Promise.all(many(8, () => app.customer({ credits: 800 })));
    await Promise.all(many(6, () => acceptTogether(customers)));
    const ids = await sql<{ id: string }[]>`
      select id from generations
      where account_id in ${sql(customers.map(({ accountId }) => accountId))}`;
    const groups = many(6, (index) =>
      ids.filter((_, position) => position % 6 === index).toReversed(),
    );
    const outcomes = await Promise.all([
      ...groups.map((group) => finishTogether(group)),
      ...many(6, () => acceptTogether(customers.toReversed())),
    ]);
    expect(outcomes.flat().sort()).toEqual([
      ...many(48, () => "accepted"),
      ...many(48, () => "finished"),
    ]);
  });

  test("return the same result when they are repeated after a lost response", async () => {
    const customer = await app.customer({ credits: 80 });
    const wanted = createSubmission(customer);
    const accepted = await acceptGeneration(app.ctx, wanted);
    expect(accepted).toMatchObject({ generationId: wanted.id, replayed: false, costCredits: 8 });
    expect(await acceptGeneration(app.ctx, wanted)).toEqual(accepted);
    expect(await countRows(customer)).toEqual({ generations: 1, holds: 1, jobs: 1, spent: -8 });
  });
});

describe("two workers that finish the same generation", () => {
  test("close its hold once: of ten concurrent calls one succeeds", async () => {
    const customer = await app.customer({ credits: 80 });
    const { body } = await createHubGeneration(customer, app.url, { async: true });
    const finish = (status: string) => finishTogether([{ id: body.id ?? "" }], status);
    const outcomes = await Promise.all(
      many(10, (index) => finish(index % 2 ? "failed" : "canceled")),
    );
    const sorted = outcomes.flat().sort();
    expect(sorted).toEqual([...many(9, () => "already"), "finished"]);
    expect(await getBalance(customer)).toMatchObject({ credits: 80, held: 0 });
  });
});

const no = () => false;

function many<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function concurrently<T>(count: number, operation: () => Promise<T>): Promise<T[]> {
  return Promise.all(many(count, operation));
}

function tally(replies: HubReply[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of replies) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

/** Accepts all requests in one statement, without the server's batching. */
async function acceptTogether(customers: Customer[]): Promise<string[]> {
  const submissions = customers.map((customer) => createSubmission(customer));
  const parameters = toStatementParameters(submissions);
  const rows = await acceptance.acceptGenerations.run(parameters, app.ctx.db);
  return rows.map(({ outcome }) => outcome);
}

/** Finishes generations of different accounts in one transaction, in the order of their accounts. */
async function finishTogether(ended: { id: string }[], status = "failed"): Promise<string[]> {
  const rows = await sql`
    select f.outcome
    from (
        select id from generations where id = any (${ended.map(({ id }) => id)}) order by account_id
      ) g
      cross join lateral finish_generation(
        p_id => g.id,
        p_status => ${status},
        p_error_code => 'generation_failed',
        p_error_message => 'It failed.',
        p_is_our_fault => true
      ) f`;
  return rows.map(({ outcome }) => outcome);
}

async function countRows({ accountId }: Customer) {
  const [row] = await sql`
    with mine as (select id from generations where account_id = ${accountId})
    select
      (select count(*)::int from mine) as generations,
      (select count(*)::int from credit_holds where account_id = ${accountId}) as holds,
      (
        select count(*)::int from graphile_worker._private_jobs
        where payload ->> 'generationId' in (select id::text from mine)
      ) as jobs,
      (
        select coalesce(sum(available_change), 0)::int from credit_entries
        where account_id = ${accountId} and kind = 'hold'
      ) as spent`;
  return { ...row };
}
