import { afterAll, beforeAll, expect, test } from "bun:test";
import { processBatch } from "../../../jobs/process-batch.ts";
import { startWorker } from "../../../jobs/worker.ts";
import { finishOverdueGenerations } from "../../../src/core/generations/recover.ts";
import { openContext } from "../../../src/app/context.ts";
import { type App, startApp } from "../../support/app.ts";
import { startBatch } from "../../support/batch-client.ts";
import { moveClock } from "../../support/clock.ts";
import { eventually } from "../../support/eventually.ts";
import { queueHubGeneration } from "../../support/hub-client.ts";
import { findViolations } from "../../support/invariants.ts";
import { runStatement } from "../../support/run-statement.ts";
import { startS3 } from "../../support/s3-server.ts";
import { startTcpProxy } from "../../support/tcp-proxy.ts";

const TWO_HOURS = 7_200;
const READ_BY_CLAIM = 65;

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

test("a request of a batch that a worker gives back after an hour is run later", async () => {
  const customer = await app.customer({ dialect: "openai", credits: 100 });
  const body = { model: "gpt-image-2", prompt: "a hill" };
  const line = { custom_id: "a", method: "POST", url: "/v1/images/generations", body };
  const { uuid } = await startBatch(customer, JSON.stringify(line));
  await processBatch(app.ctx, { batchId: uuid });
  await processBatch(app.ctx, { batchId: uuid });
  await moveClock(app.databaseUrl, TWO_HOURS);
  const bucket = await startS3();
  const path = await startTcpProxy(bucket.config.endpoint ?? "");
  const s3 = { ...bucket.config, endpoint: new URL(path.url).origin };
  const remote = await openContext({ ...app.ctx.config, s3 }, app.ctx.log, app.databaseUrl);
  path.cut();
  const worker = await startWorker(remote, app.databaseUrl);
  try {
    await app.logged("generation_released");
    path.restore();
    const ended = await eventually(() => findEnded(customer.accountId), {
      message: "The generation has not ended",
    });
    expect(ended).toEqual({ status: "succeeded" });
  } finally {
    await worker.stop();
    await remote.close();
    await path.close();
    await bucket.stop();
    await moveClock(app.databaseUrl, 0);
  }
});

test("generations past their deadline do not keep others from starting", async () => {
  const customer = await app.customer();
  const create = () => queueHubGeneration(customer, app.url);
  await Promise.all(Array.from({ length: READ_BY_CLAIM + 2 }, create));
  await moveClock(app.databaseUrl, TWO_HOURS);
  try {
    const id = await create();
    expect(await finishOverdueGenerations(app.ctx, 1)).toEqual({ overdue: 1, failed: 0 });
    const picked = await runStatement(app.databaseUrl, "select pick_generations(1, null) as ids");
    expect(picked).toEqual([{ ids: [id] }]);
    const rest = { overdue: READ_BY_CLAIM + 1, failed: 0 };
    expect(await finishOverdueGenerations(app.ctx)).toEqual(rest);
  } finally {
    await moveClock(app.databaseUrl, 0);
  }
});

async function findEnded(accountId: string): Promise<unknown> {
  const [row] = await runStatement(
    app.databaseUrl,
    `select status from generations where account_id = '${accountId}' and finished_at is not null`,
  );
  return row;
}
