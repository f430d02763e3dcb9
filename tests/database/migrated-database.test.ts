import { expect, test } from "bun:test";
import postgres from "postgres";
import { migrations } from "../../generated/migrations.ts";
import { migrate } from "../../src/database/migrate.ts";
import { createLog } from "../../src/foundation/log.ts";
import { createDatabase } from "../support/database.ts";
import { runStatement } from "../support/run-statement.ts";

test("every test gets a migrated database of its own", async () => {
  const [one, other] = await Promise.all([createDatabase(), createDatabase()]);
  await runStatement(one.url, "create table mine ()");
  expect(await runStatement(one.url, "select to_regclass('mine') is not null as here")).toEqual([
    { here: true },
  ]);
  expect(await runStatement(other.url, "select to_regclass('mine') is not null as here")).toEqual([
    { here: false },
  ]);
  const applied = await runStatement(other.url, "select name from migrations order by name");
  expect(applied.map(({ name }) => name)).toEqual(
    ["functions", ...migrations.map(({ name }) => name)].sort(),
  );
  await Promise.all([one.drop(), other.drop()]);
});

test("a migrated database is migrated again without a change", async () => {
  const database = await createDatabase();
  expect(await migrate(database.url, createLog("error"))).toEqual([]);
  await database.drop();
});

test("a database is dropped although a client is still connected", async () => {
  const database = await createDatabase();
  const sql = postgres(database.url, { max: 1, onclose: () => {} });
  await sql`select 1`;
  await database.drop();
  await expect(runStatement(database.url, "select 1")).rejects.toThrow("does not exist");
  await sql.end();
});
