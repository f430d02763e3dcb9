import { createHash, randomBytes } from "node:crypto";
import type postgres from "postgres";
import { functions, migrations } from "../../generated/migrations.ts";
import { migrate } from "../../src/database/migrate.ts";
import { toStatements } from "../../src/database/settings.ts";
import { openMaintenanceConnection } from "../../src/database/db.ts";
import { createLog } from "../../src/foundation/log.ts";
import { startServer } from "./postgres.ts";

/** A migrated database of a test's own. */
export interface Database {
  url: string;
  /** Removes it, also from under connections that are still open. */
  drop(): Promise<void>;
}

let server: Promise<string> | undefined;
let template: Promise<string> | undefined;
// One connection for all of a process's databases. It has no idle_timeout: the driver takes a wait
// for a lock for idling, and closes the connection over the statement that follows.
let keeper: postgres.Sql | undefined;

/**
 * Clones the migrated template: the way to a database for every test file. The server is the whole
 * run's (TEST_DATABASE_URL), or, for a file run alone, one that ends with this process.
 */
export async function createDatabase(): Promise<Database> {
  const url = await (server ??= findServer());
  const source = await (template ??= findTemplate(url));
  const name = `test_${randomBytes(8).toString("hex")}`;
  const sql = (keeper ??= openMaintenanceConnection(url));
  // Copying the files takes a third of what copying through the log takes.
  await sql`create database ${sql(name)} template ${sql(source)} strategy file_copy`;
  // A clone does not inherit them.
  await sql.unsafe(toStatements(name));
  return {
    url: inDatabase(url, name),
    drop: async () => void (await sql`drop database if exists ${sql(name)} with (force)`),
  };
}

async function findServer(): Promise<string> {
  return process.env.TEST_DATABASE_URL ?? (await startServer()).url;
}

/** One template for each state of `sql/`; the first worker that needs it makes it, others wait. */
async function findTemplate(url: string): Promise<string> {
  const texts = [...migrations, ...functions].map(({ name, text }) => `${name}\n${text}`);
  const fingerprint = createHash("sha256").update(texts.join("\n")).digest("hex").slice(0, 12);
  const template = `darkroom_template_${fingerprint}`;
  // Its end gives the lock back.
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

/** Renamed when it is whole, so that a run killed half-way leaves no half template behind. */
async function makeTemplate(url: string, sql: postgres.Sql, template: string): Promise<void> {
  const unfinished = `${template}_unfinished`;
  await sql`drop database if exists ${sql(unfinished)} with (force)`;
  await sql`create database ${sql(unfinished)}`;
  await migrate(inDatabase(url, unfinished), createLog("warn"));
  await sql`alter database ${sql(unfinished)} rename to ${sql(template)}`;
  // Nothing may connect, not even autovacuum: cloning waits for open connections.
  await sql`alter database ${sql(template)} with is_template true allow_connections false`;
}

function inDatabase(url: string, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}
