import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { type RunningWorker, startWorker } from "../../../jobs/worker.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import { kieEnv, withFastKie } from "../../support/kie-worker.ts";
import { postCallback, type CallOptions } from "../../support/kie-upstream/callback.ts";
import { type KieUpstream, startKieUpstream } from "../../support/kie-upstream.ts";
import type { KieTask } from "../../support/kie-upstream/record.ts";
import { getFinishedGeneration, createHubGeneration } from "../../support/hub-client.ts";
import { readAccountState } from "../../support/account-state.ts";

const KEY = "webhook-hmac-key";
const PUBLIC_URL = "https://images.example.com";
const PATH = "/api/callbacks/kie";
// With this polling interval no generation finishes within a test.
const POLL_DELAY_MS = 3_600_000;

/** Callbacks that the provider did not send, and the expected status. */
const FORGED: [status: number, options: CallOptions][] = [
  [401, {}],
  [401, { key: "another" }],
  [401, { key: KEY, ageSeconds: 400 }],
  [401, { key: KEY, ageSeconds: -400 }],
  [401, { key: KEY, data: { taskId: "signed-for-another" } }],
  [400, { key: KEY, data: { taskId: null } }],
  [400, { key: KEY, data: { taskId: { $ne: "" } } }],
  [400, { key: KEY, data: { taskId: "a\u0000b" } }],
  [400, { key: KEY, data: { taskId: "t".repeat(201) } }],
  [413, { key: KEY, data: { param: "p".repeat(600_000) } }],
];

let upstream: KieUpstream;
let app: App;
let worker: RunningWorker;
let customer: Customer;
/** Counts how often the worker has started to wait for the next poll. */
const waits = { count: 0 };

beforeAll(async () => {
  upstream = await startKieUpstream();
  const env = { ...kieEnv(upstream), PUBLIC_URL, KIE_WEBHOOK_HMAC_KEY: KEY };
  app = await startApp({ worker: false, env });
  customer = await app.customer();
  const slowPolling = withFastKie(app.ctx, undefined, {
    callbacks: { url: PUBLIC_URL + PATH, hmacKey: KEY, heard: app.ctx.providerTaskUpdated.next },
    pollDelayMs() {
      waits.count++;
      return POLL_DELAY_MS;
    },
  });
  worker = await startWorker(slowPolling, app.databaseUrl);
  // The first subscriber polls once when the subscription is active; after that only callbacks wake
  // it.
  const { id } = await createOne();
  await upstream.arrived("record", 1);
  await waitedTimes(2);
  await customer.call(`/api/v1/generations/${id}/cancel`, { method: "POST" });
  await getFinishedGeneration(app, customer, id);
});

afterEach(async () => expect(await findViolations(app.databaseUrl)).toEqual([]));

afterAll(async () => {
  await worker.stop();
  await app.stop();
  await upstream.stop();
});

test("a task is created with the callback URL, and a callback delivers its image immediately", async () => {
  const { id, task } = await createOne();
  expect(task.fields.callBackUrl).toStartWith(`${PUBLIC_URL}${PATH}?attempt=`);
  task.reads = 3;
  const reply = await sendCallback(task);
  expect([reply.status, await reply.json()]).toEqual([200, { code: 200, msg: "success" }]);
  const ended = await getFinishedGeneration(app, customer, id);
  expect(ended).toMatchObject({ status: "succeeded", usage: { credits: 8 } });
  expect(ended.images).toHaveLength(1);
  // A late callback, a repeated one and one with a different outcome.
  const before = await snapshot();
  for (const data of [{}, { state: "fail" }])
    expect((await sendCallback(task, { data })).status).toBe(200);
  expect(await snapshot()).toEqual(before);
  expect(app.lines.filter((line) => isIgnored(line, task))).toHaveLength(2);
});

test("the content of a callback is not trusted", async () => {
  const { id, task } = await createOne();
  const before = await readAccountState(app, customer.accountId);
  const { count } = waits;
  const forgedResult = {
    failCode: "500",
    resultJson: '{"resultUrls":["https://evil.example/x.png"]}',
  };
  await sendCallback(task, { data: { ...forgedResult, state: "fail" } });
  // The task was polled and is not finished yet.
  await waitedTimes(count + 1);
  expect(await readAccountState(app, customer.accountId)).toEqual(before);
  task.reads = 3;
  await sendCallback(task, { data: { ...forgedResult, state: "success" } });
  const ended = await getFinishedGeneration(app, customer, id);
  expect(ended.status).toBe("succeeded");
  expect(JSON.stringify(ended)).not.toContain("evil");
});

test("a callback with an invalid signature or body wakes no worker and changes nothing", async () => {
  const { id, task } = await createOne();
  const before = await snapshot();
  for (const [status, options] of FORGED) {
    const target = { task, url: upstream.url, origin: app.url };
    const reply = await postCallback(target, options);
    expect({ options, status: reply.status }).toEqual({ options, status });
  }
  for (const body of [
    "",
    "{",
    "[]",
    "null",
    '{"data":null}',
    "\xff\xfe",
    '{"data":{"taskId":7}}',
  ]) {
    const reply = await fetch(new URL(PATH, app.url), { method: "POST", body });
    expect({ body, status: reply.status }).toEqual({ body, status: 400 });
  }
  expect(await snapshot()).toEqual(before);
  expect(app.lines.filter((line) => line.includes(task.id) && line.includes("called"))).toEqual([]);
  // The task is still awaited, and the provider's callback is accepted, also with the other
  // spelling of its field.
  task.reads = 3;
  expect((await sendCallback(task, { spelling: "task_id" })).status).toBe(200);
  expect((await getFinishedGeneration(app, customer, id)).status).toBe("succeeded");
});

test("a task whose response was lost is delivered by a callback that names its attempt", async () => {
  const created = upstream.tasks.length;
  upstream.answer("create", "lost");
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  await eventually(() => upstream.tasks.length > created, {
    message: "No task was created",
  });
  const task = upstream.tasks[created] ?? expect.unreachable();
  const { callBackUrl = "" } = task.fields;
  const before = await snapshot();
  const forged = callBackUrl.replace(/.{4}$/, (end) => (end === "0000" ? "1111" : "0000"));
  await sendCallback({ ...task, fields: { ...task.fields, callBackUrl: forged } });
  expect((await snapshot()).attempts).toEqual(before.attempts);
  task.reads = 3;
  await eventually(
    async () => {
      await sendCallback(task);
      const reply = await customer.call(`/api/v1/generations/${body.id}`);
      return (await reply.json()).status === "succeeded";
    },
    { message: "The image was not delivered" },
  );
  const { rows } = await app.ctx.db.query(
    "select task_ids, spend_unknown from provider_attempts where generation_id = $1",
    [body.id],
  );
  expect(Array.from(rows)).toEqual([{ taskIds: [task.id], spendUnknown: false }] as never[]);
});

test("a callback for an unknown task is answered like any other", async () => {
  const task = { ...(upstream.tasks[0] ?? expect.unreachable()), id: crypto.randomUUID() };
  const before = await snapshot();
  expect((await sendCallback(task)).status).toBe(200);
  expect(await snapshot()).toEqual(before);
});

test("a callback for a canceled generation changes nothing", async () => {
  const { id, task } = await createOne();
  await customer.call(`/api/v1/generations/${id}/cancel`, { method: "POST" });
  await getFinishedGeneration(app, customer, id);
  const before = await snapshot();
  expect((await sendCallback(task)).status).toBe(200);
  expect(await snapshot()).toEqual(before);
});

test("ten concurrent callbacks deliver one image once", async () => {
  const { id, task } = await createOne();
  task.reads = 3;
  const countPolls = () => upstream.calls.filter(({ name }) => name === "record").length;
  const before = countPolls();
  const replies = await Promise.all(Array.from({ length: 10 }, () => sendCallback(task)));
  expect(replies.map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect((await getFinishedGeneration(app, customer, id)).images).toHaveLength(1);
  expect(countPolls() - before).toBe(1);
});

test("a server without a public URL requests no callbacks and accepts none", async () => {
  const own = await startApp({ worker: false, env: kieEnv(upstream) });
  const fastPolling = await startWorker(withFastKie(own.ctx), own.databaseUrl);
  const ownCustomer = await own.customer();
  const created = upstream.tasks.length;
  const { body } = await createHubGeneration(ownCustomer, own.url);
  expect(body.status).toBe("succeeded");
  expect(upstream.tasks[created]?.fields).not.toHaveProperty("callBackUrl");
  expect((await own.fetch(PATH, { method: "POST", body: "{}" })).status).toBe(404);
  await fastPolling.stop();
  await own.stop();
});

/** Creates a generation whose task the worker waits for. */
async function createOne(): Promise<{ id: string; task: KieTask }> {
  const [created, slept] = [upstream.tasks.length, waits.count];
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  await waitedTimes(slept + 1);
  return { id: body.id ?? "", task: upstream.tasks[created] ?? expect.unreachable() };
}

/** Resolves when the worker has started to wait `count` times in total. */
async function waitedTimes(count: number): Promise<void> {
  await eventually(() => waits.count >= count, {
    message: `The worker has not waited ${count} times`,
  });
}

function sendCallback(task: KieTask, options: CallOptions = {}): Promise<Response> {
  return postCallback({ task, url: upstream.url, origin: app.url }, { key: KEY, ...options });
}

/** Returns everything a callback could change, and the number of calls to the provider. */
async function snapshot() {
  const { rows } = await app.ctx.db.query("select * from provider_attempts order by id", []);
  const state = await readAccountState(app, customer.accountId);
  return { state, attempts: rows, calls: upstream.calls.length, tasks: upstream.tasks.length };
}

function isIgnored(line: string, { id }: KieTask): boolean {
  return line.includes('"provider_callback_ignored"') && line.includes(id);
}
