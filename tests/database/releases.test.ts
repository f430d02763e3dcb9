import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type postgres from "postgres";
import { commands } from "../../src/cli/commands.ts";
import { RELEASE } from "../../src/database/release.ts";
import { hashSchema, nextRelease } from "../../src/codegen/release.ts";
import { openMaintenanceConnection } from "../../src/database/db.ts";
import { cli, cliInProcess, type Result, type Started, startCli } from "../support/cli.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { generateWithKey } from "../support/hub-client.ts";
import { findViolations } from "../support/invariants.ts";
import { buildNewerRelease, type NewerRelease } from "../support/newer-release.ts";

const EMAIL = "ada@example.com";
// A newer release stays compatible if it changes the body of a function but not its results.
const COMPATIBLE = `
create or replace function is_sign_up_open() returns boolean
  language sql stable
  as $$ select coalesce((select sign_up_open from installation), true) and true $$;
create or replace function only_newer() returns integer language sql as $$ select 1 $$;
`;
const BACKUP = join(tmpdir(), `darkroom-backup-${Bun.randomUUIDv7()}`);
const ARGUMENTS: Record<string, string[]> = {
  "account create": ["--email", "bob@example.com", "--plan", "free"],
  "account set-password": ["--email", EMAIL, "--password", "correct horse battery"],
  "account show": ["--email", EMAIL],
  "account disable": ["--email", EMAIL],
  "account enable": ["--email", EMAIL],
  "account erase": ["--email", "bob@example.com"],
  "account promote": ["--email", EMAIL],
  "account demote": ["--email", EMAIL],
  "account end-sessions": ["--email", EMAIL],
  "sign-up": ["open"],
  "plans set": ["free", "--name", "FREE"],
  "plans limits": ["free", "--dialect", "hub"],
  "credits grant": ["--email", EMAIL, "--credits", "5"],
  "key create": ["--email", EMAIL, "--dialect", "hub"],
  "key list": ["--email", EMAIL],
  "key update": [Bun.randomUUIDv7()],
  "key rotate": [Bun.randomUUIDv7()],
  "key revoke": [Bun.randomUUIDv7()],
  "prices set": ["--credits", "9", "--tier", "4K"],
  "prices remove": ["--tier", "4K"],
  "moderation add": ["cats", "--reason", "No cats."],
  "moderation remove": ["cats"],
  "models add": ["gpt-image-9", "--name", "Nine"],
  "models set": ["gpt-image-2", "--name", "Two"],
  "models routes": ["gpt-image-2", "--to", "none"],
  "models alias": ["studio-model", "--to", "gpt-image-2"],
  "sizes set": ["320x320", "--to", "1024x1024"],
  "sizes remove": ["320x320"],
  "generation show": [Bun.randomUUIDv7()],
  "generation cancel": [Bun.randomUUIDv7()],
  "generation requeue": [Bun.randomUUIDv7()],
  "dead-job retry": ["1"],
  "dead-job remove": ["1"],
  "delivery resend": [Bun.randomUUIDv7()],
  backup: [BACKUP],
};
// These commands handle signals, so they run in their own process.
const PROCESSES = ["serve", "worker", "demo"];

let dataDir = "";
let database: Database;
// One connection to the current database, because opening one takes longer than a statement.
let sql: postgres.Sql;
let settings: Record<string, string> = {};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "darkroom-releases-"));
  await openDatabase();
});

afterAll(async () => {
  await sql.end();
  await database.drop();
  await rm(BACKUP, { recursive: true, force: true });
  await rm(dataDir, { recursive: true });
});

async function openDatabase(): Promise<void> {
  database = await createDatabase();
  sql = openMaintenanceConnection(database.url);
  settings = { DATA_DIR: dataDir, DATABASE_URL: database.url, PORT: "0" };
}

async function replaceDatabase(): Promise<void> {
  await sql.end();
  await database.drop();
  await openDatabase();
}

describe("with a newer release in the database,", () => {
  let newer: NewerRelease;
  const running: Started[] = [];
  let before: unknown[][] = [];

  beforeAll(async () => {
    newer = await buildNewerRelease((sql) => sql + COMPATIBLE);
  });

  async function serve(started: Started): Promise<string> {
    running.push(started);
    const { url }: { url: string } = JSON.parse(await started.firstLine);
    return url;
  }

  afterAll(async () => {
    for (const each of running) {
      each.kill("SIGTERM");
      await each.result;
    }
    await newer.remove();
  });

  test("a compatible older server continues to serve, and another one can start", async () => {
    const older = await serve(startCli(settings, "serve", "--json"));
    const key = await makeKey();
    const migrated = await newer.start(settings, "migrate", "--json").result;
    expect(JSON.parse(migrated.out)).toEqual({
      applied: ["9999_newer", "functions"],
      release: RELEASE + 1,
    });
    before = await readSchema();
    const urls = [
      older,
      await serve(startCli(settings, "serve", "--json")),
      await serve(newer.start(settings, "serve", "--json")),
    ];
    for (const url of urls) expect(await generateWithKey(url, key)).toBe("succeeded");
    expect(await findViolations(database.url)).toEqual([]);
  });

  for (const { name } of commands) {
    test(`${name} of the older release does not replace the newer functions`, async () => {
      const { code, err } = await runToExit(name, ARGUMENTS[name] ?? []);
      expect(err).not.toMatch(/migrate|release/);
      expect(await readSchema()).toEqual(before);
      if (["migrate", "plans list", ...PROCESSES].includes(name))
        expect({ code, err }).toMatchObject({ code: 0 });
    });
  }
});

describe("with a function whose parameters a newer release has changed,", () => {
  let newer: NewerRelease;

  beforeAll(async () => {
    newer = await buildNewerRelease((sql) => sql.replaceAll("p_limit", "p_most"));
    await replaceDatabase();
    expect(await newer.start(settings, "migrate").result).toMatchObject({ code: 0 });
  });

  afterAll(() => newer.remove());

  test.each(["serve", "worker", "demo", "migrate", "plans list"])(
    "%s of the older release exits with 1, names the required release and changes nothing",
    async (name) => {
      const before = await readSchema();
      const { code, out, err } = await runToExit(name, []);
      expect({ code, out: name === "demo" ? "" : out }).toEqual({ code: 1, out: "" });
      expect(err).toContain(
        `needs release ${RELEASE + 1} or newer of Darkroom; this program is release ${RELEASE}. ` +
          "Start a newer version.",
      );
      expect(await readSchema()).toEqual(before);
    },
  );

  test("doctor of the older release fails with the same message", async () => {
    const { code, out } = await cli(settings, "doctor");
    expect(code).toBe(1);
    expect(out).toMatch(/^ {2}fail +migrations +.*Start a newer version\.$/m);
  });
});

describe("a database that is not up to date", () => {
  beforeAll(async () => {
    await replaceDatabase();
    await query("update migrations set hash = 'old' where name = 'functions'");
  });

  test.each(["serve", "worker", "plans list"])(
    "is not migrated by %s, whose error names migrate",
    async (name) => {
      const before = await readSchema();
      const { code, out, err } = await runToExit(name, []);
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toMatch(/is not up to date \(not applied: functions\): run `.* migrate`\.\n$/);
      expect(await readSchema()).toEqual(before);
    },
  );

  test("is migrated by migrate", async () => {
    const { code, out } = await cli(settings, "migrate", "--json");
    expect({ code, out: JSON.parse(out) }).toEqual({
      code: 0,
      out: { applied: ["functions"], release: RELEASE },
    });
    expect((await cli(settings, "plans", "list")).code).toBe(0);
  });

  test("is rejected by every command if an applied migration has changed", async () => {
    await query("update migrations set hash = 'changed' where name = '0002_plans'");
    const before = await readSchema();
    for (const name of ["serve", "worker", "migrate", "plans list"]) {
      const { code, err } = await runToExit(name, []);
      expect(code).toBe(1);
      expect(err).toContain("has applied migrations with a different content (0002_plans)");
    }
    expect(await readSchema()).toEqual(before);
  });
});

describe("a database of a development version", () => {
  const MESSAGE =
    "This database was created by a development version; use a new DATA_DIR or DATABASE_URL.";
  // `doctor` reports it, and `restore` accepts only an empty database.
  const names = commands
    .map(({ name }) => name)
    .filter((name) => name !== "doctor" && name !== "restore");
  const CASES = {
    "with a migration that this program does not have": [
      "insert into migrations (name, hash) values ('9998_other', 'x')",
    ],
    "of an earlier sequence of migrations, with a higher release": [
      "update migrations set name = '0001_accounts' where name = '0001_clock'",
      `update schema_release
       set release = ${RELEASE + 1}, oldest_compatible_release = ${RELEASE + 1}`,
    ],
  };

  describe.each(Object.entries(CASES))("%s", (_, statements) => {
    let before: unknown[][] = [];

    beforeAll(async () => {
      await replaceDatabase();
      for (const statement of statements) await query(statement);
      await query("update migrations set hash = 'other' where name = 'functions'");
      before = await readSchema();
    });

    test.each(names)("is rejected by %s and not changed", async (name) => {
      const { code, out, err } = await runToExit(name, ARGUMENTS[name] ?? []);
      expect({ code, out: name === "demo" ? "" : out }).toEqual({ code: 1, out: "" });
      expect(err.trim().split("\n").at(-1)).toBe(`darkroom: ${MESSAGE}`);
      expect(await readSchema()).toEqual(before);
    });

    test("is reported by doctor", async () => {
      const { code, out } = await cli(settings, "doctor");
      expect(code).toBe(1);
      expect(out).toContain(MESSAGE);
      expect(await readSchema()).toEqual(before);
    });
  });
});

describe("the release number", () => {
  test("is recorded with the hash of the current sql/", async () => {
    const root = join(import.meta.dir, "../..");
    const recorded = await Bun.file(join(root, "generated/release.txt")).text();
    expect(recorded).toBe(`${RELEASE} ${await hashSchema(root)}\n`);
  });

  const CASES = [
    { rule: "is kept if nothing changed", from: "7 aa\n", hash: "aa", to: "7 aa\n" },
    { rule: "is raised by one if sql/ changed", from: "7 aa\n", hash: "bb", to: "8 bb\n" },
    { rule: "exceeds those of merged branches", from: "8 bb\n8 cc\n", hash: "dd", to: "9 dd\n" },
    { rule: "is raised after a merge", from: "8 bb\n9 cc\n", hash: "bb", to: "10 bb\n" },
  ];
  for (const { rule, from, hash, to } of CASES) {
    test(rule, () => {
      expect(nextRelease(from, hash)).toBe(to);
    });
  }
});

/**
 * Runs a command of this release until it exits; a process that keeps running is stopped after it
 * started.
 */
async function runToExit(name: string, args: string[]): Promise<Result> {
  const words = [...name.split(" "), ...args];
  if (PROCESSES.includes(name)) {
    const started = startCli(settings, ...words);
    await started.firstLine;
    if (name !== "demo") started.kill("SIGTERM");
    return started.result;
  }
  return cliInProcess(settings, ...words);
}

async function makeKey(): Promise<string> {
  await cliInProcess(settings, "account", "create", "--email", EMAIL, "--plan", "pro");
  await cliInProcess(settings, "credits", "grant", "--email", EMAIL, "--credits", "100");
  const create = ["key", "create", "--email", EMAIL, "--dialect", "hub", "--json"];
  const made = await cliInProcess(settings, ...create);
  const { key }: { key: string } = JSON.parse(made.out);
  return key;
}

/** Returns every function, migration and release of the database. */
async function readSchema() {
  return [
    await query(`select oid::regprocedure::text as name, prosrc, pg_get_function_result(oid) as result
      from pg_proc where pronamespace = 'public'::regnamespace and prokind = 'f' order by 1`),
    await query("select name, hash, applied_at from migrations order by name"),
    await query("select * from schema_release"),
  ];
}

async function query(text: string): Promise<unknown[]> {
  return Array.from(await sql.unsafe(text));
}
