import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { startWorker } from "../../jobs/worker.ts";
import { type App, startApp } from "../support/app.ts";
import {
  cancelTask,
  getFinishedTask,
  getTask,
  createTask,
  type Task,
} from "../support/art-client.ts";
import { findViolations } from "../support/invariants.ts";
import { readAccountState } from "../support/account-state.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

// A file that runs alone starts a database server of its own first.
setDefaultTimeout(30_000);

let upstream: Upstream;
/** Accepts and draws. */
let busy: App;
/** Accepts, and leaves what it has accepted in the queue. */
let idle: App;

beforeAll(async () => {
  upstream = await startUpstream();
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: upstream.url };
  [busy, idle] = await Promise.all([startApp({ env }), startApp({ env, worker: false })]);
});

afterAll(async () => {
  upstream.release();
  for (const app of [busy, idle]) {
    expect(await findViolations(app.databaseUrl)).toEqual([]);
    await app.stop();
  }
  await upstream.stop();
});

const art = (app: App) => app.customer({ dialect: "art", credits: 10 });

test("a task goes from pending through processing to succeeded", async () => {
  const customer = await art(idle);
  const { body } = await createTask(customer, { prompt: "step by step #up:hold" });
  expect(body).toMatchObject({ status: "pending", data: [] });
  expect(await getTask(customer, body.id)).toEqual(body);
  const worker = await startWorker(idle.ctx, idle.databaseUrl);
  await arrival("step by step");
  expect(await getTask(customer, body.id)).toEqual({ ...body, status: "processing" });
  upstream.release();
  const end = await getFinishedTask(idle, customer, body.id);
  expect(end).toEqual({ ...body, status: "succeeded", data: [{ url: expect.any(String) }] });
  await worker.stop();
  expect(await readAccountState(idle, customer.accountId)).toMatchObject({ available: 0, held: 0 });
});

describe("a task that fails says why and costs nothing:", () => {
  test.each([
    ["moderation", "image_generation_user_error", "moderation_blocked"],
    ["500", "server_error", "generation_failed"],
    ["truncated", "server_error", "generation_failed"],
    ["none", "server_error", "generation_failed"],
    ["401", "service_unavailable_error", "service_unavailable"],
    ["quota", "service_unavailable_error", "service_unavailable"],
  ])("%s", async (word, type, code) => {
    const customer = await art(busy);
    const { body } = await createTask(customer, { prompt: `#up:${word}` });
    const end = await getFinishedTask(busy, customer, body.id);
    const error = { message: expect.any(String), type, param: null, code };
    expect(end).toEqual({ ...body, status: "failed", data: [], error });
    expect(end.error?.message).not.toMatch(/upstream|openai|sk-/i);
    expect(await readAccountState(busy, customer.accountId)).toMatchObject({
      ...{ available: 10, held: 0, captured: "0" },
    });
  });
});

describe("a task that is canceled", () => {
  test("while it is pending ends at once, costs nothing and is never drawn", async () => {
    const customer = await art(idle);
    const { body } = await createTask(customer, { prompt: "called off in time" });
    const canceled: Task = { ...body, status: "canceled" };
    for (const _ of ["the first time", "again"]) {
      expect((await cancelTask(customer, body.id)).body).toEqual(canceled);
      expect(await getTask(customer, body.id)).toEqual(canceled);
    }
    expect(await readAccountState(idle, customer.accountId)).toMatchObject({
      available: 10,
      held: 0,
    });
    const worker = await startWorker(idle.ctx, idle.databaseUrl);
    const after = await createTask(customer, { prompt: "drawn after that" });
    await getFinishedTask(idle, customer, after.body.id);
    await worker.stop();
    expect(upstream.calls.map(({ fields }) => fields.prompt)).not.toContain("called off in time");
  });

  test("while it is drawn has the call broken off and costs nothing", async () => {
    const customer = await art(busy);
    const { body } = await createTask(customer, { prompt: "broken off #up:hang" });
    await arrival("broken off");
    expect((await cancelTask(customer, body.id)).status).toBe(200);
    expect(await getFinishedTask(busy, customer, body.id)).toEqual({ ...body, status: "canceled" });
    expect(await readAccountState(busy, customer.accountId)).toMatchObject({
      available: 10,
      held: 0,
    });
  });

  test.each(["a lake", "#up:moderation", "#up:500"])(
    "after its end stays as it is: %s",
    async (prompt) => {
      const customer = await art(busy);
      const { body } = await createTask(customer, { prompt });
      const end = await getFinishedTask(busy, customer, body.id);
      const before = await readAccountState(busy, customer.accountId);
      const told = await cancelTask(customer, body.id);
      expect([told.status, told.body]).toEqual([200, end]);
      expect(await readAccountState(busy, customer.accountId)).toEqual(before);
    },
  );

  test("by ten at once ends once", async () => {
    const customer = await art(idle);
    const { body } = await createTask(customer);
    const told = await Promise.all(Array.from({ length: 10 }, () => cancelTask(customer, body.id)));
    for (const each of told) expect(each.body).toEqual({ ...body, status: "canceled" });
    expect(await readAccountState(idle, customer.accountId)).toMatchObject({
      available: 10,
      held: 0,
    });
  });
});

test("a stranger's task is as absent as one that never was", async () => {
  const customer = await art(idle);
  const { body } = await createTask(customer);
  const stranger = await art(idle);
  for (const [suffix, method] of [
    ["", "GET"],
    ["/cancel", "POST"],
  ] as const) {
    const told = await Promise.all(
      [body.id, crypto.randomUUID()].map((id) =>
        stranger.call(`/api/v1/images/tasks/${id}${suffix}`, { method }),
      ),
    );
    expect(told.map(({ status }) => status)).toEqual([404, 404]);
    const [found, absent] = await Promise.all(told.map((each) => each.text()));
    expect(found).toBe(absent);
  }
  expect(await getTask(customer, body.id)).toEqual(body);
});

async function arrival(words: string): Promise<void> {
  while (!upstream.calls.some(({ fields }) => String(fields.prompt).includes(words))) {
    await upstream.arrived(upstream.calls.length + 1);
  }
}
