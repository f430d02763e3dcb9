import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import postgres from "postgres";
import * as credits from "../generated/queries/credits.ts";
import * as generations from "../generated/queries/generations.ts";
import * as idempotency from "../generated/queries/idempotency.ts";
import * as keys from "../generated/queries/keys.ts";
import * as workers from "../generated/queries/workers.ts";
import * as history from "../src/core/generations/list.ts";
import * as ledger from "../src/core/billing/ledger.ts";
import * as usage from "../src/core/billing/usage.ts";
import { COLUMNS } from "../src/database/connection.ts";
import { type App, type Customer, startApp } from "./support/app.ts";
import { balanceOf } from "./support/hub-client.ts";
import { type Reading, reads, writeHistory } from "./support/read-statistics.ts";

// Writing the history takes some seconds.
setDefaultTimeout(60_000);

// As `migrate` sets them for the role.
const SETTINGS = { plan_cache_mode: "force_generic_plan", jit: "off", statement_timeout: 60_000 };

let app: App;
let sql: postgres.Sql;
let customer: Customer;
let keyHash: Buffer;
/** By plans that were made for an empty house. */
let young: Reading[];
/** By plans that know what there is. */
let grown: Reading[];

beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = postgres(app.databaseUrl, { ...COLUMNS, max: 1, connection: SETTINGS });
  customer = await app.customer({ credits: 1000 });
  const [secret] = await sql<{ hash: Buffer }[]>`select hash from key_secrets`;
  keyHash = secret?.hash ?? Buffer.alloc(0);
  await readsOfLife();
  await writeHistory(sql, customer);
  young = await readsOfLife();
  await sql.unsafe(`
    update generations set end_user = 'rare' where id in (select id from generations limit 3);
    analyze;
  `);
  grown = await readsOfLife();
});

afterAll(async () => {
  await sql.end();
  await app.stop();
});

/** What an act of the core reads, of tables with a history. */
function readsOf(act: (ctx: App["ctx"]) => Promise<unknown>) {
  return reads(sql, (db) => act({ ...app.ctx, db: { ...app.ctx.db, ...db } }));
}

const STEPS = [
  ...["authenticate", "accept", "claim", "send", "poll", "finish", "receipt", "balance"],
  ...["rescue", "overdue", "expire", "reap"],
];

/** What is read in the life of a generation, and by the sweeps that pass. */
function readsOfLife(): Promise<Reading[]> {
  return reads(sql, async (db, mark) => {
    const { accountId } = customer;
    await keys.authenticateKey.run({ hash: keyHash, dialect: "hub" }, db);
    await mark("authenticate");
    const item = { ...orderOf(customer), idempotencyKey: "new" };
    const outcomes = await generations.acceptGenerations.run({ items: [item] }, db);
    expect(outcomes).toMatchObject([{ outcome: "accepted" }]);
    await mark("accept");
    const workerId = crypto.randomUUID();
    await workers.registerWorker.run({ id: workerId, poolIds: ["pool"] }, db);
    const mine = { generationId: item.id, workerId, provider: "demo", runSeconds: 60 };
    const [claimed] = await generations.claimGeneration.run(mine, db);
    await mark("claim");
    const { attemptId = "", claim = 0 } = claimed ?? {};
    await generations.markAttemptSent.run({ attemptId, workerId, claim, provider: "demo" }, db);
    await mark("send");
    const wanted = { id: item.id, accountId };
    expect(await generations.findGeneration.run(wanted, db)).toHaveLength(1);
    await mark("poll");
    const failure = { status: "failed", images: [], errorCode: "generation_failed" };
    const attempt = { id: attemptId, outcome: "failed" };
    const end = { id: item.id, workerId, claim, ourFault: true, attempt, ...failure };
    const ended = await generations.finishGenerations.run({ items: [end] }, db);
    expect(ended).toMatchObject([{ outcome: "finished" }]);
    await mark("finish");
    expect(await generations.findReceipt.run(wanted, db)).toHaveLength(1);
    await mark("receipt");
    await credits.findBalance.run({ accountId, mostDates: 100 }, db);
    await mark("balance");
    await workers.rescueGenerations.run({ judge: null }, db);
    await mark("rescue");
    await generations.overdueGenerations.run({ limit: 100 }, db);
    await mark("overdue");
    await credits.listExpiredGrants.run({ exceptAccounts: [], limit: 100 }, db);
    await mark("expire");
    await idempotency.deleteOldIdempotencyKeys.run({ hours: 48, limit: 100 }, db);
    await mark("reap");
  });
}

describe("with 100,000 generations and 20,000 spent batches behind an account", () => {
  for (const step of STEPS) {
    test(`it reads a handful of rows to ${step}, by whatever plan`, () => {
      for (const seen of [young, grown]) {
        expect(seen.map((reading) => reading.step)).toEqual(STEPS);
        expect(seen.filter((reading) => reading.step === step)).toSpare();
      }
    });
  }

  test("a balance counts the open batches only", async () => {
    expect(await balanceOf(customer)).toMatchObject({ credits: 1000, held: 0 });
  });
});

describe("of 100,000 generations in the console", () => {
  const filters: [string, history.GenerationFilter][] = [
    ["all", {}],
    ["those under way", { statuses: ["queued", "running"] }],
    ["those without pictures", { statuses: ["failed", "blocked", "canceled"] }],
    ["those that have succeeded", { statuses: ["succeeded"] }],
    ["those of a user", { endUser: "rare" }],
    ["those of a key that has made none", { keyId: crypto.randomUUID() }],
    ["those of a dialect", { dialect: "hub" }],
    ["those before a moment", { to: "2020-01-01T00:00:00Z" }],
  ];
  for (const [what, filter] of filters) {
    test(`a page of ${what} reads a handful of rows`, async () => {
      const { accountId } = customer;
      const list = (ctx: App["ctx"]) =>
        history.listGenerations(ctx, accountId, { filter, limit: 20 });
      expect(await readsOf(list)).toSpare();
    });
  }

  test("the first page, one in the middle and one near the end read alike", async () => {
    const { accountId } = customer;
    const ids = await sql<{ id: string }[]>`
      select id from (
        select id, row_number() over (order by created_at desc, id desc) as place from generations
      ) numbered where place in (20, 50000, 99900)`;
    for (const { id: beforeId } of ids) {
      const page = { filter: {}, limit: 20, beforeId };
      expect(await readsOf((ctx) => history.listGenerations(ctx, accountId, page))).toSpare();
    }
  });

  test("a word that no prompt has is looked for in a bounded stretch, and then further on", async () => {
    const { accountId } = customer;
    const filter = { text: "nowhere" };
    const page = await history.listGenerations(app.ctx, accountId, { filter, limit: 20 });
    expect(page.generations).toEqual([]);
    const [reading] = await readsOf((ctx) =>
      history.listGenerations(ctx, accountId, { filter, limit: 20 }),
    );
    expect(reading?.scanned).toEqual([]);
    expect(reading?.rows).toBeLessThan(6_000);
    const { nextId: beforeId } = page;
    expect(beforeId).toBeString();
    const next = await history.listGenerations(app.ctx, accountId, { filter, limit: 20, beforeId });
    expect(next.nextId).not.toBe(beforeId);
  });

  test("a page of the ledger reads a handful of lines, also of long ago", async () => {
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
      expect(await readsOf((ctx) => ledger.listLedgerEntries(ctx, accountId, page))).toSpare();
    }
    const { entries } = await ledger.listLedgerEntries(app.ctx, accountId, {
      filter: { to },
      limit: 1,
    });
    expect(Number(entries[0]?.sequence)).toBeWithin(49_998, 50_001);
  });

  test("the last day and one generation's track read a handful of rows", async () => {
    const { accountId } = customer;
    const [{ id } = { id: "" }] = await sql<{ id: string }[]>`select id from generations limit 1`;
    expect(await readsOf((ctx) => usage.getLastDay(ctx, accountId))).toSpare();
    expect(await readsOf((ctx) => history.getGenerationDetails(ctx, accountId, id))).toSpare();
    expect(await readsOf((ctx) => history.getTimeline(ctx, accountId, id))).toSpare();
  });
});

function orderOf({ accountId, keyId }: Customer) {
  return {
    ...{ id: crypto.randomUUID(), holdId: crypto.randomUUID(), accountId, keyId },
    ...{ dialect: "hub", route: "createImage", model: "gpt-image-2", prompt: "a hill", n: 1 },
    ...{ size: "auto", aspectRatio: "auto", tier: "1K", quality: "auto" },
    ...{ options: {}, inputs: [], fingerprint: "00", deadlineSeconds: 60, runningLimit: 5 },
  };
}
