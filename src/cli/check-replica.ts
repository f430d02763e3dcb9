import type postgres from "postgres";
import { openMaintenanceConnection } from "../database/db.ts";
import type { Diagnostic } from "./check-host.ts";

// Postgres keeps at least this much of its log for replicas by default.
const MAX_LAG_BYTES = 16 * 1024 * 1024;

/** Checks that DATABASE_REPLICA_URL names a replica of this database that follows it. */
export async function checkReplica(url: string, primary: postgres.Sql): Promise<Diagnostic> {
  const check = "replica";
  const replica = openMaintenanceConnection(url);
  try {
    const [of, state] = await Promise.all([readIdentity(primary), readIdentity(replica)]);
    if (of === undefined || state?.identity !== of.identity) {
      const message =
        "DATABASE_REPLICA_URL names another database: set it to a replica of DATABASE_URL, or remove it.";
      return { check, state: "fail", message };
    }
    if (!state.isReplica) {
      const message =
        "DATABASE_REPLICA_URL names the primary and does not relieve it: set it to a replica, or remove it.";
      return { check, state: "warn", message };
    }
    return describeLag(check, await readLagBytes(primary, replica));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    const message =
      `Cannot read from DATABASE_REPLICA_URL (${reason}): start the replica or remove the setting. ` +
      "Until then the primary serves pages of history.";
    return { check, state: "warn", message };
  } finally {
    await replica.end({ timeout: 1 });
  }
}

async function readIdentity(sql: postgres.Sql) {
  const [row] = await sql<{ identity: string; isReplica: boolean }[]>`
    select (select system_identifier from pg_control_system()) || '/' || current_database() as identity,
      pg_is_in_recovery() as "isReplica"`;
  return row;
}

async function readLagBytes(primary: postgres.Sql, replica: postgres.Sql): Promise<number> {
  const [of] = await primary<{ position: string }[]>`
    select pg_current_wal_insert_lsn()::text as position`;
  const [row] = await replica<{ bytes: number }[]>`
    select pg_wal_lsn_diff(${of?.position ?? ""}::text::pg_lsn, pg_last_wal_replay_lsn())::float8 as bytes`;
  return row?.bytes ?? 0;
}

function describeLag(check: string, bytes: number): Diagnostic {
  const lag = `${Math.max(0, Math.round(bytes / 1024))} kB behind the primary`;
  if (bytes <= MAX_LAG_BYTES) return { check, state: "ok", message: `The replica is ${lag}.` };
  const message = `The replica is ${lag}: the primary serves pages of history until it has caught up.`;
  return { check, state: "warn", message };
}
