import { afterAll, beforeAll, expect, test } from "bun:test";
import { openMaintenanceConnection } from "../../src/database/db.ts";
import { RELEASE } from "../../src/database/release.ts";
import { type App, type Customer, startApp } from "../support/app.ts";
import { cli } from "../support/cli.ts";
import { eventually } from "../support/eventually.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { findViolations } from "../support/invariants.ts";
import { buildNewerRelease, type NewerRelease } from "../support/newer-release.ts";

// The second statement fails while two generations have the same prompt.
const MIGRATION = `-- without a transaction
-- The first one serves a list of the newer release.
create index concurrently if not exists generations_newer
  on generations (status, id);
create unique index concurrently if not exists generations_prompt_newer
  on generations (prompt);
`;

let app: App;
let customer: Customer;
let newer: NewerRelease;
let settings: Record<string, string>;

beforeAll(async () => {
  newer = await buildNewerRelease((sql) => `${sql}\n`, MIGRATION);
  app = await startApp();
  customer = await app.customer();
  settings = { DATA_DIR: app.dataDir, DATABASE_URL: app.databaseUrl, PORT: "0" };
});

afterAll(async () => {
  await app.stop();
  await newer.remove();
});

async function create(prompt: string): Promise<number> {
  return (await createHubGeneration(customer, app.url, { prompt })).status;
}

function migrate() {
  return newer.start(settings, "migrate", "--json").result;
}

/** Returns whether the indexes of the newer release can be used, by name. */
async function readIndexes(): Promise<Record<string, boolean>> {
  const { rows } = await app.ctx.db.query(
    `select indexrelid::regclass::text as name, indisvalid as is_valid
     from pg_index where indexrelid::regclass::text like 'generations_%newer'`,
    [],
  );
  // The statement has these columns.
  const indexes = rows as { name: string; isValid: boolean }[];
  return Object.fromEntries(indexes.map(({ name, isValid }) => [name, isValid]));
}

test("a failed migration without a transaction leaves the older release running, and is named", async () => {
  for (const prompt of ["same", "same", "other"]) expect(await create(prompt)).toBe(200);
  const { code, err } = await migrate();
  expect([code, err]).toEqual([1, expect.stringContaining("generations_prompt_newer")]);
  expect(await readIndexes()).toEqual({
    generations_newer: true,
    generations_prompt_newer: false,
  });
  expect(await cli(settings, "plans", "list")).toMatchObject({ code: 0 });
  const list = await newer.start(settings, "plans", "list").result;
  expect([list.code, list.err]).toEqual([
    1,
    expect.stringContaining("is not up to date (not applied: 9999_newer)"),
  ]);
});

test("repeated beside requests, it replaces what the failure has left, and blocks no write", async () => {
  const { db } = app.ctx;
  await db.query("update generations set prompt = id::text where prompt = 'same'", []);
  const writer = openMaintenanceConnection(app.databaseUrl);
  let migrated: ReturnType<typeof migrate> | undefined;
  await writer.begin(async (transaction) => {
    // The index cannot be completed before this transaction has ended.
    await transaction`update generations set prompt = 'another' where prompt = 'other'`;
    migrated = migrate();
    const isWaiting = async () => {
      const { rows } = await db.query(
        `select 1 from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'
           and query ~ '^(create unique|drop) index concurrently'`,
        [],
      );
      return rows.length > 0;
    };
    await eventually(isWaiting, { message: "the migration does not wait for the writer" });
    expect(await create("while the index is created")).toBe(200);
  });
  await writer.end();
  const { code, out } = await (migrated ?? migrate());
  expect([code, JSON.parse(out)]).toEqual([0, { applied: ["9999_newer"], release: RELEASE + 1 }]);
  expect(await readIndexes()).toEqual({ generations_newer: true, generations_prompt_newer: true });
  expect(await newer.start(settings, "plans", "list").result).toMatchObject({ code: 0 });
  expect(await create("with the older release")).toBe(200);
  expect(await findViolations(app.databaseUrl)).toEqual([]);
});
