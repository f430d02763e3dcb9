import { once } from "node:events";
import { connect } from "node:net";
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

test("a server whose readiness was polled once does not wait for more polls", async () => {
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

test("a request that has arrived when a server stops is answered", async () => {
  const server = startServer(app.ctx);
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  let received = "";
  socket.on("data", (bytes) => void (received += bytes));
  const request = `GET /healthz HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`;
  socket.write(request);
  const count = () => received.split("HTTP/1.1 200").length - 1;
  await eventually(() => count() === 1, { message: "the first request was not answered" });
  const closed = once(socket, "close");
  // The bytes have left the client, and are not read before the next turn of the event loop.
  await new Promise<void>((resolve) => socket.write(request, () => resolve()));
  await server.leave().then(server.stop);
  await closed;
  expect(count()).toBe(2);
});
