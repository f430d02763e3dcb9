import type postgres from "postgres";

/** A file of sql/migrations. */
export interface Migration {
  name: string;
  text: string;
}

// The first line of such a migration.
const MARK = "-- without a transaction";
const INDEX = /\bcreate (?:unique )?index concurrently if not exists (\w+)/g;

/**
 * Returns whether a migration runs outside a transaction, as `create index concurrently` requires. Such a
 * migration runs after all others and after the functions, on tables in use. It can be interrupted
 * between its statements and is then repeated, so each of them must be repeatable (`if not exists`).
 */
export function runsWithoutTransaction(text: string): boolean {
  return text.startsWith(`${MARK}\n`);
}

/** Returns the statements of such a migration. Each one ends with a semicolon at the end of a line. */
export function splitStatements(text: string): string[] {
  const statements = text.split(/;[ \t]*$/m).map((statement) => statement.trim());
  return statements.filter((statement) => /^(?!--)\S/m.test(statement));
}

/**
 * Returns the indexes of a migration that an interrupted run has left unusable: `if not exists` would keep
 * them so.
 */
export async function findInvalidIndexes(sql: postgres.Sql, text: string): Promise<string[]> {
  const names = [...text.matchAll(INDEX)].map(([, name = ""]) => name);
  if (names.length === 0) return [];
  const rows = await sql<{ name: string }[]>`
    select c.relname as name
    from pg_index i
      join pg_class c on c.oid = i.indexrelid
    where not i.indisvalid
      and c.relnamespace = current_schema()::regnamespace
      and c.relname in ${sql(names)}`;
  return rows.map(({ name }) => name);
}
