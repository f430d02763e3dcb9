import type postgres from "postgres";
import type { Config } from "../foundation/config.ts";
import { type Context, openContext, toBackground } from "../app/context.ts";
import { bindInstallation } from "../core/accounts/installation.ts";
import { resealSecrets } from "../core/webhooks/secret.ts";
import { openMaintenanceConnection } from "../database/db.ts";
import { AppError } from "../foundation/errors.ts";
import { createLog, type Log } from "../foundation/log.ts";
import { hasSecret } from "../foundation/secrets.ts";
import { type Database, openDatabase, describeDatabaseUrl } from "../database/open.ts";
import { getConfig, type CommandContext } from "./command.ts";
import { migrate } from "../database/migrate.ts";
import { checkMigrated, readSchemaState } from "../database/release.ts";

/** An open context over a migrated database that belongs to this APP_SECRET. */
export interface Runtime {
  ctx: Context;
  database: Database;
  close(): Promise<void>;
}

/** What a command may do if the database is missing or not migrated. */
interface DatabasePreparation {
  /** Whether it creates an embedded Postgres in a DATA_DIR that has none. */
  creates: boolean;
  /** Whether it migrates an empty or embedded database. Others are migrated only by `migrate`. */
  migrates: boolean;
}

/** For `serve` and `demo`. */
export const SERVES: DatabasePreparation = { creates: true, migrates: true };
/** For `worker`: a database without a server has no jobs, so none is created. */
export const WORKS: DatabasePreparation = { creates: false, migrates: true };
const CHECKS: DatabasePreparation = { creates: false, migrates: false };

/** Opens the database and the context. Closes what it opened when it throws. */
export async function openRuntime(
  config: Config,
  log: Log,
  may: DatabasePreparation,
): Promise<Runtime> {
  const database = await openDatabase(config, log, may);
  try {
    await prepare(config, database.directUrl, { log, migrates: may.migrates });
    const ctx = await openContext(config, log, database.url);
    let closed: Promise<void> | undefined;
    const close = () => (closed ??= ctx.close().then(database.stop));
    await bindSecrets(ctx).catch(async (error: unknown) => {
      await ctx.close();
      throw error;
    });
    return { ctx, database, close };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** Binds the database to APP_SECRET, and encrypts again what APP_SECRET_PREVIOUS has encrypted. */
async function bindSecrets(ctx: Context): Promise<void> {
  await bindInstallation(ctx);
  const endpoints = await resealSecrets(toBackground(ctx));
  if (endpoints > 0) ctx.log.info("webhook_secrets_resealed", { endpoints });
}

/** Opens a runtime that only checks the database, runs `act` with the long deadlines, and closes it. */
export async function withRuntime<Result>(
  context: CommandContext,
  act: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  const config = getConfig(context);
  const runtime = await openRuntime(config, createQuietLog(config), CHECKS);
  try {
    return await act(toBackground(runtime.ctx));
  } finally {
    await runtime.close();
  }
}

/** Returns the log of a command that prints text: warnings and errors only at the default level. */
export function createQuietLog(config: Config): Log {
  return createLog(config.logLevel === "info" ? "warn" : config.logLevel);
}

async function prepare(
  config: Config,
  url: string,
  { log, migrates }: { log: Log; migrates: boolean },
): Promise<void> {
  const sql = openMaintenanceConnection(url);
  try {
    const state = await readSchemaState(sql);
    const isEmbedded = config.databaseUrl === undefined;
    if (migrates && state.pending.length > 0 && (state.isEmpty || isEmbedded)) {
      await migrate(url, log);
    } else {
      checkMigrated(state, describeDatabaseUrl(url));
    }
    await checkSecret(config, sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Throws `conflict` if a new app-secret would be created for a database that is bound to another one. */
async function checkSecret(config: Config, sql: postgres.Sql): Promise<void> {
  if (hasSecret(config)) return;
  const bound = await sql`select 1 from installation`;
  if (bound.length > 0) throw new AppError("conflict", describeMissingSecret(config));
}

/** Returns the message for a database whose secret is missing. */
export function describeMissingSecret({ dataDir }: Config): string {
  return (
    `APP_SECRET is not set and ${dataDir} has no app-secret, but this database is bound to one: ` +
    "set APP_SECRET to it, or DATA_DIR to the folder whose app-secret file contains it."
  );
}
