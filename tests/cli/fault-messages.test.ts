import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli } from "../support/cli.ts";
import { createDatabase, type Database } from "../support/database.ts";

let dataDir = "";
let database: Database;
let settings: Record<string, string> = {};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "darkroom-faults-"));
  database = await createDatabase();
  settings = { DATA_DIR: dataDir, DATABASE_URL: database.url };
});
afterAll(async () => {
  await database.drop();
  await rm(dataDir, { recursive: true });
});

test("doctor fails where MIN_FREE_DISK_MB leaves no space for images", async () => {
  const { bavail, blocks, bsize } = await statfs(dataDir);
  const toMb = (count: number) => String(Math.floor((count * bsize) / 1024 ** 2));
  const run = async (MIN_FREE_DISK_MB: string) =>
    (await cli({ ...settings, MIN_FREE_DISK_MB }, "doctor")).out;
  // Not the free space, which grows when another program removes a file.
  expect(await run(toMb(blocks))).toMatch(/^ {2}fail +disk space .*MIN_FREE_DISK_MB/m);
  expect(await run(toMb(bavail / 2))).not.toMatch(/^ {2}fail +disk space/m);
});

test("a setting whose default is none says so", async () => {
  const wrong = { SIGNED_IMAGE_URLS_SECONDS: "0", RETENTION_DAYS: "-1" };
  const { code, err } = await cli({ ...settings, ...wrong }, "plans", "list");
  expect(code).toBe(1);
  expect(err.trimEnd().split("\n").toSorted()).toEqual([
    'darkroom: RETENTION_DAYS is "-1": set it to a whole number from 0 to 3650, or to "none", ' +
      "which is the default.",
    'darkroom: SIGNED_IMAGE_URLS_SECONDS is "0": set it to a whole number from 60 to 518400, or to ' +
      '"none", which is the default.',
  ]);
});

test("a base URL with a query or a fragment is explained", async () => {
  const wrong = {
    PUBLIC_URL: "https://images.example.com/?from=mail",
    OPENAI_BASE_URL: "https://models.example.com/v1#top",
  };
  const { code, err } = await cli({ ...settings, ...wrong }, "plans", "list");
  expect(code).toBe(1);
  expect(err.trimEnd().split("\n")).toEqual(
    ["PUBLIC_URL", "OPENAI_BASE_URL"].map(
      (name) => `darkroom: ${name} has a query or a fragment: remove it from the "?" or "#" on.`,
    ),
  );
});

test.each(["12/Sesame", "open@Sesame#1", "1?Sesame"])(
  "a password that the URL of the database cuts off (%s) is explained and not printed",
  async (password) => {
    const url = `postgres://darkroom:${password}@127.0.0.1:1/darkroom`;
    const { code, err } = await cli({ ...settings, DATABASE_URL: url }, "plans", "list");
    expect(code).toBe(1);
    expect(err).toBe(
      "darkroom: DATABASE_URL has # or @ after its host: write # as %23, / as %2F, ? as %3F and @ as %40 " +
        "in the password.\n",
    );
  },
);

test("an error of the direct connection names its setting", async () => {
  const direct = Object.assign(new URL(database.url), { password: "wrong" }).href;
  const { code, err } = await cli({ ...settings, DATABASE_DIRECT_URL: direct }, "plans", "list");
  expect(code).toBe(1);
  expect(err).toMatch(/rejects the login .*: correct DATABASE_DIRECT_URL\.\n$/);
});

test("an error of a read-only database names the cause, and doctor reports it", async () => {
  const search = "?default_transaction_read_only=on";
  const url = Object.assign(new URL(database.url), { search }).href;
  const there = { ...settings, DATABASE_URL: url };
  const create = ["account", "create", "--email", "r@example.com", "--plan", "pro"];
  const { code, err } = await cli(there, ...create);
  expect(code).toBe(1);
  expect(err).toMatch(
    /^darkroom: The command failed \(.*read-only transaction\): `.* doctor` names/,
  );
  const { code: fault, out } = await cli(there, "doctor");
  expect(fault).toBe(1);
  expect(out).toMatch(/^ {2}fail +database writes +The database is read-only/m);
});
