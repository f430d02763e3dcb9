import { expect } from "bun:test";
import { migrate } from "../../../src/database/migrate.ts";
import { openMaintenanceConnection } from "../../../src/database/db.ts";
import { createLog } from "../../../src/foundation/log.ts";
import { type App, type Customer, startApp } from "../app.ts";
import { eventually, HANG_MS } from "../eventually.ts";
import { findViolations } from "../invariants.ts";
import { createHubGeneration } from "../hub-client.ts";
import { startUpstream, type Upstream } from "../upstream.ts";
import { type BreakablePostgres, startBreakablePostgres } from "./postgres.ts";
import { type Process, startProcess } from "./process.ts";

/**
 * Postgres, an API in this process, worker processes and a provider whose calls are paid, for one test.
 */
export interface Deployment {
  postgres: BreakablePostgres;
  /** The API, without a worker. */
  app: App;
  customer: Customer;
  /** The provider; `upstream.calls` are the calls it received. */
  upstream: Upstream;
  workers: Process[];
  /** Starts one more process on the same database, provider and files; it is stopped at the end. */
  start(command: "serve" | "worker", env?: Record<string, string>): Promise<Process>;
  /**
   * Accepts one generation with this prompt, such as "#up:delay:3000", and returns its id. May be
   * repeated after an outage: there is one generation a prompt.
   */
  create(prompt: string): Promise<string>;
  /** Runs a statement on a new connection. */
  ask(text: string): Promise<Record<string, unknown>[]>;
  /** Waits until every generation has ended, and returns them in the order of their creation. */
  allEnded(timeoutMs?: number): Promise<FinishedGeneration[]>;
}

export interface FinishedGeneration {
  id: string;
  prompt: string;
  status: string;
  delivered: number;
}

export interface DeploymentOptions {
  /** How many worker processes; 1 if left out. */
  workers?: number;
  env?: Record<string, string>;
}

/**
 * Runs a scenario on a deployment. Afterwards each process must end with exit code 0 after SIGTERM,
 * and the database must hold every invariant. Everything is stopped and removed in any case.
 */
export async function withDeployment(
  options: DeploymentOptions,
  act: (deployment: Deployment) => Promise<void>,
): Promise<void> {
  const postgres = await startBreakablePostgres();
  const upstream = await startUpstream();
  const processes: Process[] = [];
  let app: App | undefined;
  try {
    const provider = {
      PROVIDER: "openai",
      OPENAI_API_KEY: "sk-test",
      OPENAI_BASE_URL: upstream.url,
    };
    const env = { ...provider, ...options.env };
    await migrate(postgres.url, createLog("error"));
    const database = { url: postgres.url, drop: async () => {} };
    app = await startApp({ worker: false, env, database });
    const deployment = await open({ app, postgres, upstream, env, processes });
    for (let count = options.workers ?? 1; count > 0; count--) {
      deployment.workers.push(await deployment.start("worker"));
    }
    await act(deployment);
    for (const each of processes) each.kill("SIGTERM");
    for (const each of processes) expect([each.name, await each.exited()]).toEqual([each.name, 0]);
    expect(await findViolations(postgres.url)).toEqual([]);
  } catch (error) {
    for (const each of processes)
      process.stderr.write(`--- ${each.name}\n${each.log().slice(-20_000)}\n`);
    throw error;
  } finally {
    for (const each of processes) each.kill("SIGKILL");
    await postgres.thaw().catch(() => undefined);
    await app?.stop();
    await upstream.stop();
    await postgres.close();
  }
}

async function open(parts: {
  app: App;
  postgres: BreakablePostgres;
  upstream: Upstream;
  env: Record<string, string>;
  processes: Process[];
}): Promise<Deployment> {
  const { app, postgres, upstream, env, processes } = parts;
  const customer = await app.customer({ credits: 100_000 });
  const ask = (text: string) => askOnce(postgres.url, text);
  return {
    app,
    postgres,
    upstream,
    customer,
    workers: [],
    ask,
    async start(command, more = {}) {
      const started = await startProcess(app, [command], { ...env, ...more });
      processes.push(started);
      return started;
    },
    async create(prompt) {
      const headers = { "idempotency-key": Bun.hash(prompt).toString(16) };
      const { status, body } = await createHubGeneration(customer, app.url, {
        async: true,
        prompt,
        headers,
      });
      expect(status).toBe(202);
      return body.id ?? "";
    },
    async allEnded(timeoutMs = HANG_MS) {
      const live = "select 1 from generations where finished_at is null";
      const message = "some generations have not ended";
      await eventually(async () => (await ask(live)).length === 0, { timeoutMs, message });
      const all = "select id, prompt, status, delivered from generations order by created_at, id";
      // The columns are of these types.
      return (await ask(all)) as unknown as FinishedGeneration[];
    },
  };
}

async function askOnce(url: string, text: string): Promise<Record<string, unknown>[]> {
  const sql = openMaintenanceConnection(url);
  try {
    return Array.from(await sql.unsafe(text));
  } finally {
    await sql.end();
  }
}

/** Returns the prompts of more than one call to the provider. */
export function repeatedCalls({ upstream }: Deployment): string[] {
  const prompts = upstream.calls.map(({ fields }) => String(fields.prompt));
  return prompts.filter((prompt, index) => prompts.indexOf(prompt) !== index);
}
