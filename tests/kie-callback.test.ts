import { afterAll, afterEach, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { type RunningWorker, startWorker } from "../jobs/worker.ts";
import { type App, type Customer, startApp } from "./support/app.ts";
import { eventually } from "./support/eventually.ts";
import { findViolations } from "./support/invariants.ts";
import { kieEnv, withHurriedKie } from "./support/kie-worker.ts";
import { callBack, type CallOptions } from "./support/kie-upstream/callback.ts";
import { type KieUpstream, startKieUpstream } from "./support/kie-upstream.ts";
import type { KieTask } from "./support/kie-upstream/record.ts";
import { endOf, order } from "./support/hub-client.ts";
import { stateOf } from "./support/account-state.ts";

const KEY = "webhook-hmac-key";
const PUBLIC_URL = "https://images.example.com";
const PATH = "/api/callbacks/kie";
// A schedule by which nothing ends within this test.
const NEVER_MS = 3_600_000;

/** What the server answers to calls that somebody else has made up. */
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

// A file that runs alone starts a Postgres for itself.
setDefaultTimeout(30_000);

let upstream: KieUpstream;
let app: App;
let worker: RunningWorker;
let customer: Customer;
/** Counts how often the worker has lain down to wait for the schedule. */
const naps = { count: 0, more: new EventTarget() };

beforeAll(async () => {
  upstream = await startKieUpstream();
  const env = { ...kieEnv(upstream), PUBLIC_URL, KIE_WEBHOOK_HMAC_KEY: KEY };
  app = await startApp({ worker: false, env });
  customer = await app.customer();
  const patient = withHurriedKie(app.ctx, undefined, {
    callbacks: { url: PUBLIC_URL + PATH, hmacKey: KEY, heard: app.ctx.calledAbout.next },
    pollDelayMs() {
      naps.count++;
      naps.more.dispatchEvent(new Event("nap"));
      return NEVER_MS;
    },
  });
  worker = await startWorker(patient, app.databaseUrl);
  // The first who listens looks once when the line is up: from then on, only calls wake.
  const { id } = await orderOne();
  await upstream.arrived("record", 1);
  await napped(2);
  await customer.call(`/api/v1/generations/${id}/cancel`, { method: "POST" });
  await endOf(app, customer, id);
});

afterEach(async () => expect(await findViolations(app.databaseUrl)).toEqual([]));

afterAll(async () => {
  await worker.stop();
  await app.stop();
  await upstream.stop();
});

test("a task is made with the address to call, and a call brings the picture at once", async () => {
  const { id, task } = await orderOne();
  expect(task.fields.callBackUrl).toStartWith(`${PUBLIC_URL}${PATH}?attempt=`);
  task.reads = 3;
  const reply = await call(task);
  expect([reply.status, await reply.json()]).toEqual([200, { code: 200, msg: "success" }]);
  const ended = await endOf(app, customer, id);
  expect(ended).toMatchObject({ status: "succeeded", usage: { credits: 8 } });
  expect(ended.images).toHaveLength(1);
  // Late, again, and with another end.
  const before = await snapshot();
  for (const data of [{}, { state: "fail" }]) expect((await call(task, { data })).status).toBe(200);
  expect(await snapshot()).toEqual(before);
  expect(app.lines.filter((line) => isIgnored(line, task))).toHaveLength(2);
});

test("nothing of a call is believed", async () => {
  const { id, task } = await orderOne();
  const before = await stateOf(app, customer.accountId);
  const { count } = naps;
  const lie = { failCode: "500", resultJson: '{"resultUrls":["https://evil.example/x.png"]}' };
  await call(task, { data: { ...lie, state: "fail" } });
  // The task was looked at, and is not done yet.
  await napped(count + 1);
  expect(await stateOf(app, customer.accountId)).toEqual(before);
  task.reads = 3;
  await call(task, { data: { ...lie, state: "success" } });
  const ended = await endOf(app, customer, id);
  expect(ended.status).toBe("succeeded");
  expect(JSON.stringify(ended)).not.toContain("evil");
});

test("a call that is not the provider's wakes nobody and changes nothing", async () => {
  const { id, task } = await orderOne();
  const before = await snapshot();
  for (const [status, options] of FORGED) {
    const place = { task, url: upstream.url, origin: app.url };
    const reply = await callBack(place, options);
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
  // It is still waited for, and the real call comes through, also with the name's other spelling.
  task.reads = 3;
  expect((await call(task, { spelling: "task_id" })).status).toBe(200);
  expect((await endOf(app, customer, id)).status).toBe("succeeded");
});

test("a task whose answer was lost is delivered when the provider calls by its attempt's name", async () => {
  const made = upstream.tasks.length;
  upstream.answer("create", "lost");
  const { body } = await order(customer, app.url, { async: true });
  await eventually(() => upstream.tasks.length > made, {
    timeoutMs: 10_000,
    message: "no task was made",
  });
  const task = upstream.tasks[made] ?? expect.unreachable();
  const { callBackUrl = "" } = task.fields;
  const before = await snapshot();
  const forged = callBackUrl.replace(/.{4}$/, (end) => (end === "0000" ? "1111" : "0000"));
  await call({ ...task, fields: { ...task.fields, callBackUrl: forged } });
  expect((await snapshot()).attempts).toEqual(before.attempts);
  task.reads = 3;
  await eventually(
    async () => {
      await call(task);
      const reply = await customer.call(`/api/v1/generations/${body.id}`);
      return (await reply.json()).status === "succeeded";
    },
    { timeoutMs: 20_000, message: "the image was not delivered" },
  );
  const { rows } = await app.ctx.db.query(
    "select task_ids, spend_unknown from provider_attempts where generation_id = $1",
    [body.id],
  );
  expect(Array.from(rows)).toEqual([{ taskIds: [task.id], spendUnknown: false }] as never[]);
});

test("a call about a task that nobody knows is answered like any other", async () => {
  const task = { ...(upstream.tasks[0] ?? expect.unreachable()), id: crypto.randomUUID() };
  const before = await snapshot();
  expect((await call(task)).status).toBe(200);
  expect(await snapshot()).toEqual(before);
});

test("a call about a generation that was called off changes nothing", async () => {
  const { id, task } = await orderOne();
  await customer.call(`/api/v1/generations/${id}/cancel`, { method: "POST" });
  await endOf(app, customer, id);
  const before = await snapshot();
  expect((await call(task)).status).toBe(200);
  expect(await snapshot()).toEqual(before);
});

test("ten calls at once bring one picture, once", async () => {
  const { id, task } = await orderOne();
  task.reads = 3;
  const looks = () => upstream.calls.filter(({ name }) => name === "record").length;
  const before = looks();
  const replies = await Promise.all(Array.from({ length: 10 }, () => call(task)));
  expect(replies.map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect((await endOf(app, customer, id)).images).toHaveLength(1);
  expect(looks() - before).toBe(1);
});

test("a server that nobody can reach asks for no calls and takes none", async () => {
  const own = await startApp({ worker: false, env: kieEnv(upstream) });
  const hurried = await startWorker(withHurriedKie(own.ctx), own.databaseUrl);
  const buyer = await own.customer();
  const made = upstream.tasks.length;
  const { body } = await order(buyer, own.url);
  expect(body.status).toBe("succeeded");
  expect(upstream.tasks[made]?.fields).not.toHaveProperty("callBackUrl");
  expect((await own.fetch(PATH, { method: "POST", body: "{}" })).status).toBe(404);
  await hurried.stop();
  await own.stop();
});

/** An order whose task the worker has lain down to wait for. */
async function orderOne(): Promise<{ id: string; task: KieTask }> {
  const [made, slept] = [upstream.tasks.length, naps.count];
  const { body } = await order(customer, app.url, { async: true });
  await napped(slept + 1);
  return { id: body.id ?? "", task: upstream.tasks[made] ?? expect.unreachable() };
}

/** Resolves once the worker has lain down so many times in all. */
async function napped(count: number): Promise<void> {
  while (naps.count < count) {
    await new Promise((resolve) => naps.more.addEventListener("nap", resolve, { once: true }));
  }
}

function call(task: KieTask, options: CallOptions = {}): Promise<Response> {
  return callBack({ task, url: upstream.url, origin: app.url }, { key: KEY, ...options });
}

/** All that a call could have changed: what is on record, and how often the provider was asked. */
async function snapshot() {
  const { rows } = await app.ctx.db.query("select * from provider_attempts order by id", []);
  const state = await stateOf(app, customer.accountId);
  return { state, attempts: rows, calls: upstream.calls.length, tasks: upstream.tasks.length };
}

function isIgnored(line: string, { id }: KieTask): boolean {
  return line.includes('"provider_call_ignored"') && line.includes(id);
}
