import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { cleanUpPreviews } from "../src/core/generations/previews.ts";
import { type App, type Customer, startApp } from "./support/app.ts";
import { type ServerProcess, startServerProcess } from "./support/server-process.ts";
import { findViolations } from "./support/invariants.ts";
import { type ImageEvent, postJson, readEvents } from "./support/openai-client.ts";
import { countCallsWith, readAccountState } from "./support/account-state.ts";
import { startUpstream, type Upstream } from "./support/upstream.ts";
import { renderWithNote, readNote, streaming } from "./support/upstream/streams.ts";
import { eventually } from "./support/eventually.ts";

const PATH = "/v1/images/generations";
const MB = 1_000_000;
setDefaultTimeout(60_000);

let upstream: Upstream;
let app: App;
let env: Record<string, string>;
/** A stream that is quiet for more than ten seconds, meanwhile. */
let quiet: Promise<string>;

beforeAll(async () => {
  upstream = await startUpstream();
  env = {
    PROVIDER: "openai",
    OPENAI_API_KEY: "sk-test",
    OPENAI_BASE_URL: upstream.url,
    APP_SECRET: "a secret that all processes share",
    WORKER_CONCURRENCY: "64",
  };
  app = await startApp({ env });
  const prompt = "#up:delay:10500";
  const reply = await ask(await customerOf(), prompt, { partial_images: 0 });
  quiet = reply.text();
  // Answers are given in the order of arrival: the tests' own come after this one.
  await upstream.arrived(1);
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
});

const customerOf = (credits = 1000) => app.customer({ dialect: "openai", credits });

function ask(customer: Customer, prompt: string, fields: object = {}): Promise<Response> {
  const body = { prompt, stream: true, partial_images: 3, ...fields };
  return postJson(customer, PATH, { body });
}

/** The previews' own notes, and what the events say of them. */
function notesOf(events: ImageEvent[]): (string | undefined)[] {
  const previews = events.filter(({ type }) => type.endsWith("partial_image"));
  expect(previews.map((each) => each.partial_image_index)).toEqual([...previews.keys()]);
  return previews.map(({ b64_json }) => readNote(Buffer.from(b64_json, "base64")));
}

describe("a stream", () => {
  test("tells each preview while the next one is still being drawn", async () => {
    const customer = await customerOf();
    const mark = customer.accountId;
    const steps = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
    const before = (index: number) => steps[index]?.promise;
    upstream.respondWith(streaming({ sizeBytes: 1000, before }));
    const reply = await ask(customer, mark);
    expect(reply.headers.get("x-generation-id")).toMatch(/^[\w-]{36}$/);
    const reader = readerOf(reply);
    for (const [index, { resolve }] of steps.entries()) {
      resolve();
      const event = await reader.next();
      if (index === 3) expect(event.type).toBe("image_generation.completed");
      else expect(notesOf([{ ...event, partial_image_index: 0 }])).toEqual([`${mark} ${index}`]);
    }
    expect(await reader.next()).toBeUndefined();
  });

  test("that nobody reads on is drawn and paid all the same, and found again", async () => {
    const customer = await customerOf(8);
    const mark = customer.accountId;
    const gate = Promise.withResolvers<void>();
    const before = (index: number) => (index === 1 ? gate.promise : undefined);
    upstream.respondWith(streaming({ sizeBytes: 1000, before }));
    const headers = { "idempotency-key": "one" };
    const body = { prompt: mark, stream: true, partial_images: 2 };
    const reply = await postJson(customer, PATH, { body, headers });
    const id = reply.headers.get("x-generation-id") ?? "";
    const reader = readerOf(reply);
    await reader.next();
    await reader.leave();
    gate.resolve();
    const again = await postJson(customer, PATH, { body, headers });
    expect(again.headers.get("x-generation-id")).toBe(id);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const events = await readEvents(again, PATH);
    expect(notesOf(events)).toEqual([`${mark} 0`, `${mark} 1`]);
    expect(events.at(-1)?.type).toBe("image_generation.completed");
    expect(countCallsWith(upstream.calls, mark)).toBe(1);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      available: 0,
      held: 0,
    });
    const told = await customer.call(`/api/v1/generations/${id}`);
    expect(await told.json()).toMatchObject({ status: "succeeded" });
  });

  test("leaves no preview behind, and what nobody watched is cleanup_finished", async () => {
    const customer = await customerOf();
    upstream.respondWith(streaming({ sizeBytes: 1000 }));
    const reply = await ask(customer, customer.accountId);
    const id = reply.headers.get("x-generation-id") ?? "";
    expect(notesOf(await readEvents(reply, PATH))).toHaveLength(3);
    const folder = join(app.dataDir, "files/partials", id);
    await becomes(async () => (await readdir(folder)).length === 0);
    upstream.respondWith(streaming({ sizeBytes: 1000 }));
    const left = await ask(customer, `${customer.accountId} left`);
    await readerOf(left).leave();
    const leftId = left.headers.get("x-generation-id") ?? "";
    await becomes(async () => {
      const told = await customer.call(`/api/v1/generations/${leftId}`);
      return (await told.json()).status === "succeeded";
    });
    expect(await readdir(join(app.dataDir, "files/partials", leftId))).toHaveLength(3);
    const old = "update partial_images set created_at = created_at - interval '1 day'";
    await app.ctx.db.query(old, []);
    expect(await cleanUpPreviews(app.ctx)).toBeGreaterThanOrEqual(3);
    expect(await readdir(join(app.dataDir, "files/partials", leftId))).toEqual([]);
  });
});

test("a key may hold open 200 requests, and the next one buys nothing", async () => {
  const idle = await startApp({ worker: false, env });
  const customer = await idle.customer({ dialect: "openai", credits: 2000 });
  const send = () => ask(customer, "a cup");
  const replies = await Promise.all(Array.from({ length: 200 }, send));
  expect(replies.map(({ status }) => status)).toEqual(Array(200).fill(200));
  const before = await readAccountState(idle, customer.accountId);
  const refused = await send();
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "2"]);
  expect(await readAccountState(idle, customer.accountId)).toEqual(before);
  await Promise.all(replies.map((reply) => reply.body?.cancel()));
  const retried = await becomes(async () => (await send()).status === 200);
  expect(retried).toBe(true);
  await idle.stop();
});

test("64 streams at once with previews of 1 MB lose nothing, and their memory stays bounded", async () => {
  const api = await startServerProcess(app, "serve", env);
  try {
    const customer = await customerOf();
    upstream.respondWith(...Array(64).fill(streaming({ sizeBytes: MB })));
    const grown = await watchMemory(api);
    const checks = Array.from({ length: 64 }, async (_, number) => {
      const prompt = `${customer.accountId} stream ${number}.`;
      const body = JSON.stringify({ prompt, stream: true, partial_images: 3 });
      const headers = {
        authorization: `Bearer ${customer.key}`,
        "content-type": "application/json",
      };
      const reply = await fetch(`${api.url}${PATH}`, { method: "POST", headers, body });
      const events = await readEvents(reply, PATH);
      expect(notesOf(events)).toEqual([0, 1, 2].map((index) => `${prompt} ${index}`));
      expect(events.map(({ type }) => type).slice(3)).toEqual(["image_generation.completed"]);
    });
    await Promise.all(checks);
    const grownMb = grown();
    process.stdout.write(`64 streams of 3 MB made the API process grow by ${grownMb} MB\n`);
    // The events have 256 MB of text; what a process grows by in its first minute is in it too.
    expect(grownMb).toBeLessThan(220);
    expect(countCallsWith(upstream.calls, customer.accountId)).toBe(64);
  } finally {
    api.kill("SIGTERM");
    await api.exited();
  }
});

test("a reply of ten pictures of 8 MB is never whole in memory", async () => {
  const api = await startServerProcess(app, "serve", env);
  try {
    const customer = await customerOf();
    const picture = (await renderWithNote("large", 8 * MB)).toString("base64");
    upstream.respondWith(({ reply }) => {
      reply.writeHead(200, { "content-type": "application/json" });
      reply.end(`{"data":[${Array(10).fill(`{"b64_json":"${picture}"}`).join(",")}]}`);
    });
    const grown = await watchMemory(api);
    const headers = { authorization: `Bearer ${customer.key}`, "content-type": "application/json" };
    const body = JSON.stringify({ prompt: "large", n: 10 });
    const reply = await fetch(`${api.url}${PATH}`, { method: "POST", headers, body });
    const { data } = await reply.json();
    expect(data).toHaveLength(10);
    for (const { b64_json } of data) expect(b64_json === picture).toBe(true);
    const grownMb = grown();
    process.stdout.write(`a reply of 107 MB made the API process grow by ${grownMb} MB\n`);
    expect(grownMb).toBeLessThan(100);
  } finally {
    api.kill("SIGTERM");
    await api.exited();
  }
});

test("a stream is kept alive by comments while nothing happens", async () => {
  const text = await quiet;
  expect(text.match(/^: .*\n\n/gm)?.length).toBe(2);
  expect(text).toContain("event: image_generation.completed\n");
});

/** Watches a process; the answer tells by how many MB it has grown at most, and stops watching. */
async function watchMemory(child: ServerProcess): Promise<() => number> {
  const resting = await memoryOf(child);
  let peak = resting;
  const timer = setInterval(async () => {
    // A process that has ended, as after a test that timed out, is not measured any more.
    const bytes = await memoryOf(child).catch(() => clearInterval(timer));
    peak = Math.max(peak, bytes ?? 0);
  }, 20);
  return () => {
    clearInterval(timer);
    return Math.round((peak - resting) / MB);
  };
}

/** Bytes of a process that lie in memory. */
async function memoryOf({ pid }: ServerProcess): Promise<number> {
  const status = await Bun.file(`/proc/${pid}/status`).text();
  return 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]);
}

/** Reads one event after the other; undefined at the end. */
function readerOf(reply: Response) {
  const reader = (reply.body ?? expect.unreachable())
    .pipeThrough(new TextDecoderStream())
    .getReader();
  let text = "";
  return {
    async next() {
      for (;;) {
        const found = /^(?:: .*\n\n)*event: .*\ndata: (.*)\n\n/.exec(text);
        text = text.slice(found?.[0].length ?? 0);
        if (found?.[1] !== undefined) return JSON.parse(found[1]);
        const { done, value } = await reader.read();
        if (done) return undefined;
        text += value;
      }
    },
    leave: () => reader.cancel(),
  };
}

async function becomes(isSo: () => Promise<boolean>): Promise<true> {
  return eventually(isSo, { timeoutMs: 20_000, message: "The condition did not become true" });
}
