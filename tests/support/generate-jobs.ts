import type postgres from "postgres";

/** Returns how many jobs of generations there are that satisfy a condition in SQL. */
export async function countGenerateJobs(sql: postgres.Sql, condition = "true"): Promise<number> {
  const [row] = await sql<{ jobs: number }[]>`
    select count(*)::integer as jobs
    from graphile_worker._private_jobs
    where payload ->> 'generationId' is not null and ${sql.unsafe(condition)}`;
  return row?.jobs ?? 0;
}
