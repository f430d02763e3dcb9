/** Whether what a request costs grows with what has happened before. */
import postgres from "postgres";
import { columnOf, requestOf, statement } from "./statements.ts";

export interface Scale {
  generations: number;
  grants: number;
}

export interface Cost {
  operation: string;
  /** Pages touched, for an account with ten generations and for the one with all the history. */
  smallPages: number;
  largePages: number;
  largeMs: number;
  nodes: string[];
  /** Big tables that were read from end to end. */
  scanned: string[];
}

const BIG = [
  "generations",
  "images",
  "provider_attempts",
  "credit_grants",
  "credit_holds",
  "credit_hold_parts",
  "credit_entries",
];

/** Gives account 2 of bench_accounts a long past, and measures it beside account 1. */
export async function measureHistory(databaseUrl: string, scale: Scale): Promise<Cost[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`set plan_cache_mode = 'force_generic_plan'`;
    await writeHistory(sql, scale);
    const costs: Cost[] = [];
    for (const [operation, textFor] of Object.entries(await operations())) {
      const small = await costOf(sql, textFor(1));
      const large = await costOf(sql, textFor(2));
      const nodes = [...new Set(large.nodes)];
      const scanned = [...new Set([...small.scanned, ...large.scanned])];
      const pages = { smallPages: small.pages, largePages: large.pages };
      costs.push({ operation, ...pages, largeMs: large.ms, nodes, scanned });
    }
    return costs;
  } finally {
    await sql.end();
  }
}

/** Steady means: no big table is read whole, and a long past costs no more than a short one. */
export function isSteady({ smallPages, largePages, scanned }: Cost): boolean {
  return scanned.length === 0 && largePages <= 2 * smallPages + 20;
}

async function operations(): Promise<Record<string, (account: number) => string>> {
  const withAccount = async (name: string, parameters: Record<string, string>) => {
    const text = await statement(name, { ...parameters, accountId: columnOf("@", "account_id") });
    return (account: number) => text.replaceAll("= @", `= ${account}`);
  };
  return {
    authenticate: await withAccount("keys.authenticateKeys", {
      hashes: `array(${columnOf("@", "key_hash")})`,
      dialect: "'hub'",
      addresses: "array[null]",
    }),
    accept: await withAccount("acceptance.acceptGenerations", requestOf("@")),
    poll: await withAccount("generations.findGenerations", {
      ids: `array(${columnOf("@", "generation_id")})`,
      accountIds: `array(${columnOf("@", "account_id")})`,
    }),
    balance: await withAccount("credits.findBalance", { mostDates: "100" }),
    receipt: await withAccount("generations.findReceipt", { id: columnOf("@", "generation_id") }),
    overdue: await withAccount("generations.overdueGenerations", { limit: "100" }),
    metrics: await withAccount("metrics.readGauges", {}),
    "metrics of jobs": await withAccount("metrics.listJobGauges", {}),
    "metrics of generations without a job": await withAccount("metrics.countWithoutJob", {}),
  };
}

interface Plan {
  "Node Type": string;
  "Actual Total Time": number;
  "Shared Hit Blocks": number;
  "Shared Read Blocks": number;
  Plans?: Plan[];
}

// EXPLAIN does not look inside functions; the transaction's statistics show
// which tables were read whole in there.
async function costOf(sql: postgres.Sql, text: string) {
  await sql`begin`;
  await sql.unsafe(text);
  const [row] = await sql.unsafe(`explain (analyze, buffers, format json) ${text}`);
  const scans = await sql`
    select relname from pg_stat_xact_user_tables
    where seq_scan > 0 and schemaname = 'public' and relname = any(${BIG})
  `;
  await sql`rollback`;
  // As Postgres documents its JSON plans.
  const plan = row?.["QUERY PLAN"][0].Plan as Plan;
  return {
    pages: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"],
    ms: plan["Actual Total Time"],
    nodes: nodesOf(plan),
    scanned: scans.map(({ relname }) => String(relname)),
  };
}

function nodesOf(plan: Plan): string[] {
  return [plan["Node Type"], ...(plan.Plans ?? []).flatMap(nodesOf)];
}

async function writeHistory(sql: postgres.Sql, { generations, grants }: Scale): Promise<void> {
  const id = (kind: number) => `(lpad('${kind}', 8, '0') || '-0000-4000-8000-'
    || lpad(to_hex(i), 12, '0'))::uuid`;
  const account = "(select account_id from bench_accounts where n = 2)";
  const past = "now() - (2 + i) * interval '1 second'";
  const series = `generate_series(1, ${generations}) i`;
  const steps = [
    // Without triggers: foreign keys would be looked up a row at a time.
    "set session_replication_role = replica",
    `insert into credit_grants (id, account_id, amount, remaining, source, closed_at, created_at)
     select ${id(1)}, ${account}, 100, 0, 'promo', ${past}, ${past}
     from generate_series(1, ${grants}) i`,
    `insert into credit_holds (id, account_id, amount, captured, created_at, closed_at)
     select ${id(2)}, ${account}, 8, 8, ${past}, ${past} from ${series}`,
    `insert into credit_hold_parts (hold_id, position, grant_id, amount, captured)
     select ${id(2)}, 0, ${id(1)}, 8, 8 from ${series}`,
    `insert into credit_entries (account_id, sequence, kind, op_key, hold_id, available_change,
       held_change, available_after, held_after, created_at)
     select ${account}, -i, 'capture', 'bench:' || i, ${id(2)}, 0, -8, 0, 0, ${past} from ${series}`,
    `insert into generations (id, account_id, key_id, hold_id, dialect, model, prompt, n, size,
       aspect_ratio, tier, quality, unit_credits, status, delivered, created_at, started_at,
       finished_at, deadline_at)
     select ${id(3)}, ${account}, (select key_id from bench_accounts where n = 2), ${id(2)}, 'hub',
       'gpt-image-2', 'a harbour', 1, '1024x1024', '1:1', '1K', 'auto', 8, 'succeeded', 1,
       ${past}, ${past}, ${past}, ${past} from ${series}`,
    `insert into images (id, generation_id, position, storage_key, content_type, width, height,
       size_bytes, created_at)
     select ${id(4)}, ${id(3)}, 0, 'generations/' || i || '/0.png', 'image/png', 1024, 1024, 9,
       ${past} from ${series}`,
    `insert into provider_attempts (generation_id, claim, provider, state, outcome, created_at,
       sent_at, ended_at)
     select ${id(3)}, 1, 'openai', 'ended', 'images', ${past}, ${past}, ${past} from ${series}`,
    "set session_replication_role = origin",
    `update bench_accounts set generation_id = ${id(3).replaceAll("i)", "5)")} where n = 2`,
  ];
  for (const step of steps) await sql.unsafe(step);
  await sql.unsafe(`analyze ${BIG.join(", ")}`);
}
