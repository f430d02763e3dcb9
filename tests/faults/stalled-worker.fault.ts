import { expect, test } from "bun:test";
import { eventually } from "../support/eventually.ts";
import { type Deployment, withDeployment } from "../support/outage/deployment.ts";
import { startProcess } from "../support/outage/process.ts";

test("a worker replaces a queue pool that takes no jobs, and takes the next job", () =>
  withDeployment({}, async (deployment) => {
    await blockQueue(deployment);
    await deployment.create("blocked");
    const [worker] = deployment.workers;
    expect(await worker?.logged("queue_pool_lost", 60_000)).toMatchObject({
      cause: { message: expect.stringContaining("has started none for 30 s") },
    });
    await unblockQueue(deployment);
    expect(await deployment.allEnded(30_000)).toMatchObject([{ status: "succeeded" }]);
  }));

test("after two replacements a worker drains and exits 1; a server serves on and tries again", () =>
  withDeployment({ workers: 0 }, async (deployment) => {
    const { app, upstream } = deployment;
    const worker = await startProcess(app, ["worker"], providerOf(deployment));
    await deployment.create("running #up:hold");
    await eventually(() => upstream.calls.length === 1, {
      timeoutMs: 20_000,
      message: "the provider was not called",
    });
    const server = await deployment.start("serve");
    await blockQueue(deployment);
    await deployment.create("blocked");
    await worker.logged("worker_failed", 180_000);
    await server.logged("worker_failed", 60_000);

    // The running call is not cut.
    upstream.release();
    expect(await worker.exited(30_000)).toBe(1);
    const ended = "select prompt from generations where status = 'succeeded'";
    expect(await deployment.ask(ended)).toEqual([{ prompt: "running #up:hold" }]);

    const ready = await fetch(`${server.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ status: "ok", worker: "failed" });
    const page = await (await fetch(`${server.url}/metrics`)).text();
    expect(page).toContain("darkroom_worker_failed 1");
    expect(page).toMatch(/^darkroom_queue_pools_lost_total\{.*cause="stalled"\} [1-9]/m);

    await unblockQueue(deployment);
    await server.logged("worker_recovered", 120_000);
    expect((await deployment.allEnded(30_000)).map(({ status }) => status)).toEqual([
      "succeeded",
      "succeeded",
    ]);
    expect(await (await fetch(`${server.url}/readyz`)).json()).not.toHaveProperty("worker");
  }));

test("a worker that is stopped while Postgres is away exits 0, and its image is delivered later", () =>
  withDeployment({ workers: 0 }, async (deployment) => {
    const { app, postgres, upstream } = deployment;
    const env = { ...providerOf(deployment), DRAIN_SECONDS: "5" };
    const worker = await startProcess(app, ["worker"], env);
    await deployment.create("paid #up:delay:3000");
    await eventually(() => upstream.calls.length === 1, {
      timeoutMs: 20_000,
      message: "the provider was not called",
    });
    await postgres.crash();
    worker.kill("SIGTERM");
    expect(await worker.exited(35_000)).toBe(0);
    await postgres.start();
    await deployment.start("worker");
    expect(await deployment.allEnded(60_000)).toMatchObject([{ status: "succeeded" }]);
    expect(upstream.calls).toHaveLength(1);
  }));

function providerOf({ upstream }: Deployment): Record<string, string> {
  return { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
}

/** Has Postgres refuse that any worker takes a job. */
async function blockQueue({ ask }: Deployment): Promise<void> {
  await ask(`
    create function refuse_job() returns trigger language plpgsql
      as $$ begin raise exception 'refused by the test'; end $$;
    create trigger refused before update on graphile_worker._private_jobs
      for each row when (old.locked_at is null and new.locked_at is not null)
      execute function refuse_job()`);
}

async function unblockQueue({ ask }: Deployment): Promise<void> {
  await ask("drop trigger refused on graphile_worker._private_jobs; drop function refuse_job()");
}
