import postgres from "postgres";
import { AppError } from "./errors.ts";

/**
 * The database as the generated queries see it: one statement a call, with autocommit. There is no
 * way to open a transaction here: a move that needs one is a function in `sql/functions/`.
 */
export interface Db {
  query(text: string, values: unknown[]): Promise<{ rows: Row[]; rowCount: number }>;
  /** Calls back with each payload that arrives on a channel, and with undefined after a reconnect. */
  listen(channel: string, onPayload: (payload: string | undefined) => void): Promise<Listener>;
  /** One connection of its own that keeps session locks; ends with `release`. */
  reserve(): Promise<Session>;
  close(): Promise<void>;
}

export interface Listener {
  stop(): Promise<void>;
}

export interface Session {
  query(text: string, values: unknown[]): Promise<{ rows: Row[]; rowCount: number }>;
  release(): Promise<void>;
}

// The generated queries give rows their types.
type Row = never;

/** A query as the driver takes it: `$1` in its text stands for the first of `params`. */
interface Statement {
  text: string;
  params: string[];
}

/** A named query of `sql/queries`. */
export interface Query<Params, Result> {
  /** Runs it, and answers its rows. */
  run(params: Params, db: Pick<Db, "query">): Promise<Result[]>;
}

/**
 * Makes a named query callable. What the library of the generator would work out anew for each call,
 * and read a grammar for at each start, stands in `generated/queries` already.
 */
export function prepare<Params, Result>({ text, params }: Statement): Query<Params, Result> {
  return {
    async run(given, db) {
      // What its names are, the generator has made a type of.
      const values = given as Record<string, unknown>;
      const { rows } = await db.query(
        text,
        params.map((name) => values[name]),
      );
      return rows;
    },
  };
}

/**
 * Opens a pool. Column names arrive in camelCase, without the mark that tells whether they may be
 * null; keys inside JSON values stay as they are.
 */
export function openDb(url: string, options: { connections: number }): Db {
  const pool = connect(url, options.connections);
  return {
    query: (text, values) => run(pool, text, values),
    async listen(channel, onPayload) {
      let first = true;
      const { unlisten } = await pool.listen(channel, onPayload, () => {
        if (!first) onPayload(undefined);
        first = false;
      });
      return { stop: () => unlisten() };
    },
    async reserve() {
      const own = connect(url, 1);
      return {
        query: (text, values) => run(own, text, values),
        release: () => own.end({ timeout: 1 }),
      };
    },
    close: () => pool.end({ timeout: 5 }),
  };
}

/**
 * Opens one connection for who looks after a database rather than uses it: makes it, checks it or
 * brings it up to date. Asks nothing beforehand, so arrays arrive as text.
 */
export function openByHand(url: string): postgres.Sql {
  return postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {}, fetch_types: false });
}

/** How the generated queries are planned, and how their columns arrive. */
export const QUERYING = {
  onnotice: () => {},
  transform: {
    column: { from: (name: string) => postgres.toCamel(name.replace(/[!?]$/, "")) },
  },
  connection: {
    application_name: "darkroom",
    statement_timeout: 30_000,
    lock_timeout: 10_000,
    // Every statement is a short one that runs over and over: planning it anew for its values would
    // cost more than running it, and the plan would depend on whose account it is for.
    plan_cache_mode: "force_generic_plan",
  },
};

function connect(url: string, connections: number) {
  return postgres(url, { ...QUERYING, max: connections, connect_timeout: 10 });
}

async function run(pool: postgres.Sql, text: string, values: unknown[]) {
  // The driver's own parameter type is a closed union; the generated query functions check theirs.
  const query = pool.unsafe(text, values as postgres.ParameterOrJSON<never>[], { prepare: true });
  const rows = await query.catch((cause: Error) => {
    throw isAway(cause) ? unavailable(cause) : cause;
  });
  return { rows: rows as unknown as never[], rowCount: rows.count };
}

// The server cannot be reached, is starting, stopping or full, or has no such database: SQLSTATE
// classes 08, 53 and 57P, 3D000, and what the driver and the socket call it.
const AWAY =
  /^(?:08\w{3}|53\w{3}|57P\w\d|3D000|CONNECT(?:ION)?_\w+|ECONN\w+|E(?:PIPE|TIMEDOUT|NOTFOUND)|EAI_\w+)$/;

function isAway(cause: Error): boolean {
  return "code" in cause && typeof cause.code === "string" && AWAY.test(cause.code);
}

function unavailable(cause: Error): AppError {
  const message = "The service is unavailable at the moment. Try again later.";
  return new AppError("unavailable", message, { cause, details: { retryAfterSeconds: 5 } });
}
