import { afterAll, beforeAll, expect, test } from "bun:test";
import { readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
import { connect } from "node:net";
import { startWorker } from "../../jobs/worker.ts";
import * as keys from "../../src/core/accounts/keys.ts";
import { registerLocalWorker } from "../../src/core/generations/local-worker.ts";
import { createRunSlots } from "../../src/core/generations/run-slots.ts";
import { openMaintenanceConnection } from "../../src/database/db.ts";
import { type IdleTimeout, KEEP_ALIVE } from "../../src/http/idle-timeout.ts";
import { createReply, openRequestContext } from "../../src/http/request-context.ts";
import { toStream } from "../../src/http/stream.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { postJson } from "../support/openai-client.ts";
import { untilAvailable } from "../support/until-available.ts";
import { waitForGeneration } from "../support/wait-for-generation.ts";

const MAX_WAITING = 200;
const CREATE = "/v1/images/generations";
const BODY = { prompt: "a cup", stream: true };

let app: App;
let customer: Customer;
/** A key of the customer for the Account API. */
let manageKey: string;

beforeAll(async () => {
  app = await startApp({ worker: false });
  customer = await app.customer({ dialect: "openai" });
  const { accountId } = customer;
  const scopes = ["generate", "read", "manage"] as const;
  const wanted = { accountId, dialect: "openai", prefix: "sk-", scopes } as const;
  manageKey = (await keys.createKey(app.ctx, wanted)).key;
});

afterAll(() => app.stop());

test("streams of images whose clients disconnect early do not count as waiting requests", async () => {
  const headers = { "idempotency-key": "one" };
  await disconnectEarly(Array(MAX_WAITING).fill(toCreate(headers)));
  await expectStream(() => postJson(customer, CREATE, { body: BODY, headers }));
});

test("streams of a generation whose clients disconnect early do not count either", async () => {
  const path = `/api/account/generations/${await createQueued()}/events`;
  await disconnectEarly(Array(MAX_WAITING).fill(toGet(path)));
  await expectStream(() => app.fetch(path, { headers: { authorization: `Bearer ${manageKey}` } }));
});

test("a stream of images whose client disconnects early does not delay queued generations", async () => {
  const slots = createRunSlots(0, { quietMs: 0, isBusy: () => true });
  const worker = { id: "", running: new Map(), draining: new AbortController().signal, slots };
  const unregister = registerLocalWorker({ ctx: app.ctx, worker, slots });
  await disconnectEarly([toCreate({ "idempotency-key": crypto.randomUUID() })]);
  await eventually(() => slots.mayKeep(), { message: "Queued generations are still delayed" });
  unregister();
});

test("a download whose client disconnects early does not keep the file of the image open", async () => {
  const id = await createQueued();
  const worker = await startWorker(app.ctx, app.databaseUrl);
  await waitForGeneration(app, customer, id);
  await worker.stop();
  const statement = "select id, storage_key from images where generation_id = $1";
  const { rows }: { rows: { id: string; storageKey: string }[] } = await app.ctx.db.query(
    statement,
    [id],
  );
  const [image = expect.unreachable()] = rows;
  const path = join(app.dataDir, "files", image.storageKey);
  // A smaller one is not read in parts.
  expect(Bun.file(path).size).toBeGreaterThan(100_000);
  await disconnectEarly([toGet(`/api/account/images/${image.id}/download`)]);
  await eventually(async () => !(await listOpenFiles()).includes(path), {
    message: "The file is still open",
  });
});

test("a stream that is never read ends if its client has disconnected before it began", async () => {
  const { promise: gone, resolve } = Promise.withResolvers<void>();
  reply(toStream(repeatChunk(), resolve), AbortSignal.abort());
  await gone;
});

test("a stream that is never read ends when its client disconnects", async () => {
  const controller = new AbortController();
  const began = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  reply(toStream(repeatChunk(began.resolve, ended.resolve)), controller.signal);
  await began.promise;
  controller.abort();
  await ended.promise;
});

/** Creates the response of a stream, without reading it. */
function reply(body: ReadableStream<Uint8Array>, signal: AbortSignal): void {
  const idle: IdleTimeout = {
    ...{ off() {}, on() {}, awaitRead() {} },
    ...{ isCut: () => false, hasEnded: () => false, keepAlive: KEEP_ALIVE },
  };
  createReply(openRequestContext(idle), signal)(200, body);
}

async function* repeatChunk(onStart = () => {}, onEnd = () => {}): AsyncGenerator<Uint8Array> {
  try {
    for (;;) {
      yield Buffer.from("chunk");
      onStart();
    }
  } finally {
    onEnd();
  }
}

/** Sends requests, and closes their connections while their handlers wait for the database. */
async function disconnectEarly(requests: string[]): Promise<void> {
  const sql = openMaintenanceConnection(app.databaseUrl);
  await sql.begin(async (transaction) => {
    await transaction`lock table generations in access exclusive mode`;
    const sockets = await Promise.all(requests.map(send));
    await eventually(isBlocked, { message: "No handler waits" });
    await reachServer();
    for (const socket of sockets) socket.resetAndDestroy();
    await reachServer();
  });
  await sql.end();
  await reachServer();
}

async function send(request: string) {
  const { promise: sent, resolve, reject } = Promise.withResolvers<void>();
  const socket = connect(Number(new URL(app.url).port), "127.0.0.1");
  socket.on("error", reject);
  socket.write(request, () => resolve());
  await sent;
  return socket;
}

/** Resolves when the server has read what was sent before. */
async function reachServer(): Promise<void> {
  for (let times = 0; times < 5; times++) await fetch(new URL("/healthz", app.url));
}

async function isBlocked(): Promise<boolean> {
  const { rows } = await app.ctx.db.background.query(
    `select from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
    [],
  );
  return rows.length > 0;
}

function toCreate(headers: Record<string, string>): string {
  const body = JSON.stringify(BODY);
  const length = `Content-Length: ${body.length}`;
  const type = "Content-Type: application/json";
  const own = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return toRequest(`POST ${CREATE}`, customer.key, [length, type, ...own]) + body;
}

function toGet(path: string): string {
  return toRequest(`GET ${path}`, manageKey, []);
}

function toRequest(target: string, key: string, headers: string[]): string {
  const own = ["Host: localhost", `Authorization: Bearer ${key}`, ...headers];
  return `${target} HTTP/1.1\r\n${own.join("\r\n")}\r\n\r\n`;
}

/** Creates a generation and returns its id. */
async function createQueued(): Promise<string> {
  const headers = { prefer: "wait=0", "idempotency-key": crypto.randomUUID() };
  const send = () => postJson(customer, CREATE, { body: { prompt: "a hill" }, headers });
  const reply = await untilAvailable(send);
  return reply.headers.get("x-generation-id") ?? expect.unreachable();
}

async function expectStream(open: () => Promise<Response>): Promise<void> {
  const message = "Disconnected clients still occupy their slots";
  await eventually(
    async () => {
      const reply = await open();
      await reply.body?.cancel();
      return reply.status === 200;
    },
    { message },
  );
}

async function listOpenFiles(): Promise<string[]> {
  const names = await readdir("/proc/self/fd");
  return Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => "")));
}
