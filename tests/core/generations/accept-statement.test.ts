import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import * as acceptance from "../../../generated/queries/acceptance.ts";
import * as credits from "../../../src/core/billing/grants.ts";
import type { Submission } from "../../../src/core/generations/submission.ts";
import { type App, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import { createSubmission, toStatementParameters } from "../../support/submission.ts";

let app: App;
let sql: postgres.Sql;

// Without a worker the generations stay queued.
beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = postgres(app.databaseUrl, { max: 2 });
  await sql`
    insert into plans (id, name, monthly_credit_cap)
    values ('capped', 'CAPPED', 90), ('limited', 'LIMITED', null)`;
  await sql`
    insert into plan_access (plan_id, dialect, account_running_limit)
    values ('limited', 'hub', 3), ('limited', 'art', 2)`;
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
});

const LIMITS: {
  name: string;
  planId?: string;
  runningLimit?: number;
  budget?: number;
  grants: number[];
}[] = [
  { name: "enough credits", grants: [1000] },
  { name: "credits for some", grants: [5, 30, 7, 40] },
  { name: "a concurrency limit", grants: [1000], runningLimit: 4 },
  { name: "concurrency limits of the account", grants: [1000], planId: "limited" },
  { name: "a budget of the key", grants: [1000], budget: 60 },
  { name: "a monthly cap", grants: [1000], planId: "capped" },
  { name: "few credits, a cap and a limit", grants: [60, 30], planId: "capped", runningLimit: 6 },
];

for (const limits of LIMITS) {
  test(`requests in one statement get the outcomes of one statement each, with ${limits.name}`, async () => {
    for (const seed of [1, 2, 3, 4]) {
      const together = await createLimited(limits);
      const apart = await createLimited(limits);
      const wanted = createRequests(seed);
      const outcomes = await accept(together, [wanted]);
      expect(outcomes).toEqual(
        await accept(
          apart,
          wanted.map((each) => [each]),
        ),
      );
      expect(new Set(outcomes.map(({ outcome }) => outcome)).size).toBeGreaterThan(1);
      expect(await readAccount(together)).toEqual(await readAccount(apart));
    }
  });
}

test("a request whose key was revoked in between is rejected, and not the others with it", async () => {
  const [revoked, other] = [await app.customer(), await app.customer()];
  await sql`update keys set revoked_at = clock() where id = ${revoked.keyId}`;
  const submissions = [createSubmission(revoked), createSubmission(other)];
  const wanted = toStatementParameters(submissions);
  const rows = await acceptance.acceptGenerations.run(wanted, app.ctx.db);
  const outcomes = rows.toSorted((a, b) => a.itemPosition - b.itemPosition);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(["account_disabled", "accepted"]);
});

test("requests of several accounts in one statement keep the order within each account", async () => {
  const limited = await Promise.all([1, 2, 3].map(() => createLimited({ grants: [8, 16] })));
  const submissions = [0, 1, 2, 3].flatMap((image) =>
    limited.map(({ customer }) =>
      createSubmission(customer, { request: { ...createRequest(), n: image === 1 ? 3 : 1 } }),
    ),
  );
  const parameters = toStatementParameters(submissions);
  const rows = await acceptance.acceptGenerations.run(parameters, app.ctx.db);
  expect(rows.map(({ itemPosition }) => itemPosition)).toEqual([...submissions.keys()]);
  const [first, second, third, fourth] = [0, 3, 6, 9].map((from) =>
    rows.slice(from, from + 3).map(({ outcome }) => outcome),
  );
  expect(first).toEqual(["accepted", "accepted", "accepted"]);
  expect(second).toEqual(["insufficient_credits", "insufficient_credits", "insufficient_credits"]);
  expect(third).toEqual(["accepted", "accepted", "accepted"]);
  expect(fourth).toEqual(["accepted", "accepted", "accepted"]);
});

async function createLimited(limits: Omit<(typeof LIMITS)[number], "name">) {
  const { planId = "pro", runningLimit, budget, grants } = limits;
  const customer = await app.customer({ credits: 0, planId });
  const { accountId, keyId } = customer;
  for (const amount of grants)
    await credits.createGrant(app.ctx, { accountId, credits: amount, source: "promo" });
  await sql`update accounts set credits_low_at = 20 where id = ${accountId}`;
  if (budget !== undefined) await sql`select set_key_budget(${keyId}, ${budget}, 'lifetime')`;
  return { customer, runningLimit };
}

type Limited = Awaited<ReturnType<typeof createLimited>>;

function createRequest(): Submission["request"] {
  return createSubmission({ accountId: "", keyId: "" }).request;
}

/** Returns requests with repeated idempotency keys and contents, at different prices. */
function createRequests(seed: number): Partial<Submission>[] {
  let state = seed * 7919;
  const pick = <T>(values: T[]): T => {
    state = (state * 48_271) % 2_147_483_647;
    // `%` returns an index of the array.
    return values[state % values.length] as T;
  };
  return Array.from({ length: 20 }, () => ({
    request: {
      ...createRequest(),
      prompt: pick(["a hill", "a lake", "a tree"]),
      n: pick([1, 1, 2, 3]),
      model: "gpt-image-2",
    },
    dialect: pick(["hub", "hub", "hub", "art"]),
    idempotencyKey: pick([undefined, undefined, "first", "second"]),
    isRetry: pick([undefined, false, true]),
  }));
}

/** Accepts the requests, each group in one statement. Returns the outcomes with places for the ids. */
async function accept({ customer, runningLimit }: Limited, groups: Partial<Submission>[][]) {
  const { accountId, keyId } = customer;
  const places = new Map<string, string>();
  const outcomes = [];
  for (const group of groups) {
    const submissions = group.map((each) =>
      createSubmission(customer, { ...each, caller: { accountId, keyId, runningLimit } }),
    );
    for (const { id } of submissions) places.set(id, `request ${places.size}`);
    const parameters = toStatementParameters(submissions);
    const rows = await acceptance.acceptGenerations.run(parameters, app.ctx.db);
    for (const { outcome, costCredits, generationId } of rows)
      outcomes.push({ outcome, costCredits, generation: places.get(generationId ?? "") });
  }
  return outcomes;
}

/** Returns what an account has spent, without ids and times. */
async function readAccount({ customer: { accountId } }: Limited) {
  const [account] = await sql`
    select available, held, month_spend, entry_count, credits_low_notified_at is not null as is_low,
      (
        select sum(b.spent_credits)::int from key_budgets b join keys k on k.id = b.key_id
        where k.account_id = a.id
      ) as budget_spent
    from accounts a where id = ${accountId}`;
  const entries = await sql`
    select sequence, kind, available_change, held_change, available_after, held_after
    from credit_entries where account_id = ${accountId} order by sequence`;
  const parts = await sql`
    select p.position, p.amount, c.amount as grant_amount
    from credit_entries e
      join credit_hold_parts p on p.hold_id = e.hold_id
      join credit_grants c on c.id = p.grant_id
    where e.account_id = ${accountId} order by e.sequence, p.position`;
  const remembered = await sql`
    select (select count(*)::int from idempotency_keys where account_id = ${accountId}) as keys,
      (
        select count(*)::int from recent_requests r join keys k on k.id = r.key_id
        where k.account_id = ${accountId}
      ) as recent`;
  return { account, entries: [...entries], parts: [...parts], remembered: [...remembered] };
}
