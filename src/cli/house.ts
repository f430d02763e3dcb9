import type { Config } from "../config.ts";
import { type Context, openContext } from "../context.ts";
import { claimInstallation } from "../core/installation.ts";
import { createLog, type Log } from "../log.ts";
import { type Database, openDatabase } from "./database.ts";
import { configOf, type Job } from "./command.ts";
import { migrate } from "./migrate.ts";

/** Everything open over a database that is up to date and knows our APP_SECRET. */
export interface House {
  ctx: Context;
  database: Database;
  close(): Promise<void>;
}

/** Opens the house; what was opened is closed again when it throws. */
export async function openHouse(config: Config, log: Log): Promise<House> {
  const database = await openDatabase(config, log);
  try {
    await migrate(database.url, log);
    const ctx = await openContext(config, log, database.url);
    let closed: Promise<void> | undefined;
    const close = () => (closed ??= ctx.close().then(database.stop));
    await claimInstallation(ctx).catch(async (error: unknown) => {
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
export async function inHouse<Result>(
  job: Job,
  act: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  const config = configOf(job);
  const house = await openHouse(config, quietLog(config));
  try {
    return await act(house.ctx);
  } finally {
    await house.close();
  }
}

/** The log of a command that answers in lines of its own: nothing below a warning. */
export function quietLog(config: Config): Log {
  return createLog(config.logLevel === "info" ? "warn" : config.logLevel);
}
