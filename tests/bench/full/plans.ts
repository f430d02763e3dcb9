/** Executed statements and their plans, from the log of Postgres with auto_explain. */
import { readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import type postgres from "postgres";
import { readParent } from "../process-usage.ts";

/** Tables that grow with history. */
export const BIG_TABLES = [
  ...["accounts", "keys", "key_secrets", "sessions", "generations", "images", "provider_attempts"],
  ...["credit_grants", "credit_holds", "credit_hold_parts", "credit_entries", "usage_days"],
  ...["idempotency_keys", "webhook_deliveries", "webhook_attempts", "audit_entries", "uploads"],
  ...["files", "batches", "batch_lines"],
];
// A sequential scan that stops early, as for `limit 1`, reads few pages.
const SCAN_PAGES = 200;
// A page has at least one row. The pages of a scan include those that functions in it read, such as the
// catalogs at the first call, so a scan of a small table can seem to read many.
const SCAN_ROWS = SCAN_PAGES;
const QUERIES = join(import.meta.dir, "../../../sql/queries");

/** One executed statement. */
export interface Statement {
  /** `file.query` of sql/queries, the function that executed it, or the start of its text. */
  name: string;
  pages: number;
  ms: number;
  indexes: string[];
  /** Big tables that were read from end to end. */
  scanned: string[];
}

interface Plan {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows"?: number;
  "Actual Loops"?: number;
  "Rows Removed by Filter"?: number;
  "Shared Hit Blocks"?: number;
  "Shared Read Blocks"?: number;
  Plans?: Plan[];
}

/** Reads what was executed since the last call. */
export type ReadStatements = () => Promise<Statement[]>;

/** Logs the plans of all later sessions of a database. The role must be a superuser. */
export async function logPlans(sql: postgres.Sql, database: string): Promise<ReadStatements> {
  const settings = {
    session_preload_libraries: "auto_explain",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_buffers": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_nested_statements": "on",
    "auto_explain.log_format": "json",
    log_min_duration_statement: "-1",
  };
  for (const [name, value] of Object.entries(settings)) {
    await sql.unsafe(`alter database "${database}" set ${name} = '${value}'`);
  }
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  // The server writes its log to its standard error.
  const path = readlinkSync(`/proc/${readParent(row?.pid ?? 0)}/fd/2`);
  const names = await readNames();
  let from = Bun.file(path).size;
  return async () => {
    const size = (await Bun.file(path).stat()).size;
    const text = await Bun.file(path).slice(from, size).text();
    from = size;
    return readEntries(text, names);
  };
}

/** Returns the names of the queries in sql/queries. */
export async function listQueries(): Promise<string[]> {
  return [...(await readNames()).values()];
}

function readEntries(text: string, names: Map<string, string>): Statement[] {
  const entries = text.split(/^(?=\d{4}-\d\d-\d\d )/m);
  return entries.flatMap((entry, index) => {
    const found = /LOG: {2}duration: ([\d.]+) ms {2}plan:\n([\s\S]*)/.exec(entry);
    if (!found) return [];
    const context = /CONTEXT: {2}([\s\S]*)/.exec(entries[index + 1] ?? "")?.[1];
    return [toStatement({ ms: Number(found[1]), json: found[2] ?? "", context, names })];
  });
}

interface Entry {
  ms: number;
  json: string;
  context: string | undefined;
  names: Map<string, string>;
}

function toStatement({ ms, json, context, names }: Entry): Statement {
  // As auto_explain documents its output.
  const { "Query Text": text, Plan: plan } = JSON.parse(json) as {
    "Query Text": string;
    Plan: Plan;
  };
  const nodes = listNodes(plan);
  const scanned = nodes.filter(
    (node) => isScan(node) && countPages(node) > SCAN_PAGES && countRows(node) > SCAN_ROWS,
  );
  const inside = /function "?(\w+)/.exec(context ?? "")?.[1];
  return {
    name: inside ?? names.get(normalize(text)) ?? normalize(text).slice(0, 60),
    pages: countPages(plan),
    ms,
    indexes: nodes.flatMap((node) => node["Index Name"] ?? []),
    scanned: [...new Set(scanned.map((node) => node["Relation Name"] ?? ""))],
  };
}

function isScan(node: Plan): boolean {
  return node["Node Type"] === "Seq Scan" && BIG_TABLES.includes(node["Relation Name"] ?? "");
}

function countPages(plan: Plan): number {
  return (plan["Shared Hit Blocks"] ?? 0) + (plan["Shared Read Blocks"] ?? 0);
}

function countRows(plan: Plan): number {
  const rows = (plan["Actual Rows"] ?? 0) + (plan["Rows Removed by Filter"] ?? 0);
  return rows * (plan["Actual Loops"] ?? 1);
}

function listNodes(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(listNodes)];
}

/** Returns the names of queries by their normalized text. */
async function readNames(): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const file of readdirSync(QUERIES)) {
    const text = (await Bun.file(join(QUERIES, file)).text()).replaceAll(/^-- .*$/gm, "");
    for (const [, name = "", query = ""] of text.matchAll(/@name (\w+) \*\/([^;]*);/g)) {
      names.set(normalize(query), `${file.replace(".sql", "")}.${name}`);
    }
  }
  return names;
}

// Parameters are `:name` in the files and `$1` in the log.
function normalize(text: string): string {
  return text
    .replaceAll(/--.*$/gm, "")
    .replaceAll(/(?<!:):[a-zA-Z]\w*!?|\$\d+/g, "?")
    .replaceAll(/\s+/g, " ")
    .trim();
}
