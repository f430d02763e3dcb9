import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createKey } from "../../../src/core/accounts/keys.ts";
import { prefixes } from "../../../src/dialects/prefixes.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { eventually } from "../../support/eventually.ts";
import { getBalance } from "../../support/hub-client.ts";
import { findViolations } from "../../support/invariants.ts";
import { postJson } from "../../support/openai-client.ts";
import { renderBase64 } from "../../support/upstream/images.ts";

const GENERATIONS = "/v1/images/generations";
const EDITS = "/v1/images/edits";
const DRAWING = { width: 64, height: 64, format: "png", index: 0 } as const;

let app: App;
let customer: Customer;

beforeAll(async () => {
  app = await startApp();
  customer = await app.customer({ dialect: "openai", credits: 1_000 });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

/** The fields of a task that relay clients read. */
interface Task {
  id: string;
  task_id: string;
  status: string;
  poll_url: string;
  image_url?: string;
  result?: { data: { url: string; b64_json?: string }[]; usage: { total_tokens: number } };
  error?: { code: string; message: string };
}

interface Envelope {
  code: number;
  data: {
    status: string;
    progress: number;
    result?: { images: { url: string[] }[] };
    error?: { code: string };
  };
}

const create = (body: object, path = GENERATIONS, headers = {}) =>
  postJson(customer, path, { body: { model: "gpt-image-2", prompt: "a hill", ...body }, headers });

async function createTask(body: object, path?: string): Promise<Task> {
  const reply = await create(body, path);
  expect(reply.status).toBe(202);
  return (await reply.json()) as Task;
}

async function getTask(id: string): Promise<Task> {
  return (await (await customer.call(`/v1/images/tasks/${id}`)).json()) as Task;
}

async function getEnvelope(id: string): Promise<Envelope> {
  return (await (await customer.call(`/v1/tasks/${id}`)).json()) as Envelope;
}

function finish(id: string): Promise<Task> {
  const message = "The task did not end";
  return eventually(
    async () => {
      const task = await getTask(id);
      return task.status === "processing" ? undefined : task;
    },
    { message },
  );
}

describe("async: true", () => {
  test("has the safety identifier of the request in its result", async () => {
    const { id } = await createTask({ async: true, user: "ada" });
    expect((await finish(id)).result).toMatchObject({ safety_identifier: "ada" });
  });

  test("returns a task at once, where clients of each relay look for its id", async () => {
    const reply = await create({ async: true, prompt: "a hill #slow:0.5" });
    const task = (await reply.json()) as Task & { data: { task_id: string; status: string }[] };
    expect(reply.status).toBe(202);
    expect(task.id).toBe(task.task_id);
    expect(task.data).toEqual([{ status: "submitted", task_id: task.id }]);
    expect(reply.headers.get("location")).toBe(task.poll_url);
    expect(reply.headers.get("x-generation-id")).toBe(task.id);
    expect(new URL(task.poll_url).pathname).toBe(`/v1/images/tasks/${task.id}`);
    expect((await finish(task.id)).status).toBe("completed");
  });

  test.each([
    [GENERATIONS, { async: true }],
    [`${GENERATIONS}/async`, {}],
  ])("delivers the images by URL in both formats of a task: %s", async (path, body) => {
    const { id } = await createTask({ n: 2, ...body }, path);
    const { result, image_url } = await finish(id);
    const urls = result?.data.map(({ url }) => url) ?? [];
    expect(urls).toHaveLength(2);
    expect(image_url).toBe(urls[0] ?? "");
    expect(result?.data[0]).not.toHaveProperty("b64_json");
    expect((await fetch(urls[1] ?? "")).headers.get("content-type")).toBe("image/png");
    expect(await getEnvelope(id)).toMatchObject({
      code: 200,
      data: {
        status: "completed",
        progress: 100,
        result: { images: urls.map((url) => ({ url: [url] })) },
      },
    });
  });

  test("keeps base64 if it was asked for", async () => {
    const { id } = await createTask({ async: true, response_format: "b64_json" });
    const { result } = await finish(id);
    const [image] = result?.data ?? [];
    const file = await (await fetch(image?.url ?? "")).bytes();
    expect(image?.b64_json).toBe(file.toBase64());
  });

  test.each([
    ["JSON", EDITS, { async: true }],
    ["JSON", `${EDITS}/async`, {}],
  ])("edits images: %s to %s", async (_name, path, body) => {
    const image_url = `data:image/png;base64,${await renderBase64(DRAWING)}`;
    const { id } = await createTask({ ...body, images: [{ image_url }] }, path);
    expect(await finish(id)).toMatchObject({ status: "completed" });
  });

  test.each([
    [EDITS, { async: "true" }],
    [`${EDITS}/async`, {}],
  ])("edits files: %s", async (path, fields) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ prompt: "a hill", ...fields }))
      form.append(name, value);
    form.append("image", new Blob([Buffer.from(await renderBase64(DRAWING), "base64")]), "a.png");
    const reply = await customer.call(path, { method: "POST", body: form });
    expect(reply.status).toBe(202);
    expect(await finish(((await reply.json()) as Task).id)).toMatchObject({ status: "completed" });
  });

  test("shows a failure with its error and charges nothing", async () => {
    const before = await getBalance(customer);
    const { id } = await createTask({ async: true, prompt: "a hill #blocked" });
    expect(await finish(id)).toMatchObject({
      status: "failed",
      error: { code: "moderation_blocked" },
    });
    expect(await getEnvelope(id)).toMatchObject({
      data: { status: "failed", progress: 100, error: { code: "moderation_blocked" } },
    });
    expect((await getBalance(customer)).credits).toBe(before.credits);
  });

  test("returns the same task for the same Idempotency-Key", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    const [first, again] = [
      await create({ async: true }, GENERATIONS, headers),
      await create({}, `${GENERATIONS}/async`, headers),
    ];
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(((await again.json()) as Task).id).toBe(((await first.json()) as Task).id);
  });

  test.each([
    [GENERATIONS, { async: true, stream: true }],
    [`${GENERATIONS}/async`, { stream: true }],
  ])("cannot be combined with a stream: %s", async (path, body) => {
    const own = await app.customer({ dialect: "openai", credits: 100 });
    const wanted = { model: "gpt-image-2", prompt: "a hill", ...body };
    const reply = await postJson(own, path, { body: wanted });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ error: { param: "stream" } });
    expect(await getBalance(own)).toMatchObject({ credits: 100, held: 0 });
  });
});

describe("a task", () => {
  test("of another account is not found", async () => {
    const { id } = await createTask({ async: true });
    const stranger = await app.customer({ dialect: "openai" });
    for (const path of ["/v1/images/tasks", "/v1/tasks"])
      expect((await stranger.call(`${path}/${id}`)).status).toBe(404);
    await finish(id);
  });

  test("that was canceled has failed in one format and was cancelled in the other", async () => {
    const { id } = await createTask({ async: true, prompt: "a hill #slow:600" });
    const { accountId } = customer;
    const { key } = await createKey(app.ctx, { accountId, dialect: "hub", prefix: prefixes.hub });
    const headers = { authorization: `Bearer ${key}` };
    await app.fetch(`/api/v1/generations/${id}/cancel`, { method: "POST", headers });
    expect(await finish(id)).toMatchObject({ status: "failed" });
    expect(await getEnvelope(id)).toMatchObject({ data: { status: "cancelled" } });
  });
});
