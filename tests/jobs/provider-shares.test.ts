import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { type RunningWorker, startWorker } from "../../jobs/worker.ts";
import { openContext } from "../../src/app/context.ts";
import { addModel, setRoutes } from "../../src/core/models/models.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { findViolations } from "../support/invariants.ts";
import { runStatement } from "../support/run-statement.ts";
import { startTcpProxy } from "../support/tcp-proxy.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

const SLOTS = 4;
// One slot is for the other provider.
const SHARE = SLOTS - 1;
const HANGING = "#up:hold";
// More than a claim reads of each provider.
const BACKLOG = 80;

let upstream: Upstream;
let app: App;
let customer: Customer;
let worker: RunningWorker | undefined;
let earlierCalls = 0;

beforeAll(async () => {
  upstream = await startUpstream();
  const provider = { OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
  app = await startApp({ worker: false, env: { PROVIDER: "openai", ...provider } });
  const limits = { maxImages: 4, referenceImageLimit: 4 };
  const names = { provider: "demo", providerModel: "other" };
  for (const id of ["other", "moved"]) {
    await addModel(app.ctx, { id, name: id, ...names, ...limits });
    const provider = id === "other" ? "demo" : "openai";
    await setRoutes(app.ctx, { model: id, routes: [{ ...names, provider }] });
  }
  customer = await app.customer({ credits: 10_000 });
});

afterEach(async () => {
  await runStatement(
    app.databaseUrl,
    "select cancel_generation(id, account_id) from generations where status = 'queued'",
  );
  const isOver = async () => {
    upstream.release();
    return (await statusesOf("gpt-image-2")).every((status) => status !== "running");
  };
  await eventually(isOver, { message: "Some were not run" });
  await worker?.stop();
  worker = undefined;
  earlierCalls = upstream.calls.length;
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
});

test("generations of one provider finish while another one hangs, however many wait for that", async () => {
  for (let n = 0; n < BACKLOG; n++) await create("gpt-image-2", HANGING);
  await start(SLOTS);
  await upstream.arrived(earlierCalls + SHARE);
  for (let n = 0; n < 3; n++) await untilFinished(await create("other", "a hill"));
  expect(upstream.calls.length - earlierCalls).toBe(SHARE);
});

test("a provider that hangs keeps slots for others also if requests run without the queue", async () => {
  await start(SLOTS);
  for (let n = 0; n < 2 * SLOTS; n++) await create("gpt-image-2", HANGING);
  await upstream.arrived(earlierCalls + SHARE);
  const reply = await send("other", "a hill", false);
  expect([reply.status, (await reply.json()).status]).toEqual([200, "succeeded"]);
  await untilFinished(await create("other", "a hill"));
  expect(upstream.calls.length - earlierCalls).toBe(SHARE);
});

test("queued generations use the new route of their model, although the old provider hangs", async () => {
  for (let n = 0; n < SLOTS; n++) await create("gpt-image-2", HANGING);
  const id = await create("moved", "a hill");
  await start(SLOTS);
  await upstream.arrived(earlierCalls + SHARE);
  const routes = [{ provider: "demo", providerModel: "moved" }];
  await setRoutes(app.ctx, { model: "moved", routes });
  await untilFinished(id);
  expect(upstream.calls.length - earlierCalls).toBe(SHARE);
});

test("a provider gets its slots again when its calls end", async () => {
  for (let n = 0; n < 2 * SLOTS; n++) await create("gpt-image-2", HANGING);
  await start(SLOTS);
  await upstream.arrived(earlierCalls + SHARE);
  upstream.release();
  await upstream.arrived(earlierCalls + 2 * SHARE);
  upstream.release();
  await upstream.arrived(earlierCalls + 2 * SLOTS);
  upstream.release();
  const isOver = async () => (await statusesOf("gpt-image-2")).every((each) => each !== "queued");
  await eventually(isOver, { message: "Some stay queued" });
});

test("a generation whose claim got no reply is run, although its provider has its share", async () => {
  const line = await startTcpProxy(app.databaseUrl);
  const config = { ...app.ctx.config, workerConcurrency: SLOTS };
  const remote = await openContext(config, app.ctx.log, line.url);
  const finishing = await create("gpt-image-2", HANGING);
  for (let n = 0; n < SHARE - 1; n++) await create("gpt-image-2", "#up:hang");
  await create("other", "#slow:600");
  const running = await startWorker(remote, app.databaseUrl);
  try {
    await upstream.arrived(earlierCalls + SHARE);
    await untilRunning("other");
    const claimed = await create("gpt-image-2", "a hill");
    const last = await create("gpt-image-2", "#up:hang");
    let isLosing = true;
    const loseReplies = async () => {
      do await line.loseReply(finishing);
      while (isLosing);
    };
    const firstLost = line.loseReply(finishing);
    upstream.release();
    await firstLost;
    void loseReplies();
    // The slot of the other provider goes to the last generation: this provider has its share again.
    await cancelAll("model = 'other'");
    await untilRunning("gpt-image-2", last);
    isLosing = false;
    await untilFinished(claimed);
  } finally {
    await cancelAll("true");
    await running.stop();
    await remote.close();
    await line.close();
  }
});

test("a worker with a single slot runs the generations of every provider", async () => {
  const first = await create("gpt-image-2", "a hill");
  const second = await create("other", "a hill");
  await start(1);
  for (const id of [first, second]) await untilFinished(id);
});

/** Starts a worker with this many slots. */
async function start(workerConcurrency: number): Promise<void> {
  const config = { ...app.ctx.config, workerConcurrency };
  worker = await startWorker({ ...app.ctx, config }, app.databaseUrl);
}

function send(model: string, prompt: string, async: boolean): Promise<Response> {
  return customer.call("/api/v1/images/generations", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model, prompt, async }),
  });
}

async function create(model: string, prompt: string): Promise<string> {
  const reply = await send(model, prompt, true);
  expect(reply.status).toBe(202);
  const { id } = await reply.json();
  return id;
}

async function untilRunning(model: string, id?: string): Promise<void> {
  const condition = id === undefined ? "" : ` and id = '${id}'`;
  const text = `select 1 from generations where model = '${model}' and status = 'running'${condition}`;
  await eventually(async () => (await runStatement(app.databaseUrl, text)).length > 0, {
    message: `No generation of ${model} runs`,
  });
}

async function cancelAll(condition: string): Promise<void> {
  const text = `
    select cancel_generation(id, account_id) from generations
    where finished_at is null and ${condition}`;
  await runStatement(app.databaseUrl, text);
}

async function untilFinished(id: string): Promise<void> {
  const hasSucceeded = async () => {
    const reply = await customer.call(`/api/v1/generations/${id}`);
    return (await reply.json()).status === "succeeded";
  };
  await eventually(hasSucceeded, { message: `The generation ${id} has not finished` });
}

async function statusesOf(model: string): Promise<unknown[]> {
  const rows = await runStatement(
    app.databaseUrl,
    `select status from generations where model = '${model}'`,
  );
  return rows.map(({ status }) => status);
}
