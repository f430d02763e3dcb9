import type postgres from "postgres";
import credits from "../../sql/invariants/credits.sql" with { type: "text" };
import generations from "../../sql/invariants/generations.sql" with { type: "text" };
import webhooks from "../../sql/invariants/webhooks.sql" with { type: "text" };
import { openMaintenanceConnection } from "./db.ts";
import { describeDatabaseUrl } from "./open.ts";
import { checkMigrated, readSchemaState } from "./release.ts";

/** A rule that every snapshot of the database obeys. */
export interface Invariant {
  rule: string;
  /** Returns the rows that violate the rule. */
  query: string;
}

/** A violated invariant. */
export interface Violation {
  rule: string;
  /** How many rows violate it. */
  rows: number;
  /** The columns that identify the first of these rows. */
  examples: Record<string, unknown>[];
}

const MAX_EXAMPLES = 5;

/** The invariants of credits, generations and webhooks, which hold in every snapshot. */
export const INVARIANTS = [credits, generations, webhooks].flatMap(parseInvariants);

/** Returns the invariants of a file: each is a query below a comment with its rule. */
export function parseInvariants(text: string): Invariant[] {
  return text
    .split(/\n\n(?=-- )/)
    .slice(1)
    .map((block) => {
      const [comment = "", ...lines] = block.split("\n");
      return { rule: comment.slice(3), query: lines.join("\n").trim().replace(/;$/, "") };
    });
}

/**
 * Evaluates invariants in one snapshot of the database, which may be a replica and may be in use. Changes
 * nothing. Returns those that are violated. Throws `unavailable` if the database is not migrated.
 */
export async function findViolations(url: string, invariants = INVARIANTS): Promise<Violation[]> {
  const sql = openMaintenanceConnection(url);
  try {
    return await sql.begin("isolation level repeatable read read only", async (snapshot) => {
      await snapshot.unsafe("set local statement_timeout = 0");
      await snapshot.unsafe("set local idle_in_transaction_session_timeout = 0");
      checkMigrated(await readSchemaState(snapshot), describeDatabaseUrl(url));
      const found: Violation[] = [];
      for (const invariant of invariants) found.push(...(await evaluate(snapshot, invariant)));
      return found;
    });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function evaluate(
  snapshot: postgres.ISql,
  { rule, query }: Invariant,
): Promise<[] | [Violation]> {
  // Materialized, so that the query is planned as it is and not for its first rows.
  const rows = await snapshot.unsafe<{ rows: number; example: Record<string, unknown> }[]>(`
    with violations as materialized (${query})
    select (select count(*) from violations)::integer as rows, to_jsonb(v) as example
    from violations v
    limit ${MAX_EXAMPLES}`);
  const [first] = rows;
  if (first === undefined) return [];
  return [{ rule, rows: first.rows, examples: rows.map(({ example }) => example) }];
}
