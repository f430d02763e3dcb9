import { afterAll, beforeAll, expect, test } from "bun:test";
import { type RunningWorker, startWorker } from "../../jobs/worker.ts";
import { openContext } from "../../src/app/context.ts";
import { type App, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { findViolations } from "../support/invariants.ts";
import { getFinishedGeneration, createHubGeneration } from "../support/hub-client.ts";
import { startS3 } from "../support/s3-server.ts";
import { startTcpProxy } from "../support/tcp-proxy.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

let upstream: Upstream;
let app: App;
let cramped: RunningWorker;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    worker: false,
    env: {
      PROVIDER: "openai",
      OPENAI_API_KEY: "sk-test",
      OPENAI_BASE_URL: upstream.url,
      // More than any disk has: real free space, and a floor above it.
      MIN_FREE_DISK_MB: "1000000000",
    },
  });
  cramped = await startWorker(app.ctx, app.databaseUrl, { drainMs: 1 });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
});

test("a worker with a nearly full disk calls no provider, reports it, leaves jobs to others", async () => {
  const customer = await app.customer();
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  await eventually(async () => (await readiness()).pausedFor?.includes("disk") === true, {
    message: "the worker is not paused",
  });
  const metrics = await (await fetch(`${app.url}/metrics`)).text();
  expect(metrics).toContain('darkroom_worker_paused{reason="disk"} 1');
  expect(metrics).toMatch(/^darkroom_disk_free_bytes -\d/m);
  expect(upstream.calls).toEqual([]);
  await cramped.stop();

  const roomy = await openContext(
    { ...app.ctx.config, minFreeDiskBytes: 0 },
    app.ctx.log,
    app.databaseUrl,
  );
  const worker = await startWorker(roomy, app.databaseUrl);
  try {
    expect(await getFinishedGeneration(app, customer, body.id ?? "")).toMatchObject({
      status: "succeeded",
    });
    expect(upstream.calls).toHaveLength(1);
  } finally {
    await worker.stop();
    await roomy.close();
  }
});

async function readiness(): Promise<{ pausedFor?: string[] }> {
  return (await fetch(`${app.url}/readyz`)).json();
}

test("the disk space of a generation stays reserved until its images are stored", async () => {
  const bucket = await startS3();
  const line = await startTcpProxy(bucket.config.endpoint ?? "");
  const s3 = { ...bucket.config, endpoint: new URL(line.url).origin };
  const config = { ...app.ctx.config, minFreeDiskBytes: 0, s3 };
  const remote = await openContext(config, app.ctx.log, app.databaseUrl);
  const worker = await startWorker(remote, app.databaseUrl);
  try {
    upstream.respondWith("hold");
    const calls = upstream.calls.length;
    const { body } = await createHubGeneration(await app.customer(), app.url, { async: true });
    await upstream.arrived(calls + 1);
    line.cut();
    upstream.release();
    await app.logged("image_store_retried");
    expect(remote.disk.reservedBytes()).toBeGreaterThan(0);
    line.restore();
    await eventually(() => isSucceeded(body.id ?? ""), {
      message: "the generation has not succeeded",
    });
    // The worker releases it when it has the reply to its last statement.
    await eventually(() => remote.disk.reservedBytes() === 0, { message: "the space is reserved" });
  } finally {
    await worker.stop();
    await remote.close();
    await line.close();
    await bucket.stop();
  }
});

async function isSucceeded(id: string): Promise<boolean> {
  const query = "select 1 from generations where id = $1 and status = 'succeeded'";
  return (await app.ctx.db.query(query, [id])).rows.length === 1;
}
