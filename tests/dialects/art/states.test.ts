import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { startWorker } from "../../../jobs/worker.ts";
import { type App, startApp } from "../../support/app.ts";
import {
  cancelTask,
  getFinishedTask,
  getTask,
  createTask,
  type Task,
} from "../../support/art-client.ts";
import { eventually } from "../../support/eventually.ts";
import { findViolations } from "../../support/invariants.ts";
import { readAccountState } from "../../support/account-state.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";

let upstream: Upstream;
/** Accepts requests and runs them. */
let busy: App;
/** Accepts requests without running them. */
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

test("a task is pending, then processing, then succeeded", async () => {
  const customer = await art(idle);
  const { body } = await createTask(customer, { prompt: "step by step #up:hold" });
  expect(body).toMatchObject({ status: "pending", data: [] });
  expect(await getTask(customer, body.id)).toEqual(body);
  const worker = await startWorker(idle.ctx, idle.databaseUrl);
  await waitForCall("step by step");
  expect(await getTask(customer, body.id)).toEqual({ ...body, status: "processing" });
  upstream.release();
  const end = await getFinishedTask(idle, customer, body.id);
  expect(end).toEqual({ ...body, status: "succeeded", data: [{ url: expect.any(String) }] });
  await worker.stop();
  expect(await readAccountState(idle, customer.accountId)).toMatchObject({ available: 0, held: 0 });
});

describe("an art task that fails reports the reason and costs nothing:", () => {
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

describe("an art task", () => {
  test("canceled while it is pending finishes at once, costs nothing and is never generated", async () => {
    const customer = await art(idle);
    const { body } = await createTask(customer, { prompt: "canceled in time" });
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
    const after = await createTask(customer, { prompt: "generated after that" });
    await getFinishedTask(idle, customer, after.body.id);
    await worker.stop();
    expect(upstream.calls.map(({ fields }) => fields.prompt)).not.toContain("canceled in time");
  });

  test("canceled while it runs aborts the provider call and costs nothing", async () => {
    const customer = await art(busy);
    const { body } = await createTask(customer, { prompt: "aborted #up:hang" });
    await waitForCall("aborted");
    expect((await cancelTask(customer, body.id)).status).toBe(200);
    expect(await getFinishedTask(busy, customer, body.id)).toEqual({ ...body, status: "canceled" });
    expect(await readAccountState(busy, customer.accountId)).toMatchObject({
      available: 10,
      held: 0,
    });
  });

  test.each(["a lake", "#up:moderation", "#up:500"])(
    "canceled after it has finished does not change: %s",
    async (prompt) => {
      const customer = await art(busy);
      const { body } = await createTask(customer, { prompt });
      const end = await getFinishedTask(busy, customer, body.id);
      const before = await readAccountState(busy, customer.accountId);
      const reply = await cancelTask(customer, body.id);
      expect([reply.status, reply.body]).toEqual([200, end]);
      expect(await readAccountState(busy, customer.accountId)).toEqual(before);
    },
  );

  test("canceled by ten concurrent requests finishes once", async () => {
    const customer = await art(idle);
    const { body } = await createTask(customer);
    const reply = await Promise.all(
      Array.from({ length: 10 }, () => cancelTask(customer, body.id)),
    );
    for (const each of reply) expect(each.body).toEqual({ ...body, status: "canceled" });
    expect(await readAccountState(idle, customer.accountId)).toMatchObject({
      available: 10,
      held: 0,
    });
  });
});

test("a task of another account is as unknown as one that does not exist", async () => {
  const customer = await art(idle);
  const { body } = await createTask(customer);
  const stranger = await art(idle);
  for (const [suffix, method] of [
    ["", "GET"],
    ["/cancel", "POST"],
  ] as const) {
    const reply = await Promise.all(
      [body.id, crypto.randomUUID()].map((id) =>
        stranger.call(`/api/v1/images/tasks/${id}${suffix}`, { method }),
      ),
    );
    expect(reply.map(({ status }) => status)).toEqual([404, 404]);
    const [found, absent] = await Promise.all(reply.map((each) => each.text()));
    expect(found).toBe(absent);
  }
  expect(await getTask(customer, body.id)).toEqual(body);
});

async function waitForCall(words: string): Promise<void> {
  await eventually(
    () => upstream.calls.some(({ fields }) => String(fields.prompt).includes(words)),
    { message: `No call with "${words}" arrived` },
  );
}
