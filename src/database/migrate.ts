import { Logger, runMigrations } from "graphile-worker";
import postgres from "postgres";
import { migrations } from "../../generated/migrations.ts";
import { writeSettings } from "./settings.ts";
import { openMaintenanceConnection, WITHOUT_TIMEOUTS } from "./db.ts";
import type { Log } from "../foundation/log.ts";
import {
  findInvalidIndexes,
  type Migration,
  runsWithoutTransaction,
  splitStatements,
} from "./concurrent-migration.ts";
import { openConnections } from "./queue-connections.ts";
import { describeDatabaseUrl } from "./open.ts";
import { withShortLocks, WITHOUT_LIMITS } from "./short-locks.ts";
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
const LOCK = "4712, 0";
const MONTHS_AHEAD = 24;
// Deliveries are deleted 30 days after their creation.
const PAST_DAYS = 31;
const PARTITIONS_MS = 10_000;

/**
 * Migrates a database to the release of this program: the schema of the job queue, the pending
 * migrations, and the functions if one has changed. Migrations and functions are applied in one
 * transaction, and after it the migrations that run without one; the partitions of the next 24 months are
 * added. Concurrent calls wait for each other. A database of a newer release is not changed. Returns the
 * names of what was applied. Throws `unavailable` if this program does not work with the database.
 */
export async function migrate(databaseUrl: string, log: Log): Promise<string[]> {
  const sql = openMaintenanceConnection(databaseUrl);
  try {
    // Not a session lock, which would remain on a pooled connection. The transaction does nothing else:
    // `create index concurrently` waits for other transactions that have read or locked the table.
    return await sql.begin(async (lock) => {
      // One message, because a prepared statement would keep its snapshot, for which the index waits too.
      await lock.unsafe(`${WITHOUT_LIMITS}; select pg_advisory_xact_lock(${LOCK})`);
      return migrateLocked(databaseUrl, log);
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function migrateLocked(databaseUrl: string, log: Log): Promise<string[]> {
  const sql = openMaintenanceConnection(databaseUrl);
  try {
    const state = await readSchemaState(sql);
    checkCompatible(state, describeDatabaseUrl(databaseUrl));
    if (state.release > RELEASE) return [];
    await migrateQueue(databaseUrl, log);
    const inOrder = migrations.filter(({ name }) => state.pending.includes(name));
    const [later, first] = partition(inOrder, ({ text }) => runsWithoutTransaction(text));
    const isReplacing = state.pending.includes(FUNCTIONS);
    const names = [...first.map(({ name }) => name), ...(isReplacing ? [FUNCTIONS] : [])];
    const apply = async (transaction: Transaction) => {
      if (state.pending.length > 0) await applyRelease(transaction, first, isReplacing);
      if (!(await writeSettings(transaction))) log.warn("database_settings_not_written");
    };
    await withShortLocks(sql, apply, { log });
    for (const name of names) log.info("migrated", { name });
    // A dump holds locks on all tables. The next call adds what is missing, and `doctor` reports it.
    await addPartitions(sql, log).catch((cause: unknown) => {
      log.warn("partitions_not_added", { cause });
    });
    for (const migration of later) {
      await applyWithoutTransaction(databaseUrl, migration);
      log.info("migrated", { name: migration.name });
    }
    return [...names, ...later.map(({ name }) => name)];
  } finally {
    await sql.end({ timeout: 5 });
  }
}

function partition<Item>(items: Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

/**
 * Adds what is missing of the partitions of the next months, and drops empty ones of deliveries. Only
 * readers of the histories wait for that.
 */
async function addPartitions(sql: postgres.Sql, log: Log): Promise<void> {
  const change = (transaction: Transaction) =>
    transaction`
      select add_month_partitions(${MONTHS_AHEAD}), drop_empty_partitions(${PAST_DAYS})`;
  await withShortLocks(sql, change, { log, attemptsMs: PARTITIONS_MS });
}

/** Runs each statement of a migration by itself, without time limits, and records the migration. */
async function applyWithoutTransaction(
  databaseUrl: string,
  { name, text }: Migration,
): Promise<void> {
  const sql = openMaintenanceConnection(databaseUrl, WITHOUT_TIMEOUTS);
  try {
    for (const index of await findInvalidIndexes(sql, text))
      await sql.unsafe(`drop index concurrently "${index}"`);
    for (const statement of splitStatements(text)) await sql.unsafe(statement);
    await record(sql, name, text);
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

async function applyRelease(
  sql: Transaction,
  pending: Migration[],
  isReplacing: boolean,
): Promise<void> {
  await sql`
    create table if not exists migrations (
      name text primary key,
      hash text not null,
      applied_at timestamptz not null default clock_timestamp()
    )`;
  for (const { name, text } of pending) {
    await sql.unsafe(text);
    await record(sql, name, text);
  }
  const isReplaced = isReplacing && (await applyFunctions(sql));
  const oldest = isReplaced ? RELEASE : OLDEST_COMPATIBLE_RELEASE;
  await sql`
    insert into schema_release as stored (release, oldest_compatible_release)
    values (${RELEASE}, ${oldest})
    on conflict (only_row) do update
    set release = excluded.release,
      oldest_compatible_release =
        greatest(stored.oldest_compatible_release, excluded.oldest_compatible_release)`;
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

async function record(sql: postgres.ISql, name: string, text: string): Promise<void> {
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
