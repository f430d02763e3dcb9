import { afterAll, beforeAll, expect, test } from "bun:test";
import { type RunningServer, startServer } from "../../src/server/listen.ts";
import { type App, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";

// A balancer on a busy machine is not taken for one that has stopped.
const ANY_MS = 3_600_000;
const PATIENT = { maxIntervalMs: ANY_MS, lateMs: ANY_MS, maxLeaveMs: ANY_MS };

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(() => app.stop());

/** Polls until it has read the status that many times in a row. */
async function poll({ url }: RunningServer, status: number, count: number): Promise<void> {
  let read = 0;
  const isEnough = async () => {
    read = (await fetch(`${url}/readyz`)).status === status ? read + 1 : 0;
    return read === count;
  };
  await eventually(isEnough, { message: `/readyz did not return ${status}` });
}

test("a server leaves: it serves until its balancer has seen three failed checks", async () => {
  const server = startServer(app.ctx, { leave: PATIENT });
  await poll(server, 200, 2);
  let hasLeft = false;
  const left = server.leave().then(() => (hasLeft = true));
  await poll(server, 503, 2);
  expect(hasLeft).toBe(false);
  const reply = await fetch(`${server.url}/api/v1/models`);
  expect([reply.status, reply.headers.get("connection")]).toEqual([200, "close"]);
  await poll(server, 503, 1);
  await left;
  expect((await fetch(`${server.url}/api/v1/models`)).status).toBe(200);
  await server.stop();
});

test("a server whose readiness was polled once leaves at once", async () => {
  const server = startServer(app.ctx, { leave: PATIENT });
  await fetch(`${server.url}/readyz`);
  await server.leave();
  await poll(server, 503, 1);
  await server.stop();
});

test("a server does not wait for a balancer that has stopped polling", async () => {
  const server = startServer(app.ctx, { leave: { ...PATIENT, lateMs: 0 } });
  await poll(server, 200, 2);
  await server.leave();
  await server.stop();
});
