import postgres from "postgres";
import { listHostUrls } from "../foundation/database-hosts.ts";
import { type History, openHistory } from "./replica.ts";
import { openListener } from "./listener.ts";
import { openPool, type Pool } from "./pool.ts";
import type { PoolState } from "./pool-state.ts";
import { connectToWritableHost } from "./writable-host.ts";

/**
 * The database interface of the generated queries: one statement per call, with autocommit. Transactions
 * cannot be opened; changes that require one are functions in `sql/functions/`.
 */
export interface Db {
  query(
    text: string,
    values: unknown[],
    /** In ms of `performance.now`. Default: that of a single statement. */
    deadline?: number,
  ): Promise<{ rows: Row[]; rowCount: number }>;
  /** Returns when the statements of a request must have ended, in ms of `performance.now`. */
  deadline(): number;
  /** Counts the duration of a statement that serves several requests as one of this request. */
  track<T>(work: () => Promise<T>): Promise<T>;
  /**
   * The same database without the deadline of a request. For statements that serve several requests, and to
   * identify the database.
   */
  shared: Db;
  /**
   * The same for work that no client waits for, such as finishing a generation: with a longer deadline,
   * and on direct connections to Postgres.
   */
  background: Pick<Db, "query">;
  /** The same for pages and exports of history, which a replica can serve. For statements that only read. */
  history: Pick<Db, "query"> & Pick<History, "readCounts">;
  /**
   * Calls `onPayload` with each payload on a channel, and with undefined when listening has started or was
   * interrupted. Returns a function that ends the subscription.
   */
  listen(channel: string, onPayload: (payload: string | undefined) => void): () => void;
  /** Opens a dedicated connection for session locks. It is replaced when it is lost, until `release`. */
  reserve(): Session;
  /** Returns the state of each pool of connections. Several dedicated connections have the same name. */
  readPools(): NamedPoolState[];
  close(): Promise<void>;
}

/** The state of the connections for requests, for background work, or of a dedicated connection. */
interface NamedPoolState extends PoolState {
  name: "requests" | "background" | "session";
}

/** A dedicated connection, which keeps session locks. */
export interface Session {
  query(text: string, values: unknown[]): Promise<{ rows: Row[]; rowCount: number }>;
  release(): Promise<void>;
}

// Rows are typed by the generated queries.
type Row = never;

/** A query in the form of the driver: `$1` in its text refers to the first name in `params`. */
interface Statement {
  text: string;
  params: string[];
}

/** A named query of `sql/queries`. */
interface Query<Params, Result> {
  /** Runs the query and returns its rows. An undefined parameter is null. */
  run(params: Params, db: Pick<Db, "query">): Promise<Result[]>;
}

/** Returns a callable query. The generator has already resolved its parameters. */
export function prepareQuery<Params, Result>({ text, params }: Statement): Query<Params, Result> {
  return {
    async run(given, db) {
      // The generated type has a member for each parameter name.
      const values = given as Record<string, unknown>;
      const { rows } = await db.query(
        text,
        params.map((name) => values[name] ?? null),
      );
      return rows;
    },
  };
}

/** Database options of a process. */
interface DbOptions {
  /** The maximum number of concurrent statements. */
  connections: number;
  /** The URL of Postgres itself, if `url` is a pooler. */
  directUrl?: string;
  /** Whether `url` supports named prepared statements. Default: true. */
  prepare?: boolean;
  /** A streaming replica, and what happens when it cannot be used for a time. */
  replica?: { url: string | undefined; onFailure: (cause: unknown) => void };
}

/**
 * Deadlines of statements. The `statement_timeout` of the server is one second shorter, so that the
 * outcome of most statements that time out is known. `migrate` sets it for the pool; the other sessions
 * set their own. `requestMs` is the deadline of all statements of one request together: clients are promised
 * an answer within ten seconds, and the rest is left for everything but the database.
 */
export const DEADLINES = {
  requestMs: 8_500,
  poolMs: 6_000,
  poolServerMs: 5_000,
  backgroundMs: 31_000,
  sessionMs: 5_000,
};

/**
 * Opens the database. Column names are converted to camelCase, without their nullability suffix; keys
 * inside JSON values are unchanged.
 */
export function openDb(url: string, options: DbOptions): Db {
  const { connections, directUrl = url, prepare = true } = options;
  const { requestMs, poolMs, backgroundMs, sessionMs } = DEADLINES;
  const pool = openPool({ url, connections, deadlineMs: poolMs, prepare });
  const background = openPool({
    url: directUrl,
    connections: Math.ceil(connections / 2),
    deadlineMs: backgroundMs,
    prepare: true,
    session: timeouts(backgroundMs, 10_000),
  });
  const history = openHistory({
    primary: pool.query,
    replicaUrl: options.replica?.url,
    connections: Math.ceil(connections / 2),
    onFailure: (cause) => options.replica?.onFailure(cause),
  });
  const sessions = new Set<Pool>();
  const listener = openListener(directUrl);
  const db: Db = {
    query: pool.query,
    deadline: () => performance.now() + requestMs,
    track: (work) => work(),
    get shared() {
      return db;
    },
    background,
    history,
    listen: listener.subscribe,
    reserve() {
      const session = timeouts(sessionMs, sessionMs);
      const own = { url: directUrl, connections: 1, deadlineMs: sessionMs, prepare: true, session };
      const dedicated = openPool(own);
      sessions.add(dedicated);
      const release = () => dedicated.close().finally(() => sessions.delete(dedicated));
      return { query: dedicated.query, release };
    },
    readPools: () => [
      { name: "requests", ...pool.state() },
      { name: "background", ...background.state() },
      ...[...sessions].map((each) => ({ name: "session" as const, ...each.state() })),
    ],
    async close() {
      const parts = [pool, background, history, listener];
      await Promise.all(parts.map((part) => part.close()));
    },
  };
  return db;
}

function timeouts(deadlineMs: number, lockMs: number): Record<string, string> {
  const statementMs = deadlineMs - 1_000;
  return {
    statement_timeout: String(statementMs),
    lock_timeout: String(Math.min(lockMs, statementMs)),
  };
}

/** Settings of a session without statement and lock timeouts, such as a migration. */
export const WITHOUT_TIMEOUTS = { statement_timeout: "0", lock_timeout: "0" };

/**
 * Opens one connection for creating, checking or migrating a database. Types are not fetched, so arrays
 * are returned as text. Of several hosts, the one that accepts writes is used; after a failure to connect to
 * one, the connection only can be closed. `session` holds server settings, which a pooler rejects.
 */
export function openMaintenanceConnection(
  url: string,
  session: { [setting: string]: string } = {},
): postgres.Sql {
  const urls = listHostUrls(url) ?? [url];
  const [first = url] = urls;
  const several = { socket: () => connectToWritableHost(urls) };
  return postgres(first, {
    max: 1,
    connect_timeout: 10,
    onnotice: () => {},
    fetch_types: false,
    connection: { application_name: "darkroom", ...session },
    ...(urls.length > 1 ? several : {}),
  });
}
