/**
 * What Darkroom adds to its provider's time, what it takes in a second beside what Postgres alone
 * would take, and whether a long past makes it slower. `--full` writes ten times the past.
 */
import postgres from "postgres";
import { type App, type Customer, startApp } from "../support/app.ts";
import { startServer } from "../support/postgres.ts";
import { type Cost, isSteady, measureHistory } from "./history.ts";
import { type Call, type Measured, runLoad } from "./load.ts";
import { findPgbench, runPgbench } from "./pgbench.ts";
import { columnOf, requestOf, statement } from "./statements.ts";

const FULL = process.argv.includes("--full");
const HISTORY = FULL
  ? { generations: 10_000_000, grants: 1_000_000 }
  : { generations: 1_000_000, grants: 100_000 };
const ACCOUNTS = 64;
const CLIENTS = 16;
const SECONDS = 4;
const ORDER = { model: "gpt-image-2", prompt: "a harbour at dawn", size: "1024x1024" };

const began = performance.now();
const server = await startServer({ durable: true });
process.env.TEST_DATABASE_URL = server.url;
const pgbench = await findPgbench();
if (pgbench === undefined) {
  say("pgbench is missing, so there is no ceiling to compare with: apt-get install postgresql");
}
let steady = false;
try {
  await measureLatency();
  steady = await measureThroughput();
} finally {
  await server.stop();
}
say(`\n${((performance.now() - began) / 1000).toFixed(0)} s in all.`);
process.exit(steady ? 0 : 1);

async function measureLatency(): Promise<void> {
  const upstream = await startUpstream();
  const env = { PROVIDER: "openai", OPENAI_API_KEY: "sk-bench", OPENAI_BASE_URL: upstream.url };
  const app = await startApp({ env: { ...env, LOG_LEVEL: "info" } });
  try {
    const customer = await app.customer({ credits: 1_000_000 });
    const one = { concurrency: 1, count: 200, seconds: 20 };
    const calls = [createCall(app, customer, {})];
    const direct = [
      { ...createCall(app, customer, { n: 1 }), url: `${upstream.url}/images/generations` },
    ];
    // Connections, compiled code and plans are warm in a server that has been up for a minute.
    await runLoad({ ...one, calls, count: 500 });
    const [through, alone] = [
      await runLoad({ ...one, calls }),
      await runLoad({ ...one, calls: direct }),
    ];
    mustBe(through, "200");
    mustBe(alone, "200");
    const added = through.medianMs - alone.medianMs;
    say("\nA sync generation, the provider answering at once (ms)");
    table([
      ["", "median", "p95"],
      ["through Darkroom", ms(through.medianMs), ms(through.p95Ms)],
      ["provider alone", ms(alone.medianMs), ms(alone.p95Ms)],
      ["added", ms(added)],
    ]);
  } finally {
    await app.stop();
    await upstream.stop();
  }
}

async function measureThroughput(): Promise<boolean> {
  const app = await startApp({ worker: false, env: { LOG_LEVEL: "info" } });
  try {
    const customers: Customer[] = [];
    for (let n = 0; n < ACCOUNTS; n++) customers.push(await app.customer({ credits: 100_000_000 }));
    await noteAccounts(app, customers);
    const accepting = (among: Customer[]) => {
      return among.map((customer) => createCall(app, customer, { async: true }));
    };
    const accept = await statement("acceptance.acceptGenerations", requestOf(":n"));
    say(`\nPer second, ${CLIENTS} at a time, ${SECONDS} s each`);
    const rows = [
      await beside(app, "accepted, 64 accounts", {
        calls: accepting(customers),
        status: "202",
        statements: [accept],
        accounts: ACCOUNTS,
      }),
      await beside(app, "accepted, one account", {
        calls: accepting(customers.slice(0, 1)),
        status: "202",
        statements: [accept],
        accounts: 1,
      }),
      await beside(app, "polls", {
        calls: await pollsOf(app, customers),
        status: "200",
        statements: await pollStatements(),
        accounts: ACCOUNTS,
      }),
    ];
    table([["", "Darkroom", "p95 ms", "pgbench", "ratio"], ...rows]);
    return tellHistory(await measureHistory(app.databaseUrl, HISTORY));
  } finally {
    await app.stop();
  }
}

function tellHistory(costs: Cost[]): boolean {
  const { generations, grants } = HISTORY;
  say(
    `\nPages touched: an account with few generations, and one with ${generations} and ${grants} grants`,
  );
  const rows = costs.map((cost) => [
    cost.operation,
    String(cost.smallPages),
    String(cost.largePages),
    ms(cost.largeMs),
    cost.nodes.join(", "),
    isSteady(cost) ? "" : `GROWS ${cost.scanned.join(" ")}`,
  ]);
  table([["", "few", "many", "ms", "plan", ""], ...rows]);
  return costs.every(isSteady);
}

interface Contest {
  calls: Call[];
  status: string;
  statements: string[];
  accounts: number;
}

async function beside(app: App, name: string, contest: Contest): Promise<string[]> {
  const { calls, status, statements, accounts } = contest;
  await runLoad({ calls, concurrency: CLIENTS, count: 500, seconds: 2 });
  const ours = await runLoad({ calls, concurrency: CLIENTS, count: 1e9, seconds: SECONDS });
  mustBe(ours, status);
  const cells = [name, ours.perSecond.toFixed(0), ms(ours.p95Ms)];
  if (pgbench === undefined) return [...cells, "missing", ""];
  const { databaseUrl } = app;
  const run = { databaseUrl, statements, accounts, clients: CLIENTS, seconds: SECONDS };
  const ceiling = await runPgbench(pgbench, run);
  return [...cells, ceiling.toFixed(0), (ours.perSecond / ceiling).toFixed(2)];
}

function createCall(app: App, { key }: Customer, more: object): Call {
  return {
    method: "POST",
    url: `${app.url}/api/v1/images/generations`,
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify({ ...ORDER, ...more }),
  };
}

/** What a script of pgbench and the history need to know of an account. */
async function noteAccounts(app: App, customers: Customer[]): Promise<void> {
  const sql = postgres(app.databaseUrl, { max: 1 });
  await sql`create table bench_accounts (
    n integer primary key, account_id uuid, key_id uuid, key_hash bytea, generation_id uuid
  )`;
  for (const [index, customer] of customers.entries()) {
    const reply = await customer.call(
      "/api/v1/images/generations",
      createCall(app, customer, { async: true }),
    );
    // The contract's own field; the server's tests hold it to that.
    const { id } = (await reply.json()) as { id: string };
    await sql`
      insert into bench_accounts
      select ${index + 1}, ${customer.accountId}, key_id, hash, ${id}
      from key_secrets where key_id = ${customer.keyId}
    `;
  }
  await sql.end();
}

async function pollsOf(app: App, customers: Customer[]): Promise<Call[]> {
  const sql = postgres(app.databaseUrl, { max: 1 });
  const rows = await sql`select n, generation_id from bench_accounts order by n`;
  await sql.end();
  return rows.map((row, index) => ({
    method: "GET",
    url: `${app.url}/api/v1/generations/${row.generation_id}`,
    headers: { authorization: `Bearer ${customers[index]?.key}` },
  }));
}

async function pollStatements(): Promise<string[]> {
  const hashes = `array(${columnOf(":n", "key_hash")})`;
  const ids = `array(${columnOf(":n", "generation_id")})`;
  const accountIds = `array(${columnOf(":n", "account_id")})`;
  return [
    await statement("keys.authenticateKeys", { hashes, dialect: "'hub'", addresses: "'{}'" }),
    await statement("generations.findGenerations", { ids, accountIds }),
  ];
}

async function startUpstream() {
  const path = new URL("upstream.ts", import.meta.url).pathname;
  const child = Bun.spawn([process.execPath, path], { stdin: "pipe", stderr: "inherit" });
  const { value } = await child.stdout.getReader().read();
  if (value === undefined) throw new Error("The upstream did not start.");
  const stop = async () => {
    child.stdin.end();
    await child.exited;
  };
  return { url: new TextDecoder().decode(value).trim(), stop };
}

function mustBe({ statuses }: Measured, status: string): void {
  if (Object.keys(statuses).join() === status) return;
  throw new Error(`Not every reply was a ${status}: ${JSON.stringify(statuses)}`);
}

function table(rows: string[][]): void {
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of rows) {
    say(
      row
        .map((cell, column) => pad(cell, widths?.[column] ?? 0, column))
        .join("  ")
        .trimEnd(),
    );
  }
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 || !/^[\d.]+$/.test(cell) ? cell.padEnd(width) : cell.padStart(width);
}

function ms(value: number): string {
  return value.toFixed(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
