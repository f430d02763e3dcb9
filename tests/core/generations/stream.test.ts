import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { openMaintenanceConnection } from "../../../src/database/db.ts";
import { cleanUpPreviews } from "../../../src/core/generations/previews.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { type ServerProcess, startServerProcess } from "../../support/server-process.ts";
import { countInterruptions } from "../../support/interrupted-create.ts";
import { findViolations } from "../../support/invariants.ts";
import { type ImageEvent, postJson, readEvents } from "../../support/openai-client.ts";
import { countCallsWith, readAccountState } from "../../support/account-state.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { renderWithNote, readNote, streaming } from "../../support/upstream/streams.ts";
import { eventually } from "../../support/eventually.ts";
import { untilAvailable } from "../../support/until-available.ts";

// The runner of the tests lets allocators keep free memory; outside it, they return it after this time.
const RETURNING_MEMORY = { MIMALLOC_PURGE_DELAY: "10" };
const PATH = "/v1/images/generations";
const MB = 1_000_000;
const COMMENT = /^: .*\n\n/gm;
let upstream: Upstream;
let app: App;
let env: Record<string, string>;
/** The response of a stream without events until it contains two comments. */
let silentStream: Promise<string>;

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
  const silence = Promise.withResolvers<void>();
  upstream.respondWith(streaming({ sizeBytes: 1000, before: () => silence.promise }));
  const reply = await generate(await createCustomer(), "a cup", { partial_images: 0 });
  silentStream = readSilence(reply, silence.resolve);
  // The upstream responds in order of arrival: the responses of the tests follow this one.
  await upstream.arrived(1);
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
});

const createCustomer = (credits = 1000) => app.customer({ dialect: "openai", credits });

function generate(customer: Customer, prompt: string, fields: object = {}): Promise<Response> {
  const body = { prompt, stream: true, partial_images: 3, ...fields };
  return postJson(customer, PATH, { body });
}

/** Returns the text inside each preview and checks the indexes of the events. */
function readNotes(events: ImageEvent[]): (string | undefined)[] {
  const previews = events.filter(({ type }) => type.endsWith("partial_image"));
  expect(previews.map((each) => each.partial_image_index)).toEqual([...previews.keys()]);
  return previews.map(({ b64_json }) => readNote(Buffer.from(b64_json, "base64")));
}

describe("a stream", () => {
  test("sends each preview while the next one is still being generated", async () => {
    const customer = await createCustomer();
    const mark = customer.accountId;
    const steps = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
    const before = (index: number) => steps[index]?.promise;
    upstream.respondWith(streaming({ sizeBytes: 1000, before }));
    const reply = await generate(customer, mark);
    expect(reply.headers.get("x-generation-id")).toMatch(/^[\w-]{36}$/);
    const reader = createReader(reply);
    for (const [index, { resolve }] of steps.entries()) {
      resolve();
      const event = await reader.next();
      if (index === 3) expect(event.type).toBe("image_generation.completed");
      else expect(readNotes([{ ...event, partial_image_index: 0 }])).toEqual([`${mark} ${index}`]);
    }
    expect(await reader.next()).toBeUndefined();
  });

  test("continues after a statement of it has timed out", async () => {
    const customer = await createCustomer();
    const steps = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
    upstream.respondWith(streaming({ sizeBytes: 1000, before: (index) => steps[index]?.promise }));
    const reply = await generate(customer, customer.accountId);
    const id = reply.headers.get("x-generation-id") ?? "";
    const reader = createReader(reply);
    steps[0]?.resolve();
    const events = [await reader.next()];
    const sql = openMaintenanceConnection(app.databaseUrl);
    await sql.begin(async (transaction) => {
      await transaction`lock table partial_images in access exclusive mode`;
      await app.ctx.db.query("select pg_notify('generation_partial', $1)", [id]);
      const first = await findBlockedRead();
      await eventually(async () => (await findBlockedRead()) !== first, {
        message: "The previews were not read again",
      });
    });
    await sql.end();
    for (const { resolve } of steps.slice(1)) resolve();
    for (let event = await reader.next(); event; event = await reader.next()) events.push(event);
    expect(readNotes(events)).toEqual([0, 1, 2].map((index) => `${customer.accountId} ${index}`));
    expect(events.map(({ type }) => type).slice(3)).toEqual(["image_generation.completed"]);
  });

  test("that the client abandons is still generated, charged and found again", async () => {
    const customer = await createCustomer(8);
    const mark = customer.accountId;
    const gate = Promise.withResolvers<void>();
    const before = (index: number) => (index === 1 ? gate.promise : undefined);
    upstream.respondWith(streaming({ sizeBytes: 1000, before }));
    const headers = { "idempotency-key": "one" };
    const body = { prompt: mark, stream: true, partial_images: 2 };
    const reply = await postJson(customer, PATH, { body, headers });
    const id = reply.headers.get("x-generation-id") ?? "";
    const reader = createReader(reply);
    await reader.next();
    await reader.leave();
    gate.resolve();
    const again = await postJson(customer, PATH, { body, headers });
    expect(again.headers.get("x-generation-id")).toBe(id);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    const events = await readEvents(again, PATH);
    expect(readNotes(events)).toEqual([`${mark} 0`, `${mark} 1`]);
    expect(events.at(-1)?.type).toBe("image_generation.completed");
    expect(countCallsWith(upstream.calls, mark)).toBe(1);
    expect(await readAccountState(app, customer.accountId)).toMatchObject({
      available: 0,
      held: 0,
    });
    const found = await customer.call(`/api/v1/generations/${id}`);
    expect(await found.json()).toMatchObject({ status: "succeeded" });
  });

  test("deletes its previews, and cleanup deletes those of an abandoned stream", async () => {
    const customer = await createCustomer();
    upstream.respondWith(streaming({ sizeBytes: 1000 }));
    const reply = await generate(customer, customer.accountId);
    const id = reply.headers.get("x-generation-id") ?? "";
    expect(readNotes(await readEvents(reply, PATH))).toHaveLength(3);
    const folder = join(app.dataDir, "files/partials", id);
    await waitUntil(async () => !existsSync(folder));
    const gate = Promise.withResolvers<void>();
    upstream.respondWith(streaming({ sizeBytes: 1000, before: () => gate.promise }));
    const abandoned = await generate(customer, `${customer.accountId} left`);
    const abandonedId = abandoned.headers.get("x-generation-id") ?? "";
    await createReader(abandoned).leave();
    // A stream that is still open deletes its previews at its end.
    await waitUntil(async () => countInterruptions(app, abandonedId) === 1);
    gate.resolve();
    await waitUntil(async () => {
      const found = await customer.call(`/api/v1/generations/${abandonedId}`);
      return (await found.json()).status === "succeeded";
    });
    expect(await readdir(join(app.dataDir, "files/partials", abandonedId))).toHaveLength(3);
    const old = "update partial_images set created_at = created_at - interval '1 day'";
    await app.ctx.db.query(old, []);
    expect(await cleanUpPreviews(app.ctx)).toBeGreaterThanOrEqual(3);
    expect(existsSync(join(app.dataDir, "files/partials", abandonedId))).toBe(false);
  });
});

test("a key may have 200 open requests, and the next one is rejected without a charge", async () => {
  const idle = await startApp({ worker: false, env });
  const customer = await idle.customer({ dialect: "openai", credits: 2000 });
  const send = () => generate(customer, "a cup");
  const replies = await Promise.all(Array.from({ length: 200 }, () => untilAvailable(send)));
  expect(replies.map(({ status }) => status)).toEqual(Array(200).fill(200));
  const before = await readAccountState(idle, customer.accountId);
  const rejected = await send();
  expect([rejected.status, rejected.headers.get("retry-after")]).toEqual([429, "2"]);
  expect(await readAccountState(idle, customer.accountId)).toEqual(before);
  await Promise.all(replies.map((reply) => reply.body?.cancel()));
  const retried = await waitUntil(async () => (await send()).status === 200);
  expect(retried).toBe(true);
  await idle.stop();
});

test("64 concurrent streams with previews of 1 MB are complete with bounded memory", async () => {
  const api = await startServerProcess(app, "serve", { ...env, ...RETURNING_MEMORY });
  try {
    const customer = await createCustomer();
    upstream.respondWith(...Array(64).fill(streaming({ sizeBytes: MB })));
    const stopWatching = await watchMemory(api);
    const checks = Array.from({ length: 64 }, async (_, number) => {
      const prompt = `${customer.accountId} stream ${number}.`;
      const body = JSON.stringify({ prompt, stream: true, partial_images: 3 });
      const headers = {
        authorization: `Bearer ${customer.key}`,
        "content-type": "application/json",
      };
      const init = { method: "POST", headers, body };
      const reply = await untilAvailable(() => fetch(`${api.url}${PATH}`, init));
      const events = await readEvents(reply, PATH);
      expect(readNotes(events)).toEqual([0, 1, 2].map((index) => `${prompt} ${index}`));
      expect(events.map(({ type }) => type).slice(3)).toEqual(["image_generation.completed"]);
    });
    await Promise.all(checks);
    const growthMb = stopWatching();
    process.stdout.write(`64 streams of 3 MB made the API process grow by ${growthMb} MB\n`);
    // The events contain 256 MB of text; the limit includes what a process grows by in its first
    // minute.
    expect(growthMb).toBeLessThan(220);
    expect(countCallsWith(upstream.calls, customer.accountId)).toBe(64);
  } finally {
    api.kill("SIGTERM");
    await api.exited();
  }
});

test("a response of ten images of 20 MB is never completely in memory", async () => {
  const api = await startServerProcess(app, "serve", { ...env, ...RETURNING_MEMORY });
  try {
    const customer = await createCustomer();
    const image = (await renderWithNote("large", 20 * MB)).toString("base64");
    upstream.respondWith(({ reply }) => {
      reply.writeHead(200, { "content-type": "application/json" });
      reply.end(`{"data":[${Array(10).fill(`{"b64_json":"${image}"}`).join(",")}]}`);
    });
    const stopWatching = await watchMemory(api);
    const headers = { authorization: `Bearer ${customer.key}`, "content-type": "application/json" };
    const body = JSON.stringify({ prompt: "large", n: 10 });
    const reply = await fetch(`${api.url}${PATH}`, { method: "POST", headers, body });
    const { data } = await reply.json();
    expect(data).toHaveLength(10);
    for (const { b64_json } of data) expect(b64_json === image).toBe(true);
    const growthMb = stopWatching();
    process.stdout.write(`a reply of 267 MB made the API process grow by ${growthMb} MB\n`);
    // Garbage takes up to 130 MB, however large the response is.
    expect(growthMb).toBeLessThan(150);
  } finally {
    api.kill("SIGTERM");
    await api.exited();
  }
});

test("a stream is kept alive by comments while no event is sent", async () => {
  const text = await silentStream;
  expect(text).toMatch(/^(: .*\n\n){2,}event: image_generation.completed\n/);
});

/** Waits until the previews of a stream are being read and are locked. Returns when that read began. */
async function findBlockedRead(): Promise<string> {
  const rows = await eventually(
    async () => {
      const found = await app.ctx.db.query(
        `select query_start::text as begun
         from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and query like $1`,
        ["select id, partial_index%"],
      );
      return found.rows.length > 0 && (found.rows as { begun: string }[]);
    },
    { message: "No stream reads the previews" },
  );
  return rows[0]?.begun ?? "";
}

/** Watches the memory of a process. The returned function stops and returns the peak growth in MB. */
async function watchMemory(child: ServerProcess): Promise<() => number> {
  const resting = await readMemory(child);
  let peak = resting;
  const timer = setInterval(async () => {
    // A process that has exited, for example after a timeout, cannot be measured.
    const bytes = await readMemory(child).catch(() => clearInterval(timer));
    peak = Math.max(peak, bytes ?? 0);
  }, 20);
  return () => {
    clearInterval(timer);
    return Math.round((peak - resting) / MB);
  };
}

/** Returns the resident memory of a process in bytes. */
async function readMemory({ pid }: ServerProcess): Promise<number> {
  const status = await Bun.file(`/proc/${pid}/status`).text();
  return 1024 * Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]);
}

/** Reads a stream to its end and calls `end` once it contains two comments. */
async function readSilence(reply: Response, end: () => void): Promise<string> {
  let text = "";
  for await (const chunk of reply.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    if ((text.match(COMMENT)?.length ?? 0) >= 2) end();
  }
  return text;
}

/** Reads one event after another; returns undefined at the end. */
function createReader(reply: Response) {
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

async function waitUntil(isSo: () => Promise<boolean>): Promise<true> {
  return eventually(isSo, { message: "The condition did not become true" });
}
