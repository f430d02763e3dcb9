import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cliInProcess } from "../support/cli.ts";
import type { Database } from "../support/database.ts";
import {
  type DebianPostgres,
  findDebianPostgres,
  startDebianPostgres,
} from "../support/outage/debian-postgres.ts";
import { canRun } from "../support/requirement.ts";
import { runStatement } from "../support/run-statement.ts";

const ROLE = "darkroom_runtime";
const SECRET = "a secret of the tests that is long enough 0123456789";
const JOBS = "select task_id, payload, key from graphile_worker._private_jobs order by id";

/** A table whose rows the server cannot read. */
const DAMAGE = `
  create type mood as enum ('good');
  create table moods as select 'good'::mood as mood;
  grant select on moods to ${ROLE};
  delete from pg_enum where enumtypid = 'mood'::regtype`;

const programs = findDebianPostgres();
const isPossible = canRun(programs !== undefined, {
  name: "backup of a database with a runtime role",
  reason: "Debian's postgresql is not installed",
});

let postgres: DebianPostgres;
let folder: string;
let database: Database;

beforeAll(async () => {
  if (!isPossible) return;
  folder = await mkdtemp(join(tmpdir(), "darkroom-backup-"));
  postgres = await startDebianPostgres(programs ?? "");
  database = await postgres.create();
  await runStatement(database.url, `create role ${ROLE} login password 'runtime'`);
  const { code, err } = await run(database.url, "migrate", "--runtime-role", ROLE);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  await runStatement(database.url, "select graphile_worker.add_job('kept', '{\"a\": 1}')");
});

afterAll(async () => {
  if (!isPossible) return;
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a command on a database. */
function run(url: string, ...args: string[]) {
  return cliInProcess({ DATA_DIR: folder, DATABASE_URL: url, APP_SECRET: SECRET }, ...args);
}

/** Backs up the database as the runtime role. */
function backUp(directory: string) {
  const url = Object.assign(new URL(database.url), { username: ROLE, password: "runtime" });
  return run(url.href, "backup", directory);
}

test.if(isPossible)(
  "a backup by the runtime role is restored where this role does not exist, with every job",
  async () => {
    const directory = join(folder, "whole");
    const { code, err } = await backUp(directory);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const other = await startDebianPostgres(programs ?? "");
    const restored = await other.createEmpty();
    try {
      const result = await run(restored.url, "restore", directory);
      expect({ code: result.code, err: result.err }).toEqual({ code: 0, err: "" });
      const jobs = await runStatement(database.url, JOBS);
      expect(jobs).toHaveLength(1);
      expect(await runStatement(restored.url, JOBS)).toEqual(jobs);
      const secured = `
        select oid::regclass::text as name from pg_class where relrowsecurity order by name`;
      const tables = await runStatement(database.url, secured);
      expect(tables).not.toEqual([]);
      expect(await runStatement(restored.url, secured)).toEqual(tables);
    } finally {
      await other.stop();
    }
  },
);

test.if(isPossible)(
  "a role to which a policy hides rows gets no backup, and the message names the tables",
  async () => {
    const jobs = "graphile_worker._private_jobs";
    const policy = `"runtime_${ROLE}" on ${jobs}`;
    for (const [name, statement, undo] of [
      [
        "condition",
        `alter policy ${policy} using (attempts > 1)`,
        `alter policy ${policy} using (true)`,
      ],
      ["other role", `alter policy ${policy} to darkroom`, `alter policy ${policy} to ${ROLE}`],
      [
        "restrictive",
        `create policy hidden on ${jobs} as restrictive using (false)`,
        `drop policy hidden on ${jobs}`,
      ],
      ["no policy", `drop policy ${policy}`, `create policy ${policy} to ${ROLE} using (true)`],
    ] as const) {
      await runStatement(database.url, statement);
      const directory = join(folder, name);
      const { code, err } = await backUp(directory);
      expect({ name, code, err }).toEqual({
        name,
        code: 1,
        err: expect.stringMatching(
          /"darkroom_runtime" cannot read every row of graphile_worker\._private_jobs: .*--runtime-role/,
        ),
      });
      expect({ name, files: await readdir(directory) }).toEqual({ name, files: [] });
      await runStatement(database.url, undo);
    }
  },
);

test.if(isPossible)(
  "a dump that fails is removed, and the server's reason is printed",
  async () => {
    await runStatement(database.url, DAMAGE);
    const directory = join(folder, "failed");
    const { code, err } = await backUp(directory);
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringMatching(
        /^darkroom: pg_dump failed: .*"moods" .*ERROR: {2}invalid internal value/,
      ),
    });
    expect(await readdir(directory)).toEqual([]);
  },
);
