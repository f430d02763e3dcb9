import { afterAll, beforeAll, expect, test } from "bun:test";
import postgres from "postgres";
import { signUp } from "../support/account-client.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { type Started, startCli } from "../support/cli.ts";
import { createHubGeneration, getFinishedGeneration } from "../support/hub-client.ts";
import { findViolations } from "../support/invariants.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";
import { registerEndpoint } from "../support/webhooks.ts";

let receiver: Receiver;
let app: App;
let sql: postgres.Sql;
let customer: Customer;

beforeAll(async () => {
  receiver = startReceiver();
  app = await startApp({ worker: false, env: { OUTBOUND_ALLOW: receiver.host } });
  sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
  customer = await app.customer();
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
  await receiver.stop();
});

function start(...args: string[]): Started {
  const settings = { DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl };
  return startCli({ ...settings, PORT: "0", OUTBOUND_ALLOW: receiver.host }, ...args, "--json");
}

async function stop(started: Started) {
  started.kill("SIGTERM");
  return await started.result;
}

test("paused processes start no job, refuse creates and answer reads, until unpaused ones run", async () => {
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  const id = body.id ?? "";
  const person = await signUp(app);
  const hook = await registerEndpoint(person, receiver.url("/hook"));
  await person.call(`/api/account/webhooks/${hook.id}/test`, {
    json: { event: "generation.succeeded" },
  });
  const [server, worker] = [start("serve", "--paused"), start("worker", "--paused")];
  const ready = JSON.parse(await server.firstLine);
  expect(ready).toMatchObject({ worker: false, paused: true });
  expect(JSON.parse(await worker.firstLine)).toMatchObject({ worker: false, paused: true });

  const refused = await createHubGeneration(customer, ready.url, { async: true });
  expect({ ...refused, retryAfter: refused.headers.get("retry-after") }).toMatchObject({
    ...{ status: 503, retryAfter: "60" },
    body: { error: { message: "The service is paused for maintenance. Try again later." } },
  });
  const read = async (path: string) => {
    const headers = { authorization: `Bearer ${customer.key}` };
    const response = await fetch(new URL(path, ready.url), { headers });
    return { status: response.status, text: await response.text() };
  };
  expect((await read("/api/v1/credits")).status).toBe(200);
  expect(JSON.parse((await read(`/api/v1/generations/${id}`)).text)).toMatchObject({
    status: "queued",
  });
  const readiness = await read("/readyz");
  expect({ ...readiness, body: JSON.parse(readiness.text) }).toMatchObject({
    ...{ status: 200, body: { status: "ok", worker: "paused", pausedFor: ["operator"] } },
  });
  expect((await read("/metrics")).text).toContain('darkroom_worker_paused{reason="operator"} 1');
  expect(await stop(worker)).toMatchObject({ code: 0 });
  expect(await stop(server)).toMatchObject({ code: 0 });
  // Every worker that takes jobs or runs the schedule has a row from its start on.
  expect([...(await sql`select id from workers`)]).toEqual([]);
  expect(receiver.at("/hook")).toEqual([]);

  const running = start("serve");
  expect(await getFinishedGeneration(app, customer, id)).toMatchObject({ status: "succeeded" });
  await receiver.wait("/hook", 1);
  expect(await stop(running)).toMatchObject({ code: 0 });
});
