import type postgres from "postgres";

/**
 * Settings of Postgres that every session of ours needs. They belong to our role in our database,
 * because a transaction pooler accepts none from a client.
 */
export const DATABASE_SETTINGS: Record<string, string> = {
  // A second less than the deadline of a statement on the pool.
  statement_timeout: "7s",
  lock_timeout: "2s",
  // Every statement is short and runs often: a plan for its values would cost more than running it, and
  // would depend on whose account it is for.
  plan_cache_mode: "force_generic_plan",
  // Generic plans overestimate costs, and compiling a statement takes longer than running it.
  jit: "off",
};

const NOT_ALLOWED = "42501";

/**
 * Writes the settings that are missing, in the transaction of `migrate`, whose lock keeps two processes
 * from writing at once. Returns whether the role has them all: a database owner may
 * have forbidden it to change its own.
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
    if (error instanceof Error && "code" in error && error.code === NOT_ALLOWED) return false;
    throw error;
  }
}

/** The statements that give our role these settings in a database. */
export function toStatements(
  database: string,
  settings = Object.entries(DATABASE_SETTINGS),
): string {
  const name = `"${database.replaceAll('"', '""')}"`;
  return settings
    .map(([key, value]) => `alter role current_user in database ${name} set ${key} = '${value}';`)
    .join("\n");
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
