/** Whether the cost of statements grows with history: `bun run bench --full`. */
import postgres from "postgres";
import { isSteady, measureHistory } from "./history.ts";
import { openSubject, type Subject } from "./subject.ts";

const HISTORY = { generations: 10_000_000, grants: 1_000_000 };

/**
 * Prints the pages that statements touch for an account with few generations and for one with a long
 * history. Returns the exit code: 1 if a statement costs more for the latter, or reads a large table as a
 * whole.
 */
export async function measureFullHistory(say: (line: string) => void): Promise<number> {
  await using subject = await openSubject(2);
  await insertBenchAccounts(subject);
  const costs = await measureHistory(subject.app.databaseUrl, HISTORY);
  say(`Pages touched: few generations, ${HISTORY.generations} generations`);
  for (const cost of costs) {
    const { operation, smallPages, largePages, largeMs, nodes, scanned } = cost;
    const pages = [smallPages, largePages].map((count) => String(count).padStart(6)).join(" ");
    const failure = isSteady(cost) ? "" : `FAILED ${scanned.join(" ")}`;
    say(
      `${operation.padEnd(14)} ${pages} ${largeMs.toFixed(1)} ms  ${nodes.join(", ")} ${failure}`,
    );
  }
  return costs.every(isSteady) ? 0 : 1;
}

/** What `measureHistory` needs to know of its accounts. */
async function insertBenchAccounts({ app, customers }: Subject): Promise<void> {
  const sql = postgres(app.databaseUrl, { max: 1 });
  await sql`create table bench_accounts (
    n integer primary key, account_id uuid, key_id uuid, key_hash bytea, generation_id uuid
  )`;
  for (const [index, { accountId, keyId, call }] of customers.entries()) {
    const reply = await call("/api/v1/images/generations", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "gpt-image-2", prompt: "a harbor at dawn", async: true }),
    });
    // The contract's own field.
    const { id } = (await reply.json()) as { id: string };
    await sql`
      insert into bench_accounts
      select ${index + 1}, ${accountId}, key_id, hash, ${id}
      from key_secrets where key_id = ${keyId}`;
  }
  await sql.end();
}
