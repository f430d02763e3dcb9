import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "../foundation/config.ts";
import { listHostUrls } from "../foundation/database-hosts.ts";
import { checkSessions } from "./pooler.ts";
import { openMaintenanceConnection } from "./db.ts";
import { openEmbedded } from "./embedded/postgres.ts";
import { AppError } from "../foundation/errors.ts";
import type { Log } from "../foundation/log.ts";

const OLDEST_VERSION = 15;

/** The configured Postgres: DATABASE_URL, or the embedded one in DATA_DIR. */
export interface Database {
  url: string;
  /** Postgres itself if `url` is a pooler, otherwise the same as `url`. */
  directUrl: string;
  /** Releases the database. The embedded one stops when no process uses it. */
  stop(): Promise<void>;
}

/**
 * Opens the database. Throws an error with instructions if it cannot be used, and `not_found` if it does
 * not exist and may not be created.
 */
export async function openDatabase(
  config: Config,
  log: Log,
  may: { creates: boolean },
): Promise<Database> {
  const { databaseUrl: url, databaseDirectUrl: directUrl = url } = config;
  if (url === undefined || directUrl === undefined) {
    const { url: own, stop } = await openEmbedded(config.dataDir, log, may);
    return { url: own, directUrl: own, stop };
  }
  await checkReachable(url);
  if (directUrl !== url) await checkReachable(directUrl, "DATABASE_DIRECT_URL");
  await checkSessions(directUrl, directUrl === url ? "DATABASE_URL" : "DATABASE_DIRECT_URL");
  return { url, directUrl, stop: async () => {} };
}

/** Returns whether a database is configured or exists, without creating one. */
export function hasDatabase(config: Config): boolean {
  return config.databaseUrl !== undefined || existsSync(join(config.dataDir, "postgres"));
}

/** Describes the configured database for messages: the folder of an embedded one, or host and name. */
export function describeDatabase({ databaseUrl, dataDir }: Config): string {
  return databaseUrl === undefined ? `embedded, in ${dataDir}` : describeDatabaseUrl(databaseUrl);
}

/** Returns "host:port/name" of a database URL, without user and password. */
export function describeDatabaseUrl(url: string): string {
  const urls = (listHostUrls(url) ?? []).map((each) => new URL(each));
  const hosts = urls.map(({ hostname, port }) => `${hostname}:${port || 5432}`);
  return `${hosts.join(",")}${urls[0]?.pathname ?? ""}`;
}

/** Returns the major version. Throws `unavailable` if Postgres 15 or newer cannot be reached. */
export async function checkReachable(url: string, setting = "DATABASE_URL"): Promise<number> {
  const sql = openMaintenanceConnection(url);
  try {
    const [row] = await sql<{ version: number }[]>`
      select current_setting('server_version_num')::integer / 10000 as version`;
    const version = row?.version ?? 0;
    if (version >= OLDEST_VERSION) return version;
    const found = `The database at ${describeDatabaseUrl(url)} is Postgres ${version}`;
    throw new AppError("unavailable", `${found}: use ${OLDEST_VERSION} or newer.`);
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("unavailable", explain({ url, setting }, cause), { cause });
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function explain({ url, setting }: { url: string; setting: string }, cause: unknown): string {
  const place = describeDatabaseUrl(url);
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const reason = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
  if (code === "3D000") {
    return `There is no database at ${place}: create it or correct ${setting}.`;
  }
  if (code.startsWith("28")) {
    return `The database at ${place} rejects the login (${reason}): correct ${setting}.`;
  }
  const host = place.split("/")[0];
  return `Cannot reach the database at ${host} (${reason || code}): start it or correct ${setting}.`;
}
