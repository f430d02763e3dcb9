import type postgres from "postgres";
import type { Config } from "../config.ts";
import { openByHand } from "../db.ts";
import { openSecrets } from "../secrets.ts";
import type { Finding } from "./check-host.ts";
import { checkReachable, hasDatabase, openDatabase, placeOf } from "./database.ts";
import { quietLog } from "./house.ts";
import { findPending } from "./migrate.ts";

// Off, each of these can lose or corrupt what was committed, after a power cut.
const DURABLE = ["fsync", "full_page_writes", "synchronous_commit"];

/** Checks the database and who works on it. Changes nothing in it, and makes none. */
export async function checkDatabase(config: Config): Promise<Finding[]> {
  if (!hasDatabase(config)) {
    const message = "None yet: the first `serve` makes one in DATA_DIR.";
    return [{ check: "database", state: "ok", message }];
  }
  try {
    const database = await openDatabase(config, quietLog(config));
    try {
      return await examine(config, database.url);
    } finally {
      await database.stop();
    }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [{ check: "database", state: "fail", message }];
  }
}

async function examine(config: Config, url: string): Promise<Finding[]> {
  const version = await checkReachable(url);
  const message = `Postgres ${version} at ${placeOf(url)}`;
  const reached: Finding = { check: "database", state: "ok", message };
  const sql = openByHand(url);
  try {
    const found = [reached, await checkDurability(sql)];
    const pending = await findPending(url);
    if (pending.length > 0) {
      const waiting = `Not applied: ${pending.join(", ")}. Run \`migrate\`.`;
      return [...found, { check: "migrations", state: "fail", message: waiting }];
    }
    const applied: Finding = { check: "migrations", state: "ok", message: "All are applied." };
    return [...found, applied, await checkSecret(config, sql), await checkWorkers(sql)];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function checkDurability(sql: postgres.Sql): Promise<Finding> {
  const check = "durability";
  const off = await sql<{ name: string }[]>`
    select name from pg_settings where name in ${sql(DURABLE)} and setting = 'off'`;
  const names = off.map(({ name }) => name).join(", ");
  if (names === "") return { check, state: "ok", message: "Commits survive a power cut." };
  const message = `${names} off: a power cut can lose credits. Set to on in postgresql.conf.`;
  return { check, state: "fail", message };
}

async function checkSecret(config: Config, sql: postgres.Sql): Promise<Finding> {
  const check = "keys";
  const { fingerprint } = await openSecrets(config);
  const [row] = await sql<
    { print: Buffer }[]
  >`select secret_fingerprint as print from installation`;
  if (row === undefined || fingerprint.equals(row.print)) {
    return { check, state: "ok", message: "APP_SECRET fits the database." };
  }
  const message = "APP_SECRET is not the one this database was set up with: no key works. Set it.";
  return { check, state: "fail", message };
}

async function checkWorkers(sql: postgres.Sql): Promise<Finding> {
  const check = "workers";
  const [row] = await sql<{ alive: number }[]>`
    select count(*)::integer as alive
    from workers
    where stopped_at is null and seen_at > clock() - interval '20 seconds'`;
  const alive = row?.alive ?? 0;
  if (alive > 0) return { check, state: "ok", message: `${alive} alive` };
  const message = "None is alive: start `serve` or `worker`, or nothing is drawn.";
  return { check, state: "warn", message };
}
