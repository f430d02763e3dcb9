import { Logger, runMigrations } from "graphile-worker";
import postgres from "postgres";
import { migrations } from "../../generated/migrations.ts";
import { writeSettings } from "./settings.ts";
import { openMaintenanceConnection, WITHOUT_TIMEOUTS } from "./db.ts";
import type { Log } from "../foundation/log.ts";
import { openConnections } from "./queue-connections.ts";
import { describeDatabaseUrl } from "./open.ts";
import {
  checkCompatible,
  FUNCTIONS,
  functionText,
  computeHash,
  OLDEST_COMPATIBLE_RELEASE,
  readSchemaState,
  RELEASE,
} from "./release.ts";

// Class and number of an advisory lock. The other locks are in sql/functions/advisory-locks.sql.
const LOCK = [4712, 0];

/**
 * Migrates a database to the release of this program: the schema of the job queue, the pending
 * migrations, and the functions if one has changed. Migrations and functions are applied in one
 * transaction. Concurrent calls wait for each other. A database of a newer release is not changed.
 * Returns the names of what was applied. Throws `unavailable` if this program does not work with the
 * database.
 */
export async function migrate(databaseUrl: string, log: Log): Promise<string[]> {
  const sql = openMaintenanceConnection(databaseUrl);
  try {
    // Not a session lock, which would remain on a pooled connection.
    const applied = await sql.begin(async (transaction) => {
      await transaction.unsafe("set local lock_timeout = 0; set local statement_timeout = 0");
      await transaction.unsafe("set local idle_in_transaction_session_timeout = 0");
      await transaction`select pg_advisory_xact_lock(${LOCK[0] ?? 0}, ${LOCK[1] ?? 0})`;
      const state = await readSchemaState(transaction);
      checkCompatible(state, describeDatabaseUrl(databaseUrl));
      if (state.release > RELEASE) return [];
      await migrateQueue(databaseUrl, log);
      await transaction.unsafe("set local lock_timeout = '10s'");
      const names = await applyRelease(transaction, state.pending);
      if (!(await writeSettings(transaction))) log.warn("database_settings_not_written");
      return names;
    });
    for (const name of applied) log.info("migrated", { name });
    return applied;
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function migrateQueue(databaseUrl: string, log: Log): Promise<void> {
  const connections = openConnections(log, databaseUrl, { max: 1, session: WITHOUT_TIMEOUTS });
  try {
    await runMigrations({ pgPool: connections, logger: quiet });
  } finally {
    await connections.end();
  }
}

type Transaction = postgres.TransactionSql;

async function applyRelease(sql: Transaction, pending: string[]): Promise<string[]> {
  if (pending.length === 0) return [];
  await sql`
    create table if not exists migrations (
      name text primary key,
      hash text not null,
      applied_at timestamptz not null default clock_timestamp()
    )`;
  for (const { name, text } of migrations.filter(({ name }) => pending.includes(name))) {
    await sql.unsafe(text);
    await record(sql, name, text);
  }
  const isReplaced = pending.includes(FUNCTIONS) && (await applyFunctions(sql));
  const oldest = isReplaced ? RELEASE : OLDEST_COMPATIBLE_RELEASE;
  await sql`
    insert into schema_release as stored (release, oldest_compatible_release)
    values (${RELEASE}, ${oldest})
    on conflict (only_row) do update
    set release = excluded.release,
      oldest_compatible_release =
        greatest(stored.oldest_compatible_release, excluded.oldest_compatible_release)`;
  return pending;
}

/** Returns whether functions of the previous release had to be dropped. */
async function applyFunctions(sql: Transaction): Promise<boolean> {
  // Twice: first without checks, because functions call each other in any order, then with checks.
  const text = `
    set local check_function_bodies = off;\n${functionText}
    set local check_function_bodies = on;\n${functionText}`;
  let isReplaced = false;
  try {
    await sql.savepoint((attempt) => attempt.unsafe(text));
  } catch (error) {
    if (!isSignatureChange(error)) throw error;
    await sql.unsafe(`${dropFunctions()}\n${text}`);
    isReplaced = true;
  }
  await record(sql, FUNCTIONS, functionText);
  return isReplaced;
}

async function record(sql: Transaction, name: string, text: string): Promise<void> {
  await sql`
    insert into migrations (name, hash) values (${name}, ${computeHash(text)})
    on conflict (name) do update
    set hash = excluded.hash, applied_at = excluded.applied_at`;
}

/** Whether a function differs from the existing one in its results or the names of its parameters. */
function isSignatureChange(error: unknown): boolean {
  return error instanceof postgres.PostgresError && error.code === "42P13";
}

// Only if necessary, because processes of the previous release still call the existing functions.
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

const quiet = new Logger(() => () => {});
