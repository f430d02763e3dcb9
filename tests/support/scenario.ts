import postgres from "postgres";
import { type App, type Customer, startApp } from "./app.ts";
import { type AccountState, readAccountState } from "./account-state.ts";
import { eventually } from "./eventually.ts";

/** A customer of the hub or of art, whose requests have the same form. */
export interface Scenario {
  app: App;
  customer: Customer;
  /** Part of every prompt, to identify the provider calls. */
  mark: string;
  /** Sends a valid create request with these changes. */
  create(fields?: object, headers?: Record<string, string>): Promise<Response>;
  /** The same as a form with these reference images. */
  createForm(...images: Blob[]): Promise<Response>;
  /** Changes the customer's key, in SQL. */
  alterKey(assignment: string): Promise<unknown>;
}

export function createScenario(app: App, customer: Customer): Scenario {
  const mark = `[${customer.accountId}]`;
  const path = "/api/v1/images/generations";
  return {
    app,
    customer,
    mark,
    create(fields = {}, headers = {}) {
      const body = JSON.stringify({ model: "gpt-image-2", prompt: mark, ...fields });
      const all = { "content-type": "application/json", ...headers };
      return customer.call(path, { method: "POST", headers: all, body });
    },
    createForm(...images) {
      const form = new FormData();
      form.append("model", "gpt-image-2");
      form.append("prompt", mark);
      for (const image of images) form.append("reference_image", image, "reference.png");
      return customer.call(path, { method: "POST", body: form });
    },
    alterKey: (assignment) =>
      app.ctx.db.query(`update keys set ${assignment} where id = $1`, [customer.keyId]),
  };
}

/** Sends a request with a valid key of another API. */
export async function withKeyOfOtherApi(
  { app }: Scenario,
  dialect: "plus" | "openai",
  send: (headers: { authorization: string }) => Promise<Response>,
): Promise<Response> {
  const { key } = await app.customer({ dialect });
  return send({ authorization: `Bearer ${key}` });
}

/** The results of requests to a damaged server, and the account before and after. */
export interface DamageReport<Result> {
  result: Result;
  before: AccountState;
  after: AccountState;
  /** The log lines of the server. */
  lines: string[];
}

/** An object of the database by its SQL name, or the database. */
export type MissingObject = "database" | `table ${string}` | `function ${string}`;

/**
 * Sends requests to a separate server whose database lacks an object. It is restored before the account
 * is read. `generationId` is the id of a queued generation.
 */
export async function sendToDamagedServer<Result>(
  missing: MissingObject,
  send: (scene: Scenario, generationId: string) => Promise<Result>,
  dialect: "hub" | "art" = "hub",
): Promise<DamageReport<Result>> {
  const app = await startApp({ worker: false });
  try {
    const scene = createScenario(app, await app.customer({ dialect }));
    const { id } = await (await scene.create(dialect === "hub" ? { async: true } : {})).json();
    const before = await readAccountState(app, scene.customer.accountId);
    const repair = missing === "database" ? await hideDatabase(app) : await hide(app, missing);
    const response = await send(scene, id).finally(repair);
    const after = await readAccountState(app, scene.customer.accountId);
    return { result: response, before, after, lines: app.lines };
  } finally {
    await app.stop();
  }
}

async function hide({ ctx }: App, missing: MissingObject): Promise<() => Promise<unknown>> {
  const [kind, name] = missing.split(" ");
  await ctx.db.query(`alter ${kind} ${name} rename to hidden`, []);
  return () => ctx.db.query(`alter ${kind} hidden rename to ${name}`, []);
}

/** Renames the database, and returns a function that restores it. */
export async function hideDatabase({ databaseUrl }: App): Promise<() => Promise<unknown>> {
  const name = new URL(databaseUrl).pathname.slice(1);
  const server = Object.assign(new URL(databaseUrl), { pathname: "/postgres" }).href;
  const sql = postgres(server, { max: 1, onnotice: () => {} });
  // In this order: an open or new connection prevents renaming.
  await sql`alter database ${sql(name)} allow_connections false`;
  // A connection that was being opened has its database in the list only later.
  const rename = async () => {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
    await sql`alter database ${sql(name)} rename to ${sql(`${name}_hidden`)}`;
    return true;
  };
  await eventually(rename, { message: "The database could not be renamed" });
  return async () => {
    await sql`alter database ${sql(`${name}_hidden`)} rename to ${sql(name)}`;
    await sql`alter database ${sql(name)} allow_connections true`;
    await sql.end();
  };
}

/** Moves the account to a separate plan with a monthly cap of 30 credits. */
export function setMonthlyCap(scene: Scenario): Promise<string> {
  return havePlan(scene, 30);
}

/** Gives the key a budget of one credit. */
export function setKeyBudget({ app, customer }: Scenario): Promise<unknown> {
  return app.ctx.db.query(
    `insert into key_budgets
    select id, 1, 'lifetime', '-infinity', 0, clock() from keys where account_id = $1`,
    [customer.accountId],
  );
}

/** Suspends the account. */
export function suspendAccount({ app, customer }: Scenario): Promise<unknown> {
  const sql = "update accounts set suspended_at = clock() where id = $1";
  return app.ctx.db.query(sql, [customer.accountId]);
}

/** Moves the account to a separate plan that excludes a dialect. */
export async function denyDialect(scene: Scenario, dialect: string): Promise<void> {
  const plan = await havePlan(scene, null);
  const sql = "insert into plan_access (plan_id, dialect, allowed) values ($1, $2, false)";
  await scene.app.ctx.db.query(sql, [plan, dialect]);
}

async function havePlan({ app, customer }: Scenario, cap: number | null): Promise<string> {
  const id = `plan-${customer.accountId.slice(-12)}`;
  const { query } = app.ctx.db;
  await query("insert into plans (id, name, monthly_credit_cap) values ($1, $1, $2)", [id, cap]);
  await query("update accounts set plan_id = $1 where id = $2", [id, customer.accountId]);
  return id;
}
