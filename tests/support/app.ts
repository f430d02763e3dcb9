import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningWorker, startWorker } from "../../jobs/worker.ts";
import { type Config, readConfig } from "../../src/foundation/config.ts";
import { type Context, openContext, toBackground } from "../../src/app/context.ts";
import * as accounts from "../../src/core/accounts/accounts.ts";
import * as credits from "../../src/core/billing/grants.ts";
import * as keys from "../../src/core/accounts/keys.ts";
import { prefixes } from "../../src/dialects/prefixes.ts";
import type { KeepAliveTimes } from "../../src/http/idle-timeout.ts";
import { createLog } from "../../src/foundation/log.ts";
import { startServer } from "../../src/server/listen.ts";
import { validateResponse } from "./contract-validator.ts";
import { createDatabase, type Database } from "./database.ts";
import { eventually } from "./eventually.ts";

type Env = Record<string, string>;

/** A complete server for tests: database, storage folder, API and worker in this process. */
export interface App {
  url: string;
  databaseUrl: string;
  dataDir: string;
  /** All log lines so far. */
  lines: string[];
  /** Resolves with the first log line of an event since the start. */
  logged(event: string): Promise<string>;
  ctx: Context;
  worker: RunningWorker | undefined;
  /** `fetch` with paths of this server. Every API response is validated against its document. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  customer(options?: CustomerOptions): Promise<Customer>;
  stop(): Promise<void>;
}

export interface CustomerOptions {
  credits?: number;
  planId?: string;
  dialect?: keyof typeof prefixes;
}

/** An account with one API key. */
export interface Customer {
  accountId: string;
  email: string;
  keyId: string;
  key: string;
  /** `fetch` of the app with the key. */
  call(path: string, init?: RequestInit): Promise<Response>;
}

export interface AppOptions {
  env?: Env;
  /** False: generations are accepted and stay queued. */
  worker?: boolean;
  /** True: the server has no admin, and sign-up requires a setup token. */
  setup?: boolean;
  /** Timeout of a client that sends nothing. */
  idleSeconds?: number;
  /** Timeout of a client that reads a response. */
  replySeconds?: number;
  /** The times of responses that start early. */
  keepAlive?: KeepAliveTimes;
  /** A migrated database. Default: a new one on the server of the tests. */
  database?: Database;
}

/** Starts an app. */
export async function startApp(options: AppOptions = {}): Promise<App> {
  const database = options.database ?? (await createDatabase());
  const dataDir = await mkdtemp(join(tmpdir(), "darkroom-test-"));
  const { lines, write, logged } = openJournal();
  const config = configOf({
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    PORT: "0",
    LOG_LEVEL: "debug",
    ...options.env,
  });
  const log = createLog(config.logLevel, write);
  const ctx = await openContext(config, log, database.url);
  if (!options.setup) await ctx.db.background.query("update setup set completed_at = clock()", []);
  const server = startServer(ctx, options);
  const worker = options.worker === false ? undefined : await startWorker(ctx, database.url);
  const send = fetchValidated(server.url);
  return {
    url: server.url,
    databaseUrl: database.url,
    dataDir,
    lines,
    logged,
    ctx,
    worker,
    fetch: send,
    // With the longer limits of background work, for a busy machine.
    customer: (wanted = {}) => openCustomer(toBackground(ctx), send, wanted),
    async stop() {
      ctx.startShutdown();
      await server.stop();
      await worker?.stop();
      await ctx.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
      const undeclared = lines.filter((line) => line.includes('"undeclared_error"'));
      if (undeclared.length > 0) throw new Error(undeclared.join("\n"));
    },
  };
}

function openJournal() {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const logged = (event: string): Promise<string> =>
    eventually(() => lines.find((line) => line.includes(`"event":"${event}"`)), {
      message: `"${event}" was not logged`,
    });
  return { lines, write, logged };
}

function configOf(env: Env): Config {
  const config = readConfig(env);
  if ("faults" in config) throw new Error(config.faults.join("\n"));
  return config;
}

function fetchValidated(url: string): App["fetch"] {
  return async (path, init = {}) => {
    const reply = await fetch(new URL(path, url), init);
    await validateResponse(new Request(new URL(path, url), { ...init, body: null }), reply);
    return reply;
  };
}

async function openCustomer(
  ctx: Context,
  send: App["fetch"],
  wanted: CustomerOptions,
): Promise<Customer> {
  const dialect = wanted.dialect ?? "hub";
  const account = await accounts.createAccount(ctx, {
    email: `${crypto.randomUUID()}@example.com`,
    planId: wanted.planId ?? "pro",
  });
  if (wanted.credits !== 0) {
    await credits.createGrant(ctx, {
      accountId: account.id,
      credits: wanted.credits ?? 1000,
      source: "purchase",
    });
  }
  const made = await keys.createKey(ctx, {
    accountId: account.id,
    dialect,
    prefix: prefixes[dialect],
  });
  return {
    accountId: account.id,
    email: account.email,
    keyId: made.id,
    key: made.key,
    call: (path, init = {}) => {
      const headers = new Headers(init.headers);
      if (!headers.has("authorization")) headers.set("authorization", `Bearer ${made.key}`);
      return send(path, { ...init, headers });
    },
  };
}
