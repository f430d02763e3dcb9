import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import postgres from "postgres";
import * as credits from "../generated/queries/credits.ts";
import * as generations from "../generated/queries/generations.ts";
import * as idempotency from "../generated/queries/idempotency.ts";
import * as keys from "../generated/queries/keys.ts";
import * as workers from "../generated/queries/workers.ts";
import { type App, type Customer, startApp } from "./support/app.ts";
import { balanceOf } from "./support/orders.ts";
import { reads, writeHistory } from "./support/readings.ts";

// Writing the history takes some seconds.
setDefaultTimeout(60_000);

let app: App;
let sql: postgres.Sql;
let customer: Customer;

beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
  customer = await app.customer({ credits: 1000 });
  await writeHistory(sql, customer);
});

afterAll(async () => {
  await sql.end();
  await app.stop();
});

describe("with 100,000 generations and 20,000 spent batches behind an account", () => {
  test("to authenticate a key reads a handful of rows", async () => {
    const [secret] = await sql<{ hash: Buffer }[]>`select hash from key_secrets`;
    const hash = secret?.hash ?? Buffer.alloc(32);
    expect(
      await reads(sql, (db) => keys.authenticateKey.run({ hash, dialect: "hub" }, db)),
    ).toSpare();
  });

  test("a balance reads the open batches only", async () => {
    const { accountId } = customer;
    expect(await reads(sql, (db) => credits.findBalance.run({ accountId }, db))).toSpare();
    expect(await balanceOf(customer)).toMatchObject({ credits: 1000, held: 0 });
  });

  test("to accept, claim, send and finish reads a handful of rows each", async () => {
    const seen = await reads(sql, async (db, mark) => {
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
      const failure = { status: "failed", images: [], errorCode: "generation_failed" };
      const attempt = { id: attemptId, outcome: "failed" };
      const end = { id: item.id, workerId, claim, ourFault: true, attempt, ...failure };
      const ended = await generations.finishGenerations.run({ items: [end] }, db);
      expect(ended).toMatchObject([{ outcome: "finished" }]);
      await mark("finish");
    });
    expect(seen.map(({ step }) => step)).toEqual(["accept", "claim", "send", "finish"]);
    expect(seen).toSpare();
  });

  test("a poll and a receipt read one generation", async () => {
    const [last] = await sql<{ id: string }[]>`select id from generations limit 1`;
    const wanted = { id: last?.id ?? "", accountId: customer.accountId };
    expect(await reads(sql, (db) => generations.findGeneration.run(wanted, db))).toSpare();
    expect(await reads(sql, (db) => generations.findReceipt.run(wanted, db))).toSpare();
  });

  test("a worker's beat reads what is live, and the sweeps what is due", async () => {
    expect(await reads(sql, (db) => workers.rescueGenerations.run(undefined, db))).toSpare();
    expect(
      await reads(sql, (db) => generations.overdueGenerations.run({ limit: 100 }, db)),
    ).toSpare();
    expect(await reads(sql, (db) => credits.expireCredits.run({ batches: 100 }, db))).toSpare();
    expect(await reads(sql, (db) => idempotency.reapIdempotency.run({ hours: 48 }, db))).toSpare();
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
