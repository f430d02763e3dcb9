import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cliInProcess } from "../support/cli.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { runStatement } from "../support/run-statement.ts";

let dataDir = "";
let database: Database;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "darkroom-secret-"));
  database = await createDatabase();
});

afterAll(async () => {
  await database.drop();
  await rm(dataDir, { recursive: true });
});

function call(...args: string[]) {
  return cliInProcess({ DATA_DIR: dataDir, DATABASE_URL: database.url }, ...args);
}

const REFUSAL = /app-secret is empty or incomplete: restore it from a backup, or remove it if/;

for (const content of ["", "\n", "0f".repeat(15)]) {
  test(`an app-secret with ${JSON.stringify(content)} is refused and never used`, async () => {
    await Bun.write(join(dataDir, "app-secret"), content);
    const { code, err } = await call("plans", "list");
    expect({ code, err }).toEqual({ code: 1, err: expect.stringMatching(REFUSAL) });
    expect((await call("doctor")).out).toMatch(/^ {2}fail .*app-secret is empty or incomplete/m);
    expect(await runStatement(database.url, "select 1 from installation")).toEqual([]);
  });
}

test("commands that start together use one app-secret", async () => {
  await rm(join(dataDir, "app-secret"), { force: true });
  const email = (index: number) => ["--email", `ada${index}@example.com`, "--plan", "pro"];
  const calls = [1, 2, 3].map((index) => call("account", "create", ...email(index)));
  for (const { code, err } of await Promise.all(calls)) expect([code, err]).toEqual([0, ""]);
  expect(await readdir(dataDir)).toContain("app-secret");
  expect((await readdir(dataDir)).filter((name) => name.startsWith("app-secret."))).toEqual([]);
});
