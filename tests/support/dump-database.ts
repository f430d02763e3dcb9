import type { App } from "./app.ts";

/** Returns the rows of every table as text, including those of the job queue. */
export async function dumpDatabase({ ctx }: App): Promise<Map<string, string[]>> {
  const { rows } = await ctx.db.query(
    `select format('%I.%I', table_schema, table_name) as name
    from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
    order by 1`,
    [],
  );
  const found = new Map<string, string[]>();
  for (const { name } of rows as { name: string }[]) {
    const { rows: lines } = await ctx.db.query(`select t::text as line from ${name} t`, []);
    found.set(
      name,
      (lines as { line: string }[]).map(({ line }) => line),
    );
  }
  return found;
}
