import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { cliInProcess } from "../support/cli.ts";
import { createDatabase, type Database } from "../support/database.ts";

const EMAIL = "ada@example.com";

let dataDir = "";
let database: Database;
let settings: Record<string, string> = {};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "darkroom-credits-"));
  database = await createDatabase();
  settings = { DATA_DIR: dataDir, DATABASE_URL: database.url };
  await cliInProcess(settings, "account", "create", "--email", EMAIL, "--plan", "pro");
});

afterAll(async () => {
  await database.drop();
  await rm(dataDir, { recursive: true });
});

test("a grant can have as long a note as one of the Account API", async () => {
  const grant = ["credits", "grant", "--email", EMAIL, "--credits", "1", "--note"];
  expect(await cliInProcess(settings, ...grant, "n".repeat(500))).toMatchObject({ code: 0 });
  expect(await cliInProcess(settings, ...grant, "n".repeat(501))).toMatchObject({
    code: 2,
    err: expect.stringContaining("--note must be 1 to 500 printable characters"),
  });
});

test("a grant succeeds without its balance if only the balance cannot be read", async () => {
  const args = ["credits", "grant", "--email", EMAIL, "--credits", "3"];
  // Reading the balance waits for the plan of the account, and gives up after two seconds.
  const sql = postgres(database.url, { max: 1 });
  const granted = await sql.begin(async (transaction) => {
    await transaction`lock table plans in access exclusive mode`;
    return cliInProcess(settings, ...args);
  });
  await sql.end();
  expect(granted).toEqual({
    code: 0,
    out: expect.stringContaining(`Granted 3 credits (purchase) to ${EMAIL}.\n`),
    err: "",
  });
  expect((await cliInProcess(settings, ...args)).out).toContain("Spendable balance: ");
});
