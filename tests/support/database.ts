import { createHash, randomBytes } from "node:crypto";
import type postgres from "postgres";
import { functions, migrations } from "../../generated/migrations.ts";
import { migrate } from "../../src/database/migrate.ts";
import { toStatements } from "../../src/database/settings.ts";
import { openMaintenanceConnection } from "../../src/database/db.ts";
import { createLog } from "../../src/foundation/log.ts";
import { startServer } from "./postgres.ts";

/** A migrated database for one test file. */
export interface Database {
  url: string;
  /** Drops the database, even with open connections. */
  drop(): Promise<void>;
}

let server: Promise<string> | undefined;
let template: Promise<string> | undefined;
// One connection that creates and drops all databases of a process. Without idle_timeout, because the
// driver counts a lock wait as idle time and would close the connection during the next statement.
let maintenance: postgres.Sql | undefined;

/**
 * Creates a database as a copy of the migrated template. The server is that of the run
 * (TEST_DATABASE_URL); a file that runs alone starts one that stops with this process.
 */
export async function createDatabase(): Promise<Database> {
  const url = await (server ??= findServer());
  const source = await (template ??= findTemplate(url));
  const name = `test_${randomBytes(8).toString("hex")}`;
  const sql = (maintenance ??= openMaintenanceConnection(url));
  // Copying files takes a third of the time of copying through the log.
  await sql`create database ${sql(name)} template ${sql(source)} strategy file_copy`;
  // A copy does not inherit the settings of its template.
  await sql.unsafe(toStatements(name));
  return {
    url: inDatabase(url, name),
    drop: async () => void (await sql`drop database if exists ${sql(name)} with (force)`),
  };
}

async function findServer(): Promise<string> {
  return process.env.TEST_DATABASE_URL ?? (await startServer()).url;
}

/** Returns the template for the current state of `sql/`. The first process creates it, the others wait. */
async function findTemplate(url: string): Promise<string> {
  const texts = [...migrations, ...functions].map(({ name, text }) => `${name}\n${text}`);
  const fingerprint = createHash("sha256").update(texts.join("\n")).digest("hex").slice(0, 12);
  const template = `darkroom_template_${fingerprint}`;
  // The lock is released when the connection is closed.
  const sql = openMaintenanceConnection(url);
  try {
    await sql`select pg_advisory_lock(hashtext(${template}))`;
    const known = await sql`select 1 from pg_database where datname = ${template}`;
    if (known.length === 0) await makeTemplate(url, sql, template);
  } finally {
    await sql.end();
  }
  return template;
}

/** The template is renamed when it is complete, so that a killed run leaves no partial template. */
async function makeTemplate(url: string, sql: postgres.Sql, template: string): Promise<void> {
  const unfinished = `${template}_unfinished`;
  await sql`drop database if exists ${sql(unfinished)} with (force)`;
  await sql`create database ${sql(unfinished)}`;
  await migrate(inDatabase(url, unfinished), createLog("warn"));
  await dropLaterPartitions(inDatabase(url, unfinished));
  await sql`alter database ${sql(unfinished)} rename to ${sql(template)}`;
  // Prevents connections, also of autovacuum, because copying waits for open connections.
  await sql`alter database ${sql(template)} with is_template true allow_connections false`;
}

// Copying the files of all would double the time of creating a database.
async function dropLaterPartitions(url: string): Promise<void> {
  const sql = openMaintenanceConnection(url);
  const later = await sql<{ name: string }[]>`
    select partition_name as name
    from list_month_partitions()
    where begins_at > now() + interval '5 months'`;
  for (const { name } of later) await sql`drop table ${sql(name)}`;
  await sql.end();
}

function inDatabase(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}
