import { afterAll, beforeAll, expect, test } from "bun:test";
import { exists, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startWorker } from "../../jobs/worker.ts";
import { bindInstallation } from "../../src/core/accounts/installation.ts";
import { openMaintenanceConnection } from "../../src/database/db.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { cli, startCli } from "../support/cli.ts";
import type { Database } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { createHubGeneration, getBalance, getFinishedGeneration } from "../support/hub-client.ts";
import { findViolations } from "../support/invariants.ts";
import {
  type DebianPostgres,
  findDebianPostgres,
  startDebianPostgres,
} from "../support/outage/debian-postgres.ts";
import { canRun } from "../support/requirement.ts";
import { runStatement } from "../support/run-statement.ts";
import { startS3 } from "../support/s3-server.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

const SECRET = "a secret of the tests that is long enough 0123456789";

const programs = findDebianPostgres();
const isPossible = canRun(programs !== undefined, {
  name: "backup and restore of a database at DATABASE_URL",
  reason: "Debian's postgresql is not installed",
});

let postgres: DebianPostgres;
let upstream: Upstream;
let folder: string;
let app: App;
let customer: Customer;

beforeAll(async () => {
  if (!isPossible) return;
  folder = await mkdtemp(join(tmpdir(), "darkroom-backup-"));
  postgres = await startDebianPostgres(programs ?? "");
  upstream = await startUpstream();
  app = await start(await postgres.create());
  await bindInstallation(app.ctx);
  customer = await app.customer({ credits: 100 });
});

afterAll(async () => {
  if (!isPossible) return;
  await app.stop();
  await upstream.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

function start(database: Database): Promise<App> {
  const provider = { PROVIDER: "openai", OPENAI_API_KEY: "sk-test" };
  const env = { ...provider, OPENAI_BASE_URL: upstream.url, APP_SECRET: SECRET };
  return startApp({ database, worker: false, env: { ...env, WORKER_CONCURRENCY: "1" } });
}

/** Runs a command on a database, with the objects of the app. */
function run({ url }: Pick<Database, "url">, ...args: string[]) {
  return cli({ DATA_DIR: app.dataDir, DATABASE_URL: url, APP_SECRET: SECRET }, ...args);
}

async function backUp(name: string) {
  const directory = join(folder, name);
  const { code, out, err } = await run({ url: app.databaseUrl }, "backup", directory, "--json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return { directory, result: JSON.parse(out) };
}

/** Restores a backup into a new database, in which a while has passed since the backup. */
async function restoreLater(directory: string): Promise<Database> {
  const database = await postgres.createEmpty();
  const restored = await run(database, "restore", directory, "--json");
  expect({ code: restored.code, err: restored.err, ...JSON.parse(restored.out) }).toMatchObject({
    ...{ code: 0, err: "", ok: true, violations: [] },
    objects: { count: 1, missing: 0, different: 0 },
  });
  // The worker of that time runs on the other database.
  const changes = [
    "update workers set stopped_at = clock()",
    "update generations set created_at = created_at - interval '2 minutes' where finished_at is null",
    "update graphile_worker._private_jobs set locked_at = locked_at - interval '2 minutes'",
  ];
  for (const text of changes) await runStatement(database.url, text);
  return database;
}

test.if(isPossible)(
  "what was queued or running at the backup delivers its images without a second call",
  async () => {
    const create = (prompt: string) =>
      createHubGeneration(customer, app.url, { async: true, prompt });
    const worker = await startWorker(app.ctx, app.databaseUrl);
    const done = (await create("done")).body.id ?? "";
    await getFinishedGeneration(app, customer, done);
    const running = (await create("running #up:hold")).body.id ?? "";
    await upstream.arrived(2);
    const queued = (await create("queued")).body.id ?? "";
    const { directory, result } = await backUp("live");
    expect(result).toMatchObject({
      kind: "external",
      includesSecret: false,
      objects: { count: 1 },
    });
    upstream.release();
    for (const id of [running, queued]) await getFinishedGeneration(app, customer, id);
    await worker.stop();
    const calls = upstream.calls.length;

    const database = await restoreLater(directory);
    const later = await start(database);
    // With the objects of the first app.
    const own = { ...later.ctx, storage: app.ctx.storage };
    const next = await startWorker(own, database.url);
    const call = (path: string) =>
      later.fetch(path, { headers: { authorization: `Bearer ${customer.key}` } });
    for (const id of [done, running, queued])
      expect(await getFinishedGeneration(later, { ...customer, call }, id)).toMatchObject({
        status: "succeeded",
      });
    await next.stop();
    expect(upstream.calls).toHaveLength(calls);
    expect(await getBalance({ ...customer, call })).toMatchObject({ credits: 76, held: 0 });
    expect(await findViolations(database.url)).toEqual([]);
    await later.stop();
  },
);

test.if(isPossible)(
  "a backup reads PGUSER and PGPASSWORD if DATABASE_URL has neither",
  async () => {
    const { host, pathname, username, password } = new URL(app.databaseUrl);
    const credentials = { PGUSER: username, PGPASSWORD: decodeURIComponent(password) };
    const settings = { DATA_DIR: app.dataDir, DATABASE_URL: `postgres://${host}${pathname}` };
    const directory = join(folder, "credentials");
    const given = { ...settings, ...credentials, APP_SECRET: SECRET };
    const { code, err } = await cli(given, "backup", directory);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(await exists(join(directory, "database.dump"))).toBe(true);
  },
);

test.if(isPossible)("restore refuses what it cannot restore, and changes nothing", async () => {
  const { directory } = await backUp("whole");
  const occupied = await run({ url: app.databaseUrl }, "restore", directory);
  expect(occupied).toMatchObject({ code: 1, err: expect.stringContaining("is not empty") });
  const database = await postgres.createEmpty();
  const refuse = async (changes: Record<string, string>, from = directory) => {
    const settings = { DATA_DIR: app.dataDir, DATABASE_URL: database.url, APP_SECRET: SECRET };
    const { code, err } = await cli({ ...settings, ...changes }, "restore", from);
    expect(code).toBe(1);
    const relations = "select 1 from pg_class where relnamespace = 'public'::regnamespace";
    expect(await runStatement(database.url, relations)).toEqual([]);
    return err;
  };
  expect(await refuse({ APP_SECRET: `${SECRET} of another` })).toContain("another APP_SECRET");
  expect(await refuse({}, join(folder, "none"))).toContain("does not exist");
  await Bun.write(join(directory, "database.dump"), "damaged");
  expect(await refuse({})).toContain("missing or damaged");
  await rm(join(directory, "backup.json"));
  expect(await refuse({})).toContain("not a complete backup");
  const again = await run({ url: app.databaseUrl }, "backup", directory);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining("is not empty") });
  await database.drop();
});

test.if(isPossible)("restore reports objects that are missing, and exits with 1", async () => {
  const worker = await startWorker(app.ctx, app.databaseUrl);
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  await getFinishedGeneration(app, customer, body.id ?? "");
  await worker.stop();
  const { directory } = await backUp("before a loss");
  const key = `generations/${body.id}/0.png`;
  await app.ctx.storage.remove([key]);
  const database = await postgres.createEmpty();
  const { code, out } = await run(database, "restore", directory, "--json");
  expect({ code, ...JSON.parse(out) }).toMatchObject({
    ...{ code: 1, ok: false, violations: [] },
    objects: { missing: 1, different: 0, examples: [key] },
  });
  await database.drop();
});

test.if(isPossible)("a backup that is killed leaves a folder that restore refuses", async () => {
  const directory = join(folder, "killed");
  const settings = { DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl, APP_SECRET: SECRET };
  const sql = openMaintenanceConnection(app.databaseUrl);
  await sql.begin(async (transaction) => {
    // The dump waits for the lock.
    await transaction`lock table generations in access exclusive mode`;
    const started = startCli(settings, "backup", directory);
    await eventually(() => exists(join(directory, "database.dump")), {
      message: "the dump was not started",
    });
    started.kill("SIGTERM");
    await started.result;
  });
  await sql.end();
  const database = await postgres.createEmpty();
  const { code, err } = await run(database, "restore", directory);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("not a complete backup") });
  await database.drop();
});

test.if(isPossible)(
  "the objects of a bucket are listed, and compared after a restore",
  async () => {
    const s3 = await startS3();
    const { endpoint = "", bucket, accessKeyId, secretAccessKey } = s3.config;
    const env = {
      ...{ APP_SECRET: SECRET, S3_ENDPOINT: endpoint, S3_BUCKET: bucket },
      ...{ S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey },
    };
    const stored = await startApp({ database: await postgres.create(), env });
    await bindInstallation(stored.ctx);
    const owner = await stored.customer();
    const { body } = await createHubGeneration(owner, stored.url, { n: 2 });
    const keys = [0, 1].map((position) => `generations/${body.id}/${position}.png`);
    const directory = join(folder, "bucket");
    const settings = { ...env, DATA_DIR: stored.dataDir };
    const made = await cli({ ...settings, DATABASE_URL: stored.databaseUrl }, "backup", directory);
    expect(made).toMatchObject({
      code: 0,
      out: expect.stringContaining("back up the bucket images"),
    });
    const lines = (await Bun.file(join(directory, "objects.jsonl")).text()).trim().split("\n");
    const entries = lines.map((line) => JSON.parse(line) as { key: string });
    // The test server lists them in any order.
    expect(entries.toSorted((a, b) => a.key.localeCompare(b.key))).toEqual(
      keys.map((key) => ({
        key,
        sizeBytes: expect.any(Number),
        etag: expect.stringMatching(/^[0-9a-f]{32}$/),
      })),
    );
    await stored.ctx.storage.remove(keys.slice(1));
    const database = await postgres.createEmpty();
    const lost = await cli({ ...settings, DATABASE_URL: database.url }, "restore", directory);
    expect(lost).toMatchObject({
      ...{
        code: 1,
        out: expect.stringContaining(`Of 2 objects, 1 are missing and 0 differ: ${keys[1]}`),
      },
    });
    await database.drop();
    await stored.stop();
    await s3.stop();
  },
);
