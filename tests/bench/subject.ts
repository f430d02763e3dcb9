/** Darkroom as the benchmark measures it: processes from source on a database of their own. */
import postgres from "postgres";
import { join } from "node:path";
import { type App, type Customer, startApp } from "../support/app.ts";
import { findFreePort } from "../support/ports.ts";
import { eventually } from "../support/eventually.ts";
import { readParent } from "./process-usage.ts";

const MAIN = join(import.meta.dir, "../../src/main.ts");
const CREDITS = 100_000_000;
const START_MS = 60_000;

/** A database with customers, whose processes are started by `start`. */
export interface Subject extends AsyncDisposable {
  /** Creates customers; no row measures its server. */
  app: App;
  customers: Customer[];
  sql: postgres.Sql;
  /** The pid of Postgres. */
  postgresPid: number;
  /** Starts a process of the program. Settings are environment variables. */
  start(args: string[], env?: Record<string, string>): Promise<SubjectProcess>;
}

/** A process of the program. It ends with its scope. */
export interface SubjectProcess extends AsyncDisposable {
  pid: number;
  /** The base URL of a server. */
  url: string;
}

/** Creates a database with customers of the Image Hub API. `env` are settings of `app`. */
export async function openSubject(
  accounts: number,
  env: Record<string, string> = {},
): Promise<Subject> {
  const app = await startApp({ worker: false, env: { LOG_LEVEL: "warn", ...env } });
  const customers: Customer[] = [];
  while (customers.length < accounts) customers.push(await app.customer({ credits: CREDITS }));
  const sql = postgres(app.databaseUrl, { max: 1, onnotice: () => {} });
  const [row] = await sql`select pg_backend_pid() as pid`;
  return {
    app,
    customers,
    sql,
    postgresPid: readParent(row?.pid),
    start: (args, settings = {}) => startProcess(app, args, settings),
    async [Symbol.asyncDispose]() {
      await sql.end();
      await app.stop();
    },
  };
}

async function startProcess(
  app: App,
  args: string[],
  env: Record<string, string>,
): Promise<SubjectProcess> {
  const url = `http://127.0.0.1:${findFreePort()}`;
  const child = Bun.spawn([process.execPath, MAIN, ...args], {
    stdout: "ignore",
    // As in production, the log is written somewhere.
    stderr: Bun.file(join(app.dataDir, "bench.log")),
    env: {
      PATH: process.env.PATH ?? "",
      DATABASE_URL: app.databaseUrl,
      DATA_DIR: app.dataDir,
      PUBLIC_URL: url,
      PORT: new URL(url).port,
      ...env,
    },
  });
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  if (args[0] === "serve") {
    await eventually(isReady, { timeoutMs: START_MS, message: "The server did not start" });
  }
  return {
    pid: child.pid,
    url,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.exited;
    },
  };
}
