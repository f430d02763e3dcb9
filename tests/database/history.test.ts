import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import * as acceptance from "../../generated/queries/acceptance.ts";
import * as credits from "../../generated/queries/credits.ts";
import * as generations from "../../generated/queries/generations.ts";
import * as idempotency from "../../generated/queries/idempotency.ts";
import * as keys from "../../generated/queries/keys.ts";
import * as metrics from "../../generated/queries/metrics.ts";
import * as workers from "../../generated/queries/workers.ts";
import * as history from "../../src/core/generations/list.ts";
import * as ledger from "../../src/core/billing/ledger.ts";
import * as usage from "../../src/core/billing/usage.ts";
import { COLUMNS } from "../../src/database/connection.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { createSubmission, toStatementParameters } from "../support/submission.ts";
import { getBalance } from "../support/hub-client.ts";
import { type ReadStatistics, measureReads, insertHistory } from "../support/read-statistics.ts";

// As `migrate` sets them for the database role.
const SETTINGS = { plan_cache_mode: "force_generic_plan", jit: "off", statement_timeout: 60_000 };
const DAY_MS = 86_400_000;

let app: App;
let sql: postgres.Sql;
let customer: Customer;
let keyHash: Buffer;
/** With plans made when the tables were empty. */
let beforeAnalyze: ReadStatistics[];
/** With plans made after `analyze`. */
let afterAnalyze: ReadStatistics[];

beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = postgres(app.databaseUrl, { ...COLUMNS, max: 1, connection: SETTINGS });
  customer = await app.customer({ credits: 1000 });
  const [secret] = await sql<{ hash: Buffer }[]>`select hash from key_secrets`;
  keyHash = secret?.hash ?? Buffer.alloc(0);
  await readGenerationSteps();
  await insertHistory(sql, customer);
  beforeAnalyze = await readGenerationSteps();
  await sql.unsafe(`
    update generations set end_user = 'rare' where id in (select id from generations limit 3);
    analyze;
  `);
  afterAnalyze = await readGenerationSteps();
});

afterAll(async () => {
  await sql.end();
  await app.stop();
});

/** Returns what `operation` reads from the tables that grow over time. */
function readingsOf(operation: (ctx: App["ctx"]) => Promise<unknown>) {
  return measureReads(sql, (db) => operation({ ...app.ctx, db: { ...app.ctx.db, ...db } }));
}

const STEPS = [
  ...["authenticate", "accept", "claim", "send", "poll", "finish", "receipt", "balance"],
  ...["recover", "overdue", "expire", "clean up", "metrics"],
];

const FINISH = `
  select outcome
  from finish_generation(
      p_id => $1,
      p_status => 'failed',
      p_error_code => 'generation_failed',
      p_is_our_fault => true,
      p_attempt => row($2::bigint, null, 'failed', null, null, null, null, null)::attempt_result,
      p_worker_id => $3,
      p_claim => $4
    )`;

/** Returns what the steps of one generation and the periodic jobs read. */
function readGenerationSteps(): Promise<ReadStatistics[]> {
  return measureReads(sql, async (db, mark) => {
    const { accountId } = customer;
    await keys.authenticateKeys.run({ hashes: [keyHash], dialect: "hub", addresses: [null] }, db);
    await mark("authenticate");
    const item = createSubmission(customer, { idempotencyKey: "new" });
    const outcomes = await acceptance.acceptGenerations.run(toStatementParameters([item]), db);
    expect(outcomes).toMatchObject([{ outcome: "accepted" }]);
    await mark("accept");
    const workerId = crypto.randomUUID();
    await workers.registerWorker.run({ id: workerId, poolIds: ["pool"] }, db);
    const mine = {
      generationIds: [item.id],
      workerId,
      runIds: [workerId],
      provider: "demo",
      runSeconds: 60,
      immediateProviders: [],
      mayWait: true,
      isRepeated: false,
    };
    const [claimed] = await generations.claimNextGenerations.run(mine, db);
    await mark("claim");
    const { attemptId = "", claim = 0 } = claimed ?? {};
    await generations.markAttemptSent.run({ attemptId, workerId, claim, provider: "demo" }, db);
    await mark("send");
    const wanted = { id: item.id, accountId };
    const polled = { ids: [item.id], accountIds: [accountId] };
    expect(await generations.findGenerations.run(polled, db)).toHaveLength(1);
    await mark("poll");
    const end = [item.id, attemptId, workerId, claim];
    expect((await db.query(FINISH, end)).rows).toMatchObject([{ outcome: "finished" }]);
    await mark("finish");
    expect(await generations.findReceipt.run(wanted, db)).toHaveLength(1);
    await mark("receipt");
    await credits.findBalance.run({ accountId, maxDates: 100 }, db);
    await mark("balance");
    await workers.declareDeadWorkers.run({ observer: null }, db);
    await workers.recoverClaims.run(undefined, db);
    await mark("recover");
    await generations.overdueGenerations.run({ limit: 100 }, db);
    await mark("overdue");
    await credits.listExpiredGrants.run({ exceptAccounts: [], limit: 100 }, db);
    await mark("expire");
    await idempotency.deleteOldIdempotencyKeys.run({ hours: 48, limit: 100 }, db);
    await mark("clean up");
    await readMetrics(db);
    await mark("metrics");
  });
}

async function readMetrics(db: Pick<App["ctx"]["db"], "query">): Promise<void> {
  await metrics.readGauges.run(undefined, db);
  await metrics.countWithoutJob.run(undefined, db);
  await metrics.listJobGauges.run(undefined, db);
  await metrics.listCircuitGauges.run(undefined, db);
}

describe("with 100,000 generations and 20,000 spent grants,", () => {
  for (const step of STEPS) {
    test(`${step} reads few rows, with and without statistics`, () => {
      for (const seen of [beforeAnalyze, afterAnalyze]) {
        expect(seen.map((reading) => reading.step)).toEqual(STEPS);
        expect(seen.filter((reading) => reading.step === step)).toReadFewRows();
      }
    });
  }

  test("a balance counts only the grants with credits left", async () => {
    expect(await getBalance(customer)).toMatchObject({ credits: 1000, held: 0 });
  });
});

describe("with 100,000 generations in the console,", () => {
  const filters: [string, history.GenerationFilter][] = [
    ["all generations", {}],
    ["running generations", { statuses: ["queued", "running"] }],
    ["generations without images", { statuses: ["failed", "blocked", "canceled"] }],
    ["succeeded generations", { statuses: ["succeeded"] }],
    ["the generations of an end user", { endUser: "rare" }],
    ["the generations of an unused key", { keyId: crypto.randomUUID() }],
    ["the generations of a dialect", { dialect: "hub" }],
    ["generations before a given time", { to: "2020-01-01T00:00:00Z" }],
  ];
  for (const [what, filter] of filters) {
    test(`a page of ${what} reads few rows`, async () => {
      const { accountId } = customer;
      const list = (ctx: App["ctx"]) =>
        history.listGenerations(ctx, accountId, { filter, limit: 20 });
      expect(await readingsOf(list)).toReadFewRows();
    });
  }

  test("the first page, a page in the middle and one near the end read few rows", async () => {
    const { accountId } = customer;
    const ids = await sql<{ id: string }[]>`
      select id from (
        select id, row_number() over (order by created_at desc, id desc) as position from generations
      ) numbered where position in (20, 50000, 99900)`;
    for (const { id: beforeId } of ids) {
      const page = { filter: {}, limit: 20, beforeId };
      expect(
        await readingsOf((ctx) => history.listGenerations(ctx, accountId, page)),
      ).toReadFewRows();
    }
  });

  test("a search for a word in no prompt scans a bounded range and continues after it", async () => {
    const { accountId } = customer;
    const filter = { text: "nowhere" };
    const page = await history.listGenerations(app.ctx, accountId, { filter, limit: 20 });
    expect(page.generations).toEqual([]);
    const [reading] = await readingsOf((ctx) =>
      history.listGenerations(ctx, accountId, { filter, limit: 20 }),
    );
    expect(reading?.scanned).toEqual([]);
    expect(reading?.rows).toBeLessThan(6_000);
    const { nextId: beforeId } = page;
    expect(beforeId).toBeString();
    const next = await history.listGenerations(app.ctx, accountId, { filter, limit: 20, beforeId });
    expect(next.nextId).not.toBe(beforeId);
  });

  test("a page of ledger entries reads few rows, also for old entries", async () => {
    const { accountId } = customer;
    const [old] = await sql<{ at: Date }[]>`
      select created_at as at from credit_entries where sequence = 50000`;
    const to = old?.at.toISOString() ?? "";
    const pages: Parameters<typeof ledger.listLedgerEntries>[2][] = [
      { filter: {}, limit: 20 },
      { filter: {}, limit: 20, before: "50000" },
      { filter: { to }, limit: 20 },
      { filter: { from: to, kinds: ["hold"] }, limit: 20 },
    ];
    for (const page of pages) {
      expect(
        await readingsOf((ctx) => ledger.listLedgerEntries(ctx, accountId, page)),
      ).toReadFewRows();
    }
    const { entries } = await ledger.listLedgerEntries(app.ctx, accountId, {
      filter: { to },
      limit: 1,
    });
    expect(Number(entries[0]?.sequence)).toBeWithin(49_998, 50_001);
  });

  test("the usage of a year reads few rows", async () => {
    const { accountId } = customer;
    const period = await usage.getUsagePeriod(app.ctx, {});
    const from = new Date(Date.parse(period.to) - 365 * DAY_MS).toISOString().slice(0, 10);
    const list = (ctx: App["ctx"]) => usage.listUsage(ctx, accountId, { ...period, from });
    expect(await readingsOf(list)).toReadFewRows();
  });

  test("the last day of usage and the timeline of one generation read few rows", async () => {
    const { accountId } = customer;
    const [{ id } = { id: "" }] = await sql<{ id: string }[]>`select id from generations limit 1`;
    expect(await readingsOf((ctx) => usage.getLastDay(ctx, accountId))).toReadFewRows();
    expect(
      await readingsOf((ctx) => history.getGenerationDetails(ctx, accountId, id)),
    ).toReadFewRows();
    expect(await readingsOf((ctx) => history.getTimeline(ctx, accountId, id))).toReadFewRows();
  });
});
