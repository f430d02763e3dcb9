import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { type RunningWorker, startWorker } from "../../jobs/worker.ts";
import * as plans from "../../src/core/billing/plans.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { findViolations } from "../support/invariants.ts";
import { runStatement } from "../support/run-statement.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

let upstream: Upstream;
let app: App;
let workers: RunningWorker[] = [];
let earlierCalls = 0;

beforeAll(async () => {
  upstream = await startUpstream();
  const provider = { OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
  app = await startApp({ worker: false, env: { PROVIDER: "openai", ...provider } });
});

afterEach(async () => {
  // Those that start later are held as well.
  const isOver = async () => {
    upstream.release();
    return (await countUnfinished()) === 0;
  };
  await eventually(isOver, { message: "Some were not run" });
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
  earlierCalls = upstream.calls.length;
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});

afterAll(async () => {
  await app.stop();
  await upstream.stop();
});

test("the only generation of a customer starts next, although another has queued many", async () => {
  const [many, one] = await Promise.all([app.customer(), app.customer()]);
  await queue(many, "many 1 #up:hold");
  await start(1);
  await calls(1);
  for (let n = 2; n <= 8; n++) await queue(many, `many ${n}`);
  await queue(one, "one");
  upstream.release();
  const prompts = await calls(9);
  expect(prompts.slice(0, 3)).toEqual(["many 1 #up:hold", "one", "many 2"]);
});

test("customers with many queued generations take turns", async () => {
  const [first, second] = await Promise.all([app.customer(), app.customer()]);
  for (let n = 1; n <= 3; n++) await queue(first, `first ${n}`);
  for (let n = 1; n <= 3; n++) await queue(second, `second ${n}`);
  await start(1);
  expect(await calls(6)).toEqual([
    ...["first 1", "second 1", "first 2", "second 2", "first 3", "second 3"],
  ]);
});

test("the customer with the fewest running generations starts next, in another worker as well", async () => {
  const [busy, idle] = await Promise.all([app.customer(), app.customer()]);
  await queue(busy, "busy 1 #up:hold");
  await queue(idle, "idle 1 #up:hold");
  await start(2);
  await calls(2);
  await queue(busy, "busy 2 #up:hold");
  await start(1);
  await calls(3);
  await queue(busy, "busy 3 #up:hold");
  await queue(busy, "busy 4 #up:hold");
  await queue(idle, "idle 2 #up:hold");
  await start(1);
  const prompts = await calls(4);
  expect(prompts[3]).toBe("idle 2 #up:hold");
  await start(1);
  expect((await calls(5))[4]).toBe("busy 3 #up:hold");
});

test("of equally busy customers, the one whose plan has the higher priority starts first", async () => {
  await plans.setPlanPriority(app.ctx, { planId: "max", priority: 10 });
  const [low, high] = await Promise.all([app.customer(), app.customer({ planId: "max" })]);
  for (let n = 1; n <= 2; n++) await queue(low, `low ${n}`);
  await queue(high, "high 1 #up:hold");
  await queue(high, "high 2");
  await start(1);
  expect((await calls(1))[0]).toBe("high 1 #up:hold");
  // The plan with the priority has one running.
  await start(1);
  expect((await calls(2))[1]).toBe("low 1");
});

test("of customers who have nothing running, the one who has waited longest starts first", async () => {
  const customers = await Promise.all(Array.from({ length: 4 }, () => app.customer()));
  for (const [index, customer] of customers.entries()) await queue(customer, `wait ${index}`);
  await start(1);
  expect(await calls(4)).toEqual(["wait 0", "wait 1", "wait 2", "wait 3"]);
});

const WAITS: [how: string, wait: (customer: Customer) => Promise<string | undefined>][] = [
  [
    "waits for it",
    async (customer) => {
      const { body } = await createHubGeneration(customer, app.url, { prompt: "awaited" });
      return body.status;
    },
  ],
  [
    "reads its stream",
    async (customer) => {
      const response = await customer.call("/v1/images/generations", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ model: "gpt-image-2", prompt: "awaited", stream: true }),
      });
      const isCompleted = (await response.text()).includes("image_generation.completed");
      return isCompleted ? "succeeded" : undefined;
    },
  ],
];

test.each(WAITS)(
  "a generation whose caller %s starts before all others, also those of its own account",
  async (_, wait) => {
    const customer = await app.customer();
    await queue(customer, "a hill #up:hold");
    await start(1);
    await calls(1);
    for (let n = 1; n <= 4; n++) await queue(customer, `queued ${n}`);
    const result = wait(customer);
    const isQueued = async () => (await countUnfinished()) === 6;
    await eventually(isQueued, { message: "The generation was not queued" });
    upstream.release();
    expect(await result).toBe("succeeded");
    expect((await calls(6))[1]).toBe("awaited");
  },
);

test("a generation whose job runs that of another customer has a job", async () => {
  const [first, second] = await Promise.all([app.customer(), app.customer()]);
  await queue(first, "first 1 #up:hold");
  await queue(first, "first 2 #up:hold");
  await queue(second, "second 1 #up:hold");
  await start(2);
  expect((await calls(2)).toSorted()).toEqual(["first 1 #up:hold", "second 1 #up:hold"]);
  const age = "- interval '1 minute'";
  await runStatement(
    app.databaseUrl,
    `update generations set created_at = created_at ${age} where finished_at is null`,
  );
  const withoutJob = "select generations_without_job() as id";
  expect(await runStatement(app.databaseUrl, withoutJob)).toEqual([]);
  await runStatement(
    app.databaseUrl,
    `update graphile_worker._private_jobs set locked_at = locked_at ${age}`,
  );
  expect(await runStatement(app.databaseUrl, withoutJob)).toEqual([]);
});

test("a generation whose job runs that of another customer starts in the next free slot", async () => {
  const [busy, idle] = await Promise.all([app.customer(), app.customer()]);
  await queue(busy, "passed 1 #up:hold");
  await start(1);
  await calls(1);
  await queue(busy, "passed 2");
  const other = await takeJob("passed 2");
  // Starts before "passed 2", because its customer has nothing running.
  await queue(idle, "passing");
  expect(await claimForJob(other, "passed 2")).toBe("passing");
  await start(1);
  expect((await calls(2))[1]).toBe("passed 2");
  await runStatement(
    app.databaseUrl,
    `update workers set stopped_at = clock() where id = '${other}'`,
  );
});

/** Starts a worker with this many slots. */
async function start(workerConcurrency: number): Promise<void> {
  const config = { ...app.ctx.config, workerConcurrency };
  workers.push(await startWorker({ ...app.ctx, config }, app.databaseUrl));
}

async function queue(customer: Customer, prompt: string): Promise<void> {
  const { status } = await createHubGeneration(customer, app.url, { async: true, prompt });
  expect(status).toBe(202);
}

/** Waits for the calls of this test, and returns their prompts in the order of arrival. */
async function calls(count: number): Promise<unknown[]> {
  await upstream.arrived(earlierCalls + count);
  return upstream.calls.slice(earlierCalls).map(({ fields }) => fields.prompt);
}

async function countUnfinished(): Promise<number> {
  const text = "select count(*)::integer as count from generations where finished_at is null";
  const [row] = await runStatement(app.databaseUrl, text);
  return Number(row?.count);
}

/** Takes the job of a generation, as a worker of another process does, and returns the id of the worker. */
async function takeJob(prompt: string): Promise<string> {
  const id = Bun.randomUUIDv7();
  await runStatement(app.databaseUrl, `select register_worker('${id}', '{other}')`);
  // Without a heartbeat it is alive until the test ends it.
  await runStatement(
    app.databaseUrl,
    `update workers set seen_at = seen_at + interval '1 hour' where id = '${id}'`,
  );
  await runStatement(
    app.databaseUrl,
    `update graphile_worker._private_jobs j
    set locked_at = now(), locked_by = 'other'
    from generations g
    where j.payload ->> 'generationId' = g.id::text and g.prompt = '${prompt}'`,
  );
  return id;
}

/** Claims a generation for the job of another one, and returns its prompt. */
async function claimForJob(workerId: string, prompt: string): Promise<unknown> {
  const [claimed] = await runStatement(
    app.databaseUrl,
    `select g.prompt
    from claim_next_generations(
        p_generation_ids => array(select id from generations where prompt = '${prompt}'),
        p_run_ids => array[gen_random_uuid()],
        p_worker_id => '${workerId}',
        p_provider => 'openai',
        p_run_seconds => 600,
        p_immediate_providers => '{}',
        p_may_wait => true,
        p_is_repeated => false
      ) c
      join generations g on g.id = c.generation_id`,
  );
  return claimed?.prompt;
}
