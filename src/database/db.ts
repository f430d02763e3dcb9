import postgres from "postgres";
import { listHostUrls } from "../foundation/database-hosts.ts";
import { openListener } from "./listener.ts";
import { openPool } from "./pool.ts";

/**
 * The database as the generated queries see it: one statement a call, with autocommit. There is no
 * way to open a transaction here: a move that needs one is a function in `sql/functions/`.
 */
export interface Db {
  query(text: string, values: unknown[]): Promise<{ rows: Row[]; rowCount: number }>;
  /**
   * The same for work that nobody waits for, such as finishing a generation: with a longer deadline, and
   * on connections that go to Postgres itself.
   */
  background: Pick<Db, "query">;
  /**
   * Calls back with each payload that arrives on a channel, and with undefined whenever listening has
   * begun or was interrupted. Returns a function that ends it.
   */
  listen(channel: string, onPayload: (payload: string | undefined) => void): () => void;
  /** One connection of its own that keeps session locks, replaced when it is lost; ends with `release`. */
  reserve(): Session;
  close(): Promise<void>;
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
export function prepareQuery<Params, Result>({ text, params }: Statement): Query<Params, Result> {
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

/** How a process uses its database. */
export interface DbOptions {
  /** How many statements may run at the same time. */
  connections: number;
  /** Where Postgres itself is reached, if `url` is a pooler. */
  directUrl?: string;
  /** Whether named prepared statements work on `url`; true if left out. */
  prepare?: boolean;
}

/**
 * Deadlines of statements. The server gives up a second earlier, so that most of what takes too long
 * has a certain outcome: `migrate` sets its `statement_timeout` for the pool, and the other sessions
 * set their own.
 */
export const DEADLINES = { poolMs: 8_000, backgroundMs: 31_000, sessionMs: 5_000 };

/**
 * Opens the database. Column names arrive in camelCase, without the mark that says whether they may be
 * null; keys inside JSON values stay as they are.
 */
export function openDb(url: string, options: DbOptions): Db {
  const { connections, directUrl = url, prepare = true } = options;
  const { poolMs, backgroundMs, sessionMs } = DEADLINES;
  const pool = openPool({ url, connections, deadlineMs: poolMs, prepare });
  const background = openPool({
    url: directUrl,
    connections: Math.ceil(connections / 2),
    deadlineMs: backgroundMs,
    prepare: true,
    session: timeouts(backgroundMs, 10_000),
  });
  const listener = openListener(directUrl);
  return {
    query: pool.query,
    background,
    listen: listener.subscribe,
    reserve() {
      const session = timeouts(sessionMs, sessionMs);
      const own = { url: directUrl, connections: 1, deadlineMs: sessionMs, prepare: true, session };
      const { query, close } = openPool(own);
      return { query, release: close };
    },
    async close() {
      await Promise.all([pool.close(), background.close(), listener.close()]);
    },
  };
}

function timeouts(deadlineMs: number, lockMs: number): Record<string, string> {
  const statementMs = deadlineMs - 1_000;
  return {
    statement_timeout: String(statementMs),
    lock_timeout: String(Math.min(lockMs, statementMs)),
  };
}

/** Settings of a session whose statements may take as long as they need, such as a migration. */
export const WITHOUT_TIMEOUTS = { statement_timeout: "0", lock_timeout: "0" };

/**
 * Opens one connection to make a database, to check it or to bring it up to date. Reads no types
 * beforehand, so arrays arrive as text. Of several hosts it takes the one that accepts writes.
 * `session` are server settings, which a pooler rejects.
 */
export function openMaintenanceConnection(
  url: string,
  session: { [setting: string]: string } = {},
): postgres.Sql {
  const isOneOfSeveral = (listHostUrls(url)?.length ?? 1) > 1;
  return postgres(url, {
    max: 1,
    connect_timeout: 10,
    onnotice: () => {},
    fetch_types: false,
    connection: { application_name: "darkroom", ...session },
    ...(isOneOfSeveral ? { target_session_attrs: "read-write" } : {}),
  });
}
