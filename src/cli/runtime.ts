import { existsSync } from "node:fs";
import { join } from "node:path";
import type postgres from "postgres";
import type { Config } from "../foundation/config.ts";
import { type Context, openContext, toBackground } from "../app/context.ts";
import { bindInstallation } from "../core/accounts/installation.ts";
import { openMaintenanceConnection } from "../database/db.ts";
import { AppError } from "../foundation/errors.ts";
import { createLog, type Log } from "../foundation/log.ts";
import { type Database, openDatabase, describeDatabaseUrl } from "../database/open.ts";
import { getConfig, type CommandContext } from "./command.ts";
import { migrate } from "../database/migrate.ts";
import { checkMigrated, readSchemaState } from "../database/release.ts";

/** Everything open over a database that is up to date and knows our APP_SECRET. */
export interface Runtime {
  ctx: Context;
  database: Database;
  close(): Promise<void>;
}

/** What a command may do to a database that is not ready for it. */
export interface Preparation {
  /** Whether it creates an embedded Postgres in a DATA_DIR that has none. */
  creates: boolean;
  /** Whether it migrates a database that is empty or embedded. Others are for `migrate` alone. */
  migrates: boolean;
}

/** Of `serve` and `demo`. */
export const SERVES: Preparation = { creates: true, migrates: true };
/** Of `worker`: without a server that has been started before there is nothing to work on. */
export const WORKS: Preparation = { creates: false, migrates: true };
const CHECKS: Preparation = { creates: false, migrates: false };

/** Opens the house; what was opened is closed again when it throws. */
export async function openRuntime(config: Config, log: Log, may: Preparation): Promise<Runtime> {
  const database = await openDatabase(config, log, may);
  try {
    await prepare(config, database.directUrl, { log, migrates: may.migrates });
    const ctx = await openContext(config, log, database.url);
    let closed: Promise<void> | undefined;
    const close = () => (closed ??= ctx.close().then(database.stop));
    await bindInstallation(ctx).catch(async (error: unknown) => {
      await ctx.close();
      throw error;
    });
    return { ctx, database, close };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** Does one thing in the house and leaves it, as every command does that neither serves nor works. */
export async function withRuntime<Result>(
  job: CommandContext,
  act: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  const config = getConfig(job);
  const house = await openRuntime(config, createQuietLog(config), CHECKS);
  try {
    return await act(toBackground(house.ctx));
  } finally {
    await house.close();
  }
}

/** The log of a command that answers in lines of its own: nothing below a warning. */
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

/** Throws `conflict` before an app-secret is created that cannot fit a database in use. */
async function checkSecret({ appSecret, dataDir }: Config, sql: postgres.Sql): Promise<void> {
  if (appSecret !== undefined || existsSync(join(dataDir, "app-secret"))) return;
  const claimed = await sql`select 1 from installation`;
  if (claimed.length === 0) return;
  throw new AppError(
    "conflict",
    `APP_SECRET is not set and ${dataDir} has no app-secret, but this database is in use with one: ` +
      "set APP_SECRET to it, or DATA_DIR to the folder whose app-secret file holds it.",
  );
}
