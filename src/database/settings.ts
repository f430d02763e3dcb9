import type postgres from "postgres";
import { DEADLINES } from "./db.ts";

/**
 * Postgres settings of every session. They are set for the role in the database, because a transaction
 * pooler accepts no settings from a client.
 */
const DATABASE_SETTINGS: Record<string, string> = {
  // One second shorter than the deadline of a statement on the pool.
  statement_timeout: `${DEADLINES.poolServerMs / 1000}s`,
  lock_timeout: "2s",
  // Statements are short and frequent: planning for the parameter values would take longer than running
  // them, and the plan would depend on the account.
  plan_cache_mode: "force_generic_plan",
  // Generic plans overestimate costs, and JIT compilation takes longer than running the statement.
  jit: "off",
};

const NOT_ALLOWED = "42501";

/**
 * Writes the missing settings in the transaction of `migrate`, whose lock prevents concurrent writes.
 * Returns false if the role is not allowed to change its own settings.
 */
export async function writeSettings(sql: postgres.TransactionSql): Promise<boolean> {
  const [known] = await sql<{ settings: string }[]>`
    select coalesce(string_agg(s.setconfig::text, ' '), '') as settings
    from pg_db_role_setting s
      join pg_database d on d.oid = s.setdatabase
      join pg_roles r on r.oid = s.setrole
    where d.datname = current_database() and r.rolname = current_user`;
  const missing = Object.entries(DATABASE_SETTINGS).filter(
    ([name, value]) => !known?.settings.includes(`${name}=${value}`),
  );
  if (missing.length === 0) return true;
  const [database] = await sql<{ name: string }[]>`select current_database() as name`;
  try {
    const text = toStatements(database?.name ?? "", missing);
    await sql.savepoint((savepoint) => savepoint.unsafe(text));
    return true;
  } catch (error) {
    if (!isNotAllowed(error)) throw error;
    return false;
  }
}

/**
 * Writes the settings for another role, or for all roles of the database if only that is allowed. Returns
 * false if neither is allowed.
 */
export async function writeRoleSettings(sql: postgres.Sql, role: string): Promise<boolean> {
  const [found] = await sql<{ name: string }[]>`select current_database() as name`;
  const database = quote(found?.name ?? "");
  for (const target of [`role ${quote(role)} in database ${database}`, `database ${database}`]) {
    try {
      await sql.unsafe(toSettingStatements(target, Object.entries(DATABASE_SETTINGS)));
      return true;
    } catch (error) {
      if (!isNotAllowed(error)) throw error;
    }
  }
  return false;
}

/** Returns the statements that set these settings for the current role in a database. */
export function toStatements(
  database: string,
  settings = Object.entries(DATABASE_SETTINGS),
): string {
  return toSettingStatements(`role current_user in database ${quote(database)}`, settings);
}

function toSettingStatements(target: string, settings: [string, string][]): string {
  return settings.map(([key, value]) => `alter ${target} set ${key} = '${value}';`).join("\n");
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function isNotAllowed(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === NOT_ALLOWED;
}

/** Returns the names of the settings that this session does not have. */
export async function findMissingSettings(sql: postgres.Sql): Promise<string[]> {
  const missing: string[] = [];
  for (const [name, value] of Object.entries(DATABASE_SETTINGS)) {
    const [row] = await sql<{ value: string }[]>`select current_setting(${name}) as value`;
    if (row?.value !== value) missing.push(name);
  }
  return missing;
}
