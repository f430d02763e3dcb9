import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import postgres from "postgres";
import { startWorker } from "../../jobs/worker.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { cliInProcess } from "../support/cli.ts";
import { createHubGeneration, getFinishedGeneration } from "../support/hub-client.ts";
import { findViolations } from "../support/invariants.ts";
import type { Schemas } from "../support/playground.ts";

type Generation = Schemas["OperatorGeneration"];
type Detail = Schemas["OperatorGenerationDetail"];

let app: App;
let sql: postgres.Sql;
let customer: Customer;

beforeAll(async () => {
  app = await startApp({ worker: false });
  sql = postgres(app.databaseUrl, { max: 2, onnotice: () => {} });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await sql.end();
  await app.stop();
});

beforeEach(async () => {
  customer = await app.customer();
});

function run(...args: string[]) {
  return cliInProcess({ DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl }, ...args);
}

async function json<Body>(...args: string[]): Promise<Body> {
  const { code, out, err } = await run(...args, "--json");
  if (code !== 0) throw new Error(err);
  return JSON.parse(out);
}

/** Creates a generation, which stays queued because no worker runs. */
async function queue(): Promise<string> {
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  return body.id ?? "";
}

async function listIds(...args: string[]): Promise<string[]> {
  const { email } = customer;
  const list = ["generation", "list", "--email", email, ...args];
  return (await json<{ generations: Generation[] }>(...list)).generations.map(({ id }) => id);
}

async function showAudit(subject: string) {
  return [
    ...(await sql`
    select actor, action, reason, account_id from audit_entries where subject = ${subject} order by id`),
  ];
}

/** Runs a worker until these generations have finished. */
async function work(...ids: string[]): Promise<void> {
  const worker = await startWorker(app.ctx, app.databaseUrl);
  for (const id of ids) await getFinishedGeneration(app, customer, id);
  await worker.stop();
}

describe("generation list", () => {
  test("lists the generations of all accounts, newest first and in pages", async () => {
    const ids = [await queue()];
    customer = await app.customer();
    ids.unshift(await queue());
    const page = await json<{ generations: Generation[]; next: string }>(
      ...["generation", "list", "--limit", "1"],
    );
    const { next } = page;
    const rest = await json<{ generations: Generation[] }>("generation", "list", "--before", next);
    const listed = [...page.generations, ...rest.generations];
    expect(listed.slice(0, 2).map(({ id }) => id)).toEqual(ids);
    expect(listed[0]).toMatchObject({
      ...{ account_email: customer.email, status: "queued", dialect: "hub", stuck: false },
      ...{ requested_images: 1, credits: { held: 8, captured: 0, released: 0 } },
    });
    expect(JSON.stringify(listed)).not.toContain("a hill");
    expect((await run("generation", "list", "--limit", "1")).out).toContain(`--before ${next}`);
  });

  test("selects by account, status and age", async () => {
    const [first, second] = [await queue(), await queue()];
    await sql`update generations set created_at = created_at - interval '2 hours' where id = ${first}`;
    await json("generation", "cancel", second);
    expect(await listIds()).toEqual([second, first]);
    expect(await listIds("--status", "queued")).toEqual([first]);
    expect(await listIds("--status", "canceled")).toEqual([second]);
    expect(await listIds("--older-than", "90m")).toEqual([first]);
    expect(await listIds("--newer-than", "90m")).toEqual([second]);
    const everywhere = [
      "generation",
      "list",
      "--status",
      "queued",
      "--older-than",
      "90m",
      "--json",
    ];
    expect((await run(...everywhere)).out).toContain(first);
  });

  test("selects those that are stuck, and those with a call of unknown cost", async () => {
    const [unknown, known] = [await queue(), await queue()];
    await work(unknown, known);
    await sql`update provider_attempts set spend_unknown = true where generation_id = ${unknown}`;
    expect(await listIds("--spend-unknown")).toEqual([unknown]);
    const stuck = await queue();
    await sql`update generations set created_at = created_at - interval '2 hours' where id = ${stuck}`;
    expect(await listIds("--stuck")).toEqual([stuck]);
    await queue();
    expect(await listIds("--stuck")).toEqual([stuck]);
    expect((await run("generation", "list", "--email", customer.email)).out).toMatch(
      /spend unknown\n(.|\n)*stuck\n/,
    );
    await json("generation", "cancel", stuck);
  });
});

describe("generation show", () => {
  test("shows the calls and the jobs of a generation", async () => {
    const id = await queue();
    const queued = await json<Detail>("generation", "show", id);
    expect(queued).toMatchObject({ id, status: "queued", attempts: [] });
    expect(queued.jobs).toMatchObject([{ attempts: 0, last_error: null, running: false }]);
    await work(id);
    const finished = await json<Detail>("generation", "show", id);
    expect(finished).toMatchObject({
      ...{ status: "succeeded", delivered_images: 1, jobs: [] },
      attempts: [{ provider: "demo", state: "ended", outcome: "images", calls: 1 }],
    });
    expect((await run("generation", "show", id)).out).toContain("outcome");
    expect(await run("generation", "show", crypto.randomUUID())).toMatchObject({ code: 1 });
    expect(await run("generation", "show", "first")).toMatchObject({ code: 2 });
  });
});

describe("generation cancel", () => {
  test("cancels a queued generation, releases its credits and is audited", async () => {
    const id = await queue();
    const cancel = ["generation", "cancel", id, "--reason", "a duplicate"];
    expect(await json<object>(...cancel)).toEqual({ id, outcome: "canceled" });
    expect(await json<Detail>("generation", "show", id)).toMatchObject({
      ...{ status: "canceled", credits: { held: 8, captured: 0, released: 8 } },
    });
    const { accountId } = customer;
    expect(await showAudit(id)).toEqual([
      {
        ...{ actor: "cli", action: "generation.cancel", reason: "a duplicate" },
        account_id: accountId,
      },
    ]);
    expect(await run(...cancel)).toMatchObject({
      ...{ code: 1, err: "darkroom: The generation has already finished.\n" },
    });
  });
});

describe("generation requeue", () => {
  test("gives a generation whose job was lost a new one, with which it succeeds", async () => {
    const id = await queue();
    await sql`
      delete from graphile_worker._private_jobs where payload ->> 'generationId' = ${id}`;
    expect((await json<Detail>("generation", "show", id)).jobs).toEqual([]);
    const requeue = ["generation", "requeue", id, "--reason", "lost"];
    expect(await json<object>(...requeue)).toEqual({ id, requeued: true });
    expect((await json<Detail>("generation", "show", id)).jobs).toMatchObject([{ attempts: 0 }]);
    expect(await showAudit(id)).toMatchObject([{ action: "generation.requeue", reason: "lost" }]);
    await work(id);
    expect(await run(...requeue)).toMatchObject({ code: 1 });
    expect(await showAudit(id)).toHaveLength(1);
  });

  test("replaces a dead job, so that there is one", async () => {
    const id = await queue();
    await sql`
      update graphile_worker._private_jobs
      set attempts = max_attempts
      where payload ->> 'generationId' = ${id}`;
    await json("generation", "requeue", id);
    expect((await json<Detail>("generation", "show", id)).jobs).toMatchObject([{ attempts: 0 }]);
    await json("generation", "cancel", id);
  });

  test("rejects a generation past its deadline, and one that a live worker runs", async () => {
    const id = await queue();
    const [live] = await sql`
      insert into workers (id, pool_ids, started_at, seen_at, steady_since)
      values (gen_random_uuid(), '{}', clock(), clock(), clock())
      returning id`;
    await sql`
      update generations
      set status = 'running', worker_id = ${live?.id}, started_at = clock()
      where id = ${id}`;
    expect((await run("generation", "requeue", id)).err).toContain("running in a live worker");
    await sql`update workers set stopped_at = clock() where id = ${live?.id}`;
    expect(await run("generation", "requeue", id)).toMatchObject({ code: 0 });
    const [{ deadline } = { deadline: "" }] = await sql<{ deadline: string }[]>`
      select deadline_at::text as deadline from generations where id = ${id}`;
    await sql`update generations set deadline_at = clock() where id = ${id}`;
    expect((await run("generation", "requeue", id)).err).toContain("past its deadline");
    await sql`update generations set deadline_at = ${deadline}::timestamptz where id = ${id}`;
    await json("generation", "cancel", id);
  });
});
