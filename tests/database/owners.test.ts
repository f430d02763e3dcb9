import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import postgres from "postgres";
import { crontab } from "../../jobs/tasks.ts";
import { readKey } from "../../src/storage/keys.ts";
import { createDatabase, type Database } from "../support/database.ts";

const ARCHITECTURE = join(import.meta.dir, "../../ARCHITECTURE.md");
const TASKS = crontab.split("\n").map((line) => line.split(" ")[5] ?? "");
// Tables of the queue whose rows are not jobs do not grow.
const QUEUE = ["graphile_worker._private_jobs"];

let database: Database;
let sql: postgres.Sql;

beforeAll(async () => {
  database = await createDatabase();
  sql = postgres(database.url, { max: 1 });
});

afterAll(async () => {
  await sql.end();
  await database.drop();
});

/** Returns the rows of the table "Growth of history": the names, and what trims them. */
async function readOwners(): Promise<{ names: string[]; owner: string }[]> {
  const text = await Bun.file(ARCHITECTURE).text();
  const section = text.split("\n## Growth of history\n")[1]?.split("\n## ")[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((line) => {
    const [, names = "", owner = ""] = line.split("|");
    return { names: [...names.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name), owner };
  });
}

test("every table and every folder of the storage has an owner, or a reason to be kept", async () => {
  const rows = await sql<{ name: string }[]>`
    select relname as name
    from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`;
  const tables = rows.map(({ name }) => name);
  const folders = ["generations", "inputs", "uploads", "partials", "files"];
  expect(folders.every((folder) => readKey(`${folder}/a/0.png`)?.folder === folder)).toBe(true);
  const listed = (await readOwners()).flatMap(({ names }) => names);
  const known = listed.filter((name) => !name.startsWith("DATA_DIR/"));
  const expected = [...tables, ...QUEUE, ...folders.map((folder) => `${folder}/`)];
  expect([...new Set(known)].sort()).toEqual(expected.sort());
});

test("an owner is a scheduled job", async () => {
  const owners = await readOwners();
  expect(owners.length).toBeGreaterThan(10);
  for (const { owner } of owners.filter((row) => !row.owner.trim().startsWith("kept: "))) {
    const jobs = [...owner.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
    expect(jobs.length).toBeGreaterThan(0);
    expect(TASKS).toEqual(expect.arrayContaining(jobs));
  }
});
