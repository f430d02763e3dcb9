import postgres from "postgres";
import { migrations } from "../../generated/migrations.ts";
import { computeHash } from "../../src/database/release.ts";
import { createDatabase, type Database } from "./database.ts";

/** A database with the tables of an earlier release, and without functions. */
interface EarlierDatabase extends Database {
  /** The names of the migrations that are pending. */
  pending: string[];
}

/** Creates a database with all migrations up to a number, such as "0041". */
export async function createEarlierDatabase(last: string): Promise<EarlierDatabase> {
  const database = await createDatabase();
  const sql = postgres(database.url, { max: 1, onnotice: () => {} });
  await sql`drop schema public cascade`;
  await sql`create schema public`;
  await sql`
    create table migrations (
      name text primary key, hash text not null, applied_at timestamptz not null default now()
    )`;
  const isApplied = ({ name }: { name: string }) => name.slice(0, 4) <= last;
  for (const { name, text } of migrations.filter(isApplied)) {
    await sql.unsafe(text);
    await sql`insert into migrations (name, hash) values (${name}, ${computeHash(text)})`;
  }
  await sql.end();
  const pending = migrations.filter((each) => !isApplied(each)).map(({ name }) => name);
  return { ...database, pending };
}
