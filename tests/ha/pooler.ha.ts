import { afterAll, beforeAll, expect, test } from "bun:test";
import { migrate } from "../../src/database/migrate.ts";
import { createLog } from "../../src/foundation/log.ts";
import { readBody, sendRequest, toAccountClient } from "../support/account-client.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { cli } from "../support/cli.ts";
import { eventually } from "../support/eventually.ts";
import { createHubGeneration, getFinishedGeneration } from "../support/hub-client.ts";
import { findViolations } from "../support/invariants.ts";
import { createTask, getFinishedTask } from "../support/art-client.ts";
import { openClient } from "../support/openai-client.ts";
import { startPgBouncer, type PgBouncer } from "../support/outage/pgbouncer.ts";
import { type BreakablePostgres, startBreakablePostgres } from "../support/outage/postgres.ts";
import { type Process, startProcess } from "../support/outage/process.ts";
import { signUpAdmin, signUpWithCredits } from "../support/playground.ts";
import {
  cancelPlusGeneration,
  createPlusGeneration,
  getFinishedPlusGeneration,
  uploadFile,
} from "../support/plus-client.ts";
import { renderBase64 } from "../support/upstream/images.ts";
import { startReceiver, type Receiver } from "../support/webhook-receiver.ts";
import { registerEndpoint } from "../support/webhooks.ts";
import { report, toSeconds } from "./figures.ts";

const SCENARIO = "PgBouncer";
// Session settings are dropped in silence, as a hasty operator makes it start.
const IGNORING = [
  "ignore_startup_parameters = statement_timeout,lock_timeout,plan_cache_mode,options",
];
// Much longer than a generation takes: a wait that misses its end lasts as long.
const SYNC_WAIT_SECONDS = "60";

let postgres: BreakablePostgres;
let strict: PgBouncer;
let ignoring: PgBouncer;
let receiver: Receiver;
/** An API that reaches Postgres through the pooler; a process runs the jobs. */
let app: App;
let worker: Process;
let settings: Record<string, string>;

beforeAll(async () => {
  postgres = await startBreakablePostgres();
  await migrate(postgres.url, createLog("error"));
  strict = await startPgBouncer(postgres.url);
  ignoring = await startPgBouncer(postgres.url, IGNORING);
  receiver = startReceiver();
  const env = {
    DATABASE_URL: strict.url,
    DATABASE_DIRECT_URL: postgres.url,
    OUTBOUND_ALLOW: receiver.host,
    SYNC_WAIT_SECONDS,
  };
  const database = { url: strict.url, drop: async () => {} };
  app = await startApp({ worker: false, database, env });
  settings = { DATA_DIR: app.dataDir, PORT: "0", ...env };
  worker = await startProcess(app, ["worker"], env);
});

afterAll(async () => {
  worker.kill("SIGTERM");
  expect(await worker.exited(60_000)).toBe(0);
  expect(worker.linesOf("queue")).toEqual([]);
  await app.stop();
  expect(await findViolations(postgres.url)).toEqual([]);
  await Promise.all([strict.close(), ignoring.close(), receiver.stop()]);
  await postgres.close();
});

for (const command of ["serve", "worker", "doctor"]) {
  test(`${command} with a transaction pooler alone exits with 1 and says what to set`, async () => {
    for (const { url } of [strict, ignoring]) {
      const alone = { DATA_DIR: app.dataDir, DATABASE_URL: url, PORT: "0" };
      const { code, out, err } = await cli(alone, command);
      expect([code, out + err]).toEqual([1, expect.stringContaining("set DATABASE_DIRECT_URL")]);
    }
  });
}

test("a pooler in DATABASE_DIRECT_URL exits with 1 and is named", async () => {
  const urls = {
    DATABASE_URL: ignoring.url,
    DATABASE_DIRECT_URL: ignoring.url.replace("127.0.0.1", "localhost"),
  };
  for (const command of ["serve", "doctor"]) {
    const { code, out, err } = await cli({ ...settings, ...urls }, command);
    expect([code, out + err]).toEqual([1, expect.stringContaining("DATABASE_DIRECT_URL refers")]);
  }
});

test("synchronous creates of all dialects are answered when they have finished", async () => {
  const customer = await app.customer();
  const [art, openai] = await Promise.all([
    app.customer({ dialect: "art" }),
    app.customer({ dialect: "openai" }),
  ]);
  const startedAt = performance.now();
  const created = await Promise.all([
    ...Array.from({ length: 12 }, (_, index) =>
      createHubGeneration(customer, app.url, { prompt: `a boat ${index}` }),
    ),
    createTask(art, { prompt: "a hill" }).then(async ({ status, body }) => {
      expect(status).toBe(200);
      return { status: (await getFinishedTask(app, art, body.id)).status };
    }),
    openClient(app, openai)
      .images.generate({ model: "gpt-image-2", prompt: "a lake" })
      .then(({ data }) => ({ status: data?.length })),
  ]);
  report(SCENARIO, { "14 concurrent creates": toSeconds(performance.now() - startedAt) });
  const statuses = created.map(({ status }) => status);
  expect(statuses).toEqual([...Array.from({ length: 12 }, () => 200), "succeeded", 1]);
});

test("a wait that the client limits ends with 202 at its time", async () => {
  const customer = await app.customer();
  const headers = { prefer: "wait=1" };
  const startedAt = performance.now();
  const reply = await createHubGeneration(customer, app.url, { prompt: "#slow:8", headers });
  report(SCENARIO, { "wait of 1 s": toSeconds(performance.now() - startedAt) });
  expect(reply).toMatchObject({ status: 202, body: { status: "running" } });
  const finished = await getFinishedGeneration(app, customer, reply.body.id ?? "");
  expect(finished).toMatchObject({ status: "succeeded", images: [{}] });
});

test("concurrent equal creates with an Idempotency-Key make one generation", async () => {
  const customer = await app.customer();
  const headers = { "idempotency-key": "mine" };
  const replies = await Promise.all(
    Array.from({ length: 20 }, () =>
      createHubGeneration(customer, app.url, { async: true, headers }),
    ),
  );
  expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 202));
  expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
});

test("an upload is used as an input, and a queued generation is canceled", async () => {
  const plus = await app.customer({ dialect: "plus" });
  const image = { width: 64, height: 64, format: "png", index: 0 } as const;
  const { key } = await uploadFile(plus, Buffer.from(await renderBase64(image), "base64"));
  const { body, status } = await createPlusGeneration(plus, {
    inputImageKeys: [key],
    type: "edit",
  });
  expect(status).toBe(202);
  const finished = await getFinishedPlusGeneration(app, plus, body.generationId);
  expect(finished.status).toBe("succeeded");
  const slow = await createPlusGeneration(plus, { prompt: "#slow:30" });
  await cancelPlusGeneration(plus, slow.body.generationId);
  expect(await getFinishedPlusGeneration(app, plus, slow.body.generationId)).toMatchObject({
    status: "canceled",
    costCredits: 0,
  });
});

test("a webhook is delivered once for each event", async () => {
  const person = await signUpWithCredits(app);
  await registerEndpoint(person, receiver.url("/pooled"));
  const made = await person.call("/api/account/keys", { json: { dialect: "hub" } });
  const { key } = (await made.json()) as { key: string };
  for (const prompt of ["one", "two"]) {
    const { status } = await createHubGeneration({ key }, app.url, { prompt });
    expect(status).toBe(200);
  }
  const received = await receiver.wait("/pooled", 2);
  expect(received.map(({ event }) => event)).toEqual([
    "generation.succeeded",
    "generation.succeeded",
  ]);
});

test("an admin signs in, and every list of the console is served", async () => {
  const admin = await signUpAdmin(app);
  const { email, password } = admin;
  const reply = await sendRequest(app, "/api/auth/sign-in", { json: { email, password } });
  expect(reply.status).toBe(200);
  const session = await toAccountClient(app, reply, { email, password });
  const document = await Bun.file(
    new URL("../../generated/account/openapi.json", import.meta.url),
  ).json();
  const paths = Object.keys(document.paths).filter(
    (path) => document.paths[path].get !== undefined && !path.includes("{"),
  );
  expect(paths.length).toBeGreaterThan(20);
  for (const path of paths) expect([path, (await session.call(path)).status]).toEqual([path, 200]);
});

test("commands run, and doctor finds no fault", async () => {
  const email = ["--email", "pooled@example.com"];
  for (const words of [
    ["account", "create", ...email, "--plan", "pro", "--admin"],
    ["credits", "grant", ...email, "--credits", "100"],
    ["key", "create", ...email, "--dialect", "hub"],
    ["key", "list", ...email],
    ["account", "list"],
    ["prices", "list"],
    ["models", "list"],
    ["moderation", "list"],
    ["audit", "verify"],
    ["migrate"],
  ]) {
    const { code, err } = await cli(settings, ...words, "--json");
    expect([words.join(" "), code, err]).toEqual([words.join(" "), 0, ""]);
  }
  const { code, out } = await cli(settings, "doctor", "--json");
  const { checks } = JSON.parse(out);
  expect([code, checks]).toEqual([
    0,
    expect.arrayContaining([
      expect.objectContaining({ check: "database settings", state: "ok" }),
      expect.objectContaining({ check: "workers", state: "ok" }),
    ]),
  ]);
});

test("a server drains: its running request is answered, and it exits with 0", async () => {
  const customer: Customer = await app.customer();
  const server = await startProcess(app, ["serve"], settings);
  const running = createHubGeneration(customer, server.url, { prompt: "#slow:4" });
  const headers = { authorization: `Bearer ${customer.key}` };
  const isAccepted = async () =>
    (await readBody(await fetch(`${server.url}/api/v1/credits`, { headers }))).held !== 0;
  await eventually(isAccepted, { message: "the request was not accepted" });
  server.kill("SIGTERM");
  const { status, body } = await running;
  expect([200, 202]).toContain(status);
  expect(await server.exited(60_000)).toBe(0);
  const finished = await getFinishedGeneration(app, customer, body.id ?? "");
  expect(finished.status).toBe("succeeded");
});
