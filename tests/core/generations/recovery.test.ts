import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { startWorker } from "../../../jobs/worker.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { type ServerProcess, startServerProcess } from "../../support/server-process.ts";
import { findViolations } from "../../support/invariants.ts";
import {
  getBalance,
  getFinishedGeneration,
  createHubGeneration,
  type HubReply,
} from "../../support/hub-client.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { renderBase64 } from "../../support/upstream/images.ts";
import { eventually } from "../../support/eventually.ts";
import { runStatement } from "../../support/run-statement.ts";

describe.concurrent("a worker process that is killed", () => {
  test("during a paid call causes no second call, releases the credits and reports unknown spend", () =>
    withUpstream(async ({ app, customer, upstream, env }) => {
      const child = await startServerProcess(app, "worker", env);
      const { body } = await createHubGeneration(customer, app.url, {
        n: 2,
        async: true,
        prompt: "#up:hang",
      });
      await upstream.arrived(1);
      await withWorker(app, async () => {
        child.kill("SIGKILL");
        const recoveryMs = await timed(async () => {
          const end = await getFinishedGeneration(app, customer, body.id ?? "");
          expect(end).toMatchObject({
            status: "failed",
            error: { code: "generationFailed" },
            usage: { credits: 0, credits_requested: 16 },
          });
        });
        expect(recoveryMs).toBeLessThan(30_000);
      });
      expect(upstream.calls).toHaveLength(1);
      expect(await attempts(app)).toEqual([{ outcome: "unknown", spend_unknown: true }]);
      expect(await getBalance(customer)).toMatchObject({ credits: 1000, held: 0 });
    }));

  test("after an image, before the end of the response, leaves the file of the image", () =>
    withUpstream(async ({ app, customer, upstream, env }) => {
      const image = await renderBase64({ width: 1024, height: 1024, format: "png", index: 0 });
      upstream.respondWith(({ reply }) => {
        reply.writeHead(200, { "content-type": "application/json" });
        reply.write(`{"data":[{"b64_json":"${image}"}`);
      });
      const child = await startServerProcess(app, "worker", env);
      const { body } = await createHubGeneration(customer, app.url, { async: true });
      await waitForFile(app, `attempt-${body.id}-*/image-0`, Buffer.from(image, "base64"));
      child.kill("SIGKILL");
      await withWorker(app, async () => {
        const end = await getFinishedGeneration(app, customer, body.id ?? "");
        expect(end).toMatchObject({ status: "succeeded", usage: { credits: 8 } });
      });
      expect(upstream.calls).toHaveLength(1);
      expect(await attempts(app)).toEqual([{ outcome: "images", spend_unknown: true }]);
    }));

  test("during a repeatable call is replaced by another worker", () =>
    withApp({}, async ({ app, customer }) => {
      const child = await startServerProcess(app, "worker");
      const { body } = await createHubGeneration(customer, app.url, {
        async: true,
        prompt: "a hill #slow:2",
      });
      await waitForRows(app, "select 1 from provider_attempts where state = 'sent'", 1);
      child.kill("SIGKILL");
      await withWorker(app, async () => {
        const end = await getFinishedGeneration(app, customer, body.id ?? "");
        expect(end).toMatchObject({ status: "succeeded", usage: { credits: 8 } });
      });
      expect(await attempts(app)).toEqual([{ outcome: "images", spend_unknown: false }]);
    }));
});

describe.concurrent("a worker process that is suspended", () => {
  test("is declared dead, cannot write after it resumes, and continues as a new worker", () =>
    withUpstream(async ({ app, customer, upstream, env }) => {
      const child = await startServerProcess(app, "worker", env);
      const { body } = await createHubGeneration(customer, app.url, {
        async: true,
        prompt: "#up:hold",
      });
      await upstream.arrived(1);
      child.kill("SIGSTOP");
      await runStatement(
        app.databaseUrl,
        "update workers set seen_at = seen_at - interval '1 minute'",
      );
      await withWorker(app, async () => {
        expect(await getFinishedGeneration(app, customer, body.id ?? "")).toMatchObject({
          status: "failed",
        });
      });
      upstream.release();
      child.kill("SIGCONT");
      expect(await child.waitForLog("generation_finished_by_worker")).toMatchObject({
        outcome: "already",
      });
      await child.waitForLog("worker_declared_dead");
      expect(await runStatement(app.databaseUrl, "select 1 from images")).toEqual([]);
      const next = await createHubGeneration(customer, app.url, { prompt: "a lake" });
      expect(next).toMatchObject({ status: 200, body: { usage: { credits: 8 } } });
      await stopChild(child);
    }));
});

describe.concurrent("a worker process that receives SIGTERM", () => {
  test("finishes what it can, releases the rest, leaves no locked job, and exits with 0", () =>
    withApp({}, async ({ app, customer }) => {
      const child = await startServerProcess(app, "worker", { DRAIN_ENDS_ON_SIGNAL: "1" });
      const prompts = ["a hill #slow:0.5", "a hill #slow:0.9", "a hill #slow:600"];
      const made = await Promise.all(
        prompts.map((prompt) => createHubGeneration(customer, app.url, { async: true, prompt })),
      );
      await waitForRows(app, "select 1 from provider_attempts where state <> 'intent'", 3);
      child.kill("SIGTERM");
      await waitForRows(app, "select 1 from generations where status = 'succeeded'", 2);
      child.kill("SIGUSR2");
      expect(await child.exited()).toBe(0);
      expect(await statuses(app, made)).toEqual(["succeeded", "succeeded", "running"]);
      expect(
        await runStatement(
          app.databaseUrl,
          "select 1 from graphile_worker._private_jobs where locked_at is not null",
        ),
      ).toEqual([]);
      const id = made[2]?.body.id ?? "";
      await runStatement(
        app.databaseUrl,
        `update generations set prompt = 'a hill' where id = '${id}'`,
      );
      await withWorker(app, async () => {
        expect(await getFinishedGeneration(app, customer, id)).toMatchObject({
          status: "succeeded",
        });
      });
    }));
});

describe.concurrent("an API process", () => {
  test("that was killed after a create is replaced: the same key returns the same generation", () =>
    withApp({}, async ({ app, customer }) => {
      const child = await startServerProcess(app, "serve");
      const headers = { "idempotency-key": "after-a-crash" };
      const first = await createWithKey(customer, child.url, headers);
      child.kill("SIGKILL");
      await child.exited();
      const second = await createWithKey(customer, app.url, headers);
      expect(second.body.id).toBe(first.body.id ?? "");
      expect(second.headers.get("idempotent-replayed")).toBe("true");
      expect(await getBalance(customer)).toMatchObject({ credits: 992, held: 8 });
    }));

  test("creates one generation for concurrent requests with one key to two processes", () =>
    withApp({}, async ({ app, customer }) => {
      const child = await startServerProcess(app, "serve");
      const headers = { "idempotency-key": "two-processes" };
      const calls = [app.url, child.url, app.url, child.url].map((url) =>
        createWithKey(customer, url, headers),
      );
      const ids = (await Promise.all(calls)).map(({ body }) => body.id);
      expect(new Set(ids).size).toBe(1);
      expect(await getBalance(customer)).toMatchObject({ credits: 992, held: 8 });
      await stopChild(child);
    }));
});

/** Creates a generation with an idempotency key, which makes it safe to send it again after 503. */
function createWithKey(
  customer: Customer,
  url: string,
  headers: { "idempotency-key": string },
): Promise<HubReply> {
  const create = async () => {
    const reply = await createHubGeneration(customer, url, { async: true, headers });
    return reply.status !== 503 && reply;
  };
  return eventually(create, { message: "every answer was 503" });
}

interface Setup {
  app: App;
  customer: Customer;
}

/** Starts an API without a worker, and asserts that the invariants hold at the end. */
async function withApp(env: Record<string, string>, operation: (setup: Setup) => Promise<void>) {
  const app = await startApp({ worker: false, env });
  try {
    await operation({ app, customer: await app.customer() });
    expect(await findViolations(app.databaseUrl)).toEqual([]);
  } finally {
    await app.stop();
  }
}

async function withUpstream(
  operation: (setup: Setup & { upstream: Upstream; env: Record<string, string> }) => Promise<void>,
) {
  const upstream = await startUpstream();
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
  try {
    await withApp(env, (setup) => operation({ ...setup, upstream, env }));
  } finally {
    await upstream.stop();
  }
}

async function withWorker(app: App, operation: () => Promise<void>): Promise<void> {
  const worker = await startWorker(app.ctx, app.databaseUrl);
  try {
    await operation();
  } finally {
    await worker.stop();
  }
}

async function stopChild(child: ServerProcess): Promise<void> {
  child.kill("SIGTERM");
  expect(await child.exited()).toBe(0);
}

async function timed(operation: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await operation();
  return performance.now() - start;
}

/** Waits until a query returns `count` rows, which another process writes. */
async function waitForRows(app: App, text: string, count: number): Promise<void> {
  await eventually(async () => (await runStatement(app.databaseUrl, text)).length >= count, {
    message: `Fewer than ${count} rows: ${text}`,
  });
}

/** Waits until a temporary file has this content. */
async function waitForFile(app: App, pattern: string, content: Buffer): Promise<void> {
  const folder = join(app.dataDir, "tmp");
  const isComplete = async () => {
    const [name] = await Array.fromAsync(new Bun.Glob(pattern).scan(folder));
    return name !== undefined && content.equals(await Bun.file(join(folder, name)).bytes());
  };
  await eventually(isComplete, { message: `No complete file ${pattern}` });
}

async function statuses(app: App, made: { body: { id?: string } }[]): Promise<unknown[]> {
  const rows = await runStatement(app.databaseUrl, "select id, status from generations");
  return made.map(({ body }) => rows.find(({ id }) => id === body.id)?.status);
}

function attempts(app: App) {
  return runStatement(
    app.databaseUrl,
    "select outcome, spend_unknown from provider_attempts order by id",
  );
}
