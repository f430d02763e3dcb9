import postgres from "postgres";

/** Runs one statement on a new connection and returns its rows. */
export async function runStatement(url: string, text: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(url, { max: 1 });
  try {
    return Array.from<Record<string, unknown>>(await sql.unsafe(text));
  } finally {
    await sql.end();
  }
}
