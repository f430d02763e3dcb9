import type postgres from "postgres";
import { openMaintenanceConnection } from "../../src/database/db.ts";
import invariants from "./invariants.sql" with { type: "text" };

/** A violated invariant with the violating row. */
export interface Violation {
  rule: string;
  rows: postgres.Row[];
}

/** Returns the violations of the invariants in `invariants.sql`. */
export async function findViolations(databaseUrl: string): Promise<Violation[]> {
  const sql = openMaintenanceConnection(databaseUrl);
  try {
    const found: Violation[] = [];
    for (const { rule, query } of listInvariants()) {
      const rows = await sql.unsafe(query);
      if (rows.length > 0) found.push({ rule, rows: [...rows.slice(0, 5)] });
    }
    return found;
  } finally {
    await sql.end();
  }
}

/** Lists the queries of the file by the comment above each. */
export function listInvariants(): { rule: string; query: string }[] {
  return invariants
    .split(/\n\n(?=-- )/)
    .slice(1)
    .map((block) => {
      const [comment = "", ...lines] = block.split("\n");
      return { rule: comment.slice(3), query: lines.join("\n") };
    });
}
