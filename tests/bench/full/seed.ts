/** Fills a database with a long history, by SQL. */
import type postgres from "postgres";
import { BIG_TABLES } from "./plans.ts";
import { chunkSteps, toAccountSteps, toLastSteps } from "./seed-statements.ts";

const CHUNK = 250_000;
const FULL = { generations: 10_000_000, accounts: 1_000_000 };

/** The account with a fifth of all generations, and what belongs to it. */
export interface Whale {
  accountId: string;
  keyId: string;
  endpointId: string;
}

/** Sizes of a seeded history: 2 images for each generation, and one live grant for each account. */
export interface Size {
  generations: number;
  accounts: number;
}

/** Returns the size at a scale; 1 is the full size. */
export function toSize(scale: number): Size {
  return {
    generations: Math.round(FULL.generations * scale),
    accounts: Math.round(FULL.accounts * scale),
  };
}

/** Inserts a history. The indexes of the big tables are built after it. */
export async function insertHistory(
  sql: postgres.Sql,
  { size, whale }: { size: Size; whale: Whale },
  say: (line: string) => void,
): Promise<void> {
  const began = performance.now();
  const report = (what: string) =>
    say(`${Math.round((performance.now() - began) / 1000)} s: ${what}`);
  // Without triggers: foreign keys would be looked up a row at a time.
  await sql.unsafe(`
    set session_replication_role = replica; set maintenance_work_mem = '512MB'; set jit = off;
    set max_parallel_maintenance_workers = 0; set statement_timeout = 0`);
  const indexes = await dropIndexes(sql);
  await runSteps(sql, toAccountSteps(size, whale));
  report(`${size.accounts} accounts`);
  for (let from = 1; from <= size.generations; from += CHUNK) {
    const to = Math.min(from + CHUNK - 1, size.generations);
    await runSteps(sql, chunkSteps({ from, to, size, whale }));
    report(`${to} generations`);
  }
  await runSteps(sql, toLastSteps(size, whale));
  for (const [position, index] of indexes.entries()) {
    await sql.unsafe(index);
    report(`index ${position + 1} of ${indexes.length}`);
  }
  await sql.unsafe("set session_replication_role = origin");
  await sql.unsafe(`vacuum (analyze, skip_locked) ${BIG_TABLES.join(", ")}`);
  report("analyzed");
}

async function runSteps(sql: postgres.Sql, steps: string[]): Promise<void> {
  for (const step of steps) await sql.unsafe(step);
}

/** Drops the indexes that belong to no constraint and returns their definitions. */
async function dropIndexes(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ name: string; definition: string }[]>`
    select c.relname as name, pg_get_indexdef(c.oid) as definition
    from pg_index i
      join pg_class c on c.oid = i.indexrelid
      join pg_class t on t.oid = i.indrelid
    where t.relname in ${sql(BIG_TABLES)}
      and not c.relispartition
      and not exists (select 1 from pg_constraint o where o.conindid = c.oid)`;
  for (const { name } of rows) await sql.unsafe(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}
