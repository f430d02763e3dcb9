import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { type App, type Customer, startApp } from "../support/app.ts";
import { findViolations } from "../support/invariants.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { withDeployment } from "../support/outage/deployment.ts";
import { startProcess } from "../support/outage/process.ts";
import { signUp } from "../support/account-client.ts";
import { startReceiver } from "../support/webhook-receiver.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";
import { emitEvents, registerEndpoint } from "../support/webhooks.ts";

// Two failed reports are enough for the queue never to finish the shutdown of its pool.
test("a worker whose jobs fail in a Postgres crash runs the next job and stops", async () => {
  const receiver = startReceiver();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  let replies = 0;
  const slow = async () => {
    await released;
    await Bun.sleep(60 * replies++);
    return new Response("accepted");
  };
  receiver.answer("/a", slow);
  receiver.answer("/b", slow);
  try {
    await withDeployment({ env: { OUTBOUND_ALLOW: receiver.host } }, async (deployment) => {
      const { app, postgres: server } = deployment;
      const [worker] = deployment.workers;
      const person = await signUp(app);
      for (const path of ["/a", "/b"]) await registerEndpoint(person, receiver.url(path));
      await emitOnce(server.url, person.accountId, 3);
      await Promise.all([receiver.wait("/a", 3), receiver.wait("/b", 3)]);
      await server.crash();
      // From here on statements fail immediately.
      await worker?.logged("heartbeat_failed");
      release();
      await worker?.logged("queue_pool_lost");
      await server.start();
      await worker?.logged("queue_pool_opened");
      await registerEndpoint(person, receiver.url("/next"));
      await emitOnce(server.url, person.accountId, 1);
      await receiver.wait("/next", 1);
      await deployment.create("next");
      expect(await deployment.allEnded()).toMatchObject([{ status: "succeeded" }]);
    });
  } finally {
    await receiver.stop();
  }
});

async function emitOnce(url: string, accountId: string, count: number): Promise<void> {
  const sql = postgres(url, { max: 1 });
  await emitEvents(sql, accountId, { count });
  await sql.end();
}

describe("SIGTERM during a paid call", () => {
  let upstream: Upstream;
  let app: App;
  let customer: Customer;

  beforeAll(async () => {
    upstream = await startUpstream();
    app = await startApp({ worker: false });
    customer = await app.customer();
  });
  afterAll(async () => {
    expect(await findViolations(app.databaseUrl)).toEqual([]);
    await app.stop();
    await upstream.stop();
  });

  test("lets the call finish within DRAIN_SECONDS", async () => {
    const { exitCode, status } = await stopDuringCall({ prompt: "#up:delay:2500", drain: "20" });
    expect([exitCode, status]).toEqual([0, "succeeded"]);
  });

  test("aborts the call after DRAIN_SECONDS, and the process exits cleanly", async () => {
    const { exitCode, status } = await stopDuringCall({ prompt: "#up:hang", drain: "1" });
    expect([exitCode, status]).toEqual([0, "failed"]);
  });

  async function stopDuringCall({ prompt, drain }: { prompt: string; drain: string }) {
    const worker = await startProcess(app, ["worker"], {
      ...{ PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
      DRAIN_SECONDS: drain,
    });
    const calls = upstream.calls.length;
    const { body } = await createHubGeneration(customer, app.url, { async: true, prompt });
    await upstream.arrived(calls + 1);
    worker.kill("SIGTERM");
    const exitCode = await worker.exited();
    const reply = await customer.call(`/api/v1/generations/${body.id}`);
    return { exitCode, status: (await reply.json()).status };
  }
});
