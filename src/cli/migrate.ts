import { createHash } from "node:crypto";
import { Logger, runMigrations } from "graphile-worker";
import postgres from "postgres";
import { functions, migrations } from "../../generated/migrations.ts";
import { openByHand } from "../db.ts";
import type { Log } from "../log.ts";
import { openConnections } from "../queue-connections.ts";

// Not 4711: under that number each worker holds a lock of its own for as long as it lives.
const LOCK = [4712, 0];
// All functions count as one entry of the table, which has the hash of their text.
const FUNCTIONS = "functions";
const functionText = functions.map(({ text }) => text).join("\n");

/**
 * Brings a database up to date: the job queue's schema, then each new migration in a transaction of
 * its own, then the functions if any has changed. Safe to run from several processes at once and
 * again after a crash. Answers the names of what was applied.
 */
export async function migrate(databaseUrl: string, log: Log): Promise<string[]> {
  const sql = openByHand(databaseUrl);
  try {
    await sql`select pg_advisory_lock(${LOCK[0] ?? 0}, ${LOCK[1] ?? 0})`;
    await migrateQueue(databaseUrl, log);
    await sql`
      create table if not exists migrations (
        name text primary key,
        hash text not null,
        applied_at timestamptz not null default clock_timestamp()
      )`;
    const applied = [...(await applyMigrations(sql)), ...(await applyFunctions(sql))];
    for (const name of applied) log.info("migrated", { name });
    return applied;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The names of what `migrate` would apply; changes nothing. */
export async function findPending(databaseUrl: string): Promise<string[]> {
  const sql = openByHand(databaseUrl);
  try {
    const [known] = await sql`select to_regclass('migrations') is not null as here`;
    const done = known?.here
      ? await sql<{ name: string; hash: string }[]>`select name, hash from migrations`
      : [];
    const isDone = (name: string) => done.some((row) => row.name === name);
    const due = migrations.map(({ name }) => name).filter((name) => !isDone(name));
    const current = done.some(
      ({ name, hash }) => name === FUNCTIONS && hash === hashOf(functionText),
    );
    return current ? due : [...due, FUNCTIONS];
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function migrateQueue(databaseUrl: string, log: Log): Promise<void> {
  const connections = openConnections(log, { connectionString: databaseUrl, max: 1 });
  try {
    await runMigrations({ pgPool: connections, logger: quiet });
  } finally {
    await connections.end();
  }
}

async function applyMigrations(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`select name from migrations`;
  const done = new Set(rows.map((row) => row.name));
  const due = migrations.filter((migration) => !done.has(migration.name));
  for (const { name, text } of due) await apply(sql, name, { hash: hashOf(text), text });
  return due.map((migration) => migration.name);
}

async function applyFunctions(sql: postgres.Sql): Promise<string[]> {
  const name = FUNCTIONS;
  const [last] = await sql<{ hash: string }[]>`select hash from migrations where name = ${name}`;
  if (last?.hash === hashOf(functionText)) return [];
  // Twice: unchecked first, because they call each other in any order, then with their bodies checked.
  const text = `
    set local check_function_bodies = off;\n${functionText}
    set local check_function_bodies = on;\n${functionText}`;
  const hash = hashOf(functionText);
  try {
    await apply(sql, name, { hash, text });
  } catch (error) {
    if (!isReshaped(error)) throw error;
    await apply(sql, name, { hash, text: `${dropFunctions()}\n${text}` });
  }
  return [name];
}

/** Whether a function has other results or other names of its parameters than the one that stands. */
function isReshaped(error: unknown): boolean {
  return error instanceof postgres.PostgresError && error.code === "42P13";
}

// Only where it has to be: until then a process of the version before still finds its own functions.
function dropFunctions(): string {
  const names = [...functionText.matchAll(/^create or replace function (\w+)/gm)];
  return `
    do $drop$
    declare
      old regprocedure;
    begin
      for old in
        select oid::regprocedure
        from pg_proc
        where pronamespace = current_schema()::regnamespace
          and proname in (${names.map(([, each]) => `'${each}'`).join(", ")})
      loop
        execute format('drop function %s', old);
      end loop;
    end
    $drop$;`;
}

// The transaction awaits nothing but this one connection, which `max: 1` keeps the same.
async function apply(
  sql: postgres.Sql,
  name: string,
  { hash, text }: { hash: string; text: string },
): Promise<void> {
  await sql.begin(async (transaction) => {
    await transaction.unsafe("set local lock_timeout = '10s'");
    await transaction.unsafe(text);
    await transaction`
      insert into migrations (name, hash) values (${name}, ${hash})
      on conflict (name) do update set hash = excluded.hash, applied_at = excluded.applied_at`;
  });
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

const quiet = new Logger(() => () => {});
