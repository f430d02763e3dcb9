import { expect, test } from "bun:test";
import postgres from "postgres";
import { migrations } from "../../generated/migrations.ts";
import { migrate } from "../../src/database/migrate.ts";
import { computeHash } from "../../src/database/release.ts";
import { createLog } from "../../src/foundation/log.ts";
import { createDatabase } from "../support/database.ts";
import { findViolations } from "../support/invariants.ts";

/** The last migration of a release. All later ones and the functions are applied in one transaction. */
const RELEASES = ["0036", "0041"];

test.each(RELEASES)("a database of the release with migration %s is upgraded", async (last) => {
  const database = await createDatabase();
  const [before, after] = splitMigrations(last);
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  await sql`drop schema public cascade`;
  await sql`create schema public`;
  await sql`
    create table migrations (
      name text primary key, hash text not null, applied_at timestamptz not null default now()
    )`;
  for (const { name, text } of before) {
    await sql.unsafe(text);
    await sql`insert into migrations (name, hash) values (${name}, ${computeHash(text)})`;
  }
  const applied = await migrate(database.url, createLog("error"));
  expect(applied.toSorted()).toEqual([...after, "functions"].toSorted());
  expect(await findViolations(database.url)).toEqual([]);
  await sql.end();
  await database.drop();
});

function splitMigrations(last: string) {
  const isBefore = ({ name }: { name: string }) => name.slice(0, 4) <= last;
  return [
    migrations.filter(isBefore),
    migrations.filter((each) => !isBefore(each)).map(({ name }) => name),
  ] as const;
}
