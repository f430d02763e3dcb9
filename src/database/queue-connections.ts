import pg from "pg";
import { type Hosts, openHosts } from "../foundation/database-hosts.ts";
import { isReadOnly } from "./outage.ts";
import { IS_READ_ONLY } from "./writable-host.ts";
import { WITHOUT_TIMEOUTS } from "./db.ts";
import type { Log } from "../foundation/log.ts";

/** Options of the job queue's connections. */
interface QueueConnections {
  max: number;
  /** Server settings of each session. */
  session?: { [setting: string]: string };
}

/** Timeouts of the job queue's statements on the server. */
export const QUEUE_TIMEOUTS = { statement_timeout: "30s", lock_timeout: "10s" };

// One second longer than `statement_timeout`.
const QUERY_MS = 31_000;
const CONNECT_MS = 10_000;
const KEEP_ALIVE_MS = 10_000;

/**
 * Opens connections for the job queue, which requires the driver `pg`. Of several hosts, the one that
 * accepts writes is used. Errors of idle connections are logged; without a listener they would end the
 * process.
 */
export function openConnections(log: Log, url: string, options: QueueConnections): pg.Pool {
  const { max, session = {} } = options;
  const hosts = openHosts(url);
  const isUnlimited = session === WITHOUT_TIMEOUTS;
  const connections = new pg.Pool({
    max,
    connectionString: withSession(hosts.current(), session),
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    // Applies to statements only; a connection that only listens runs none.
    ...(isUnlimited ? {} : { query_timeout: QUERY_MS }),
    ...(hosts.count > 1 ? { Client: createClientClass(hosts, session) } : {}),
  });
  if (hosts.count > 1) tryEachHost(connections, hosts);
  const note = (cause: Error) => {
    // Closing takes longer than its limit on a busy machine, and the server may stop before.
    if (!connections.ending) log.warn("queue_connection_lost", { cause });
  };
  connections.on("error", note);
  connections.on("connect", (client) => {
    client.on("error", note);
    endOnceReadOnly(client);
  });
  return connections;
}

/**
 * Ends a connection whose server became read-only, such as a demoted primary, so that the pool replaces it:
 * the queue repeats a failed statement on the same connection.
 */
function endOnceReadOnly(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const endAfterFailure = (...given: unknown[]) => {
    const result = query(...given);
    if (result instanceof Promise) {
      result.catch((error: unknown) => {
        if (isReadOnly(error)) client.end().catch(() => undefined);
      });
    }
    return result;
  };
  // The driver declares overloads for promises and for callbacks; a callback gets its error from the pool.
  client.query = endAfterFailure as pg.PoolClient["query"];
}

/** Makes each checkout of a connection try every host once. */
function tryEachHost(connections: pg.Pool, hosts: Hosts): void {
  const connect = connections.connect.bind(connections);
  const connectToAny = async (): Promise<pg.PoolClient> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await connect();
      } catch (error) {
        if (attempt >= hosts.count) throw error;
      }
    }
  };
  type Callback = (error?: Error, client?: pg.PoolClient, release?: () => void) => void;
  const checkout = (done?: Callback) => {
    const client = connectToAny();
    if (done === undefined) return client;
    client.then(
      (opened) => done(undefined, opened, (...given) => opened.release(...given)),
      (error: Error) => done(error, undefined, () => undefined),
    );
  };
  // The driver declares overloads for promises and for callbacks.
  connections.connect = checkout as pg.Pool["connect"];
}

function withSession(url: string, session: { [setting: string]: string }): string {
  const extended = new URL(url);
  const given = extended.searchParams.get("options") ?? "";
  const added = Object.entries(session).map(([name, value]) => `-c ${name}=${value}`);
  const options = [given, ...added].join(" ").trim();
  if (options !== "") extended.searchParams.set("options", options);
  return extended.href;
}

/** Returns a client class that connects to the current host, and leaves it if it fails or is read-only. */
function createClientClass(hosts: Hosts, session: { [setting: string]: string }) {
  function Client(config: pg.ClientConfig): pg.Client {
    const url = hosts.current();
    const client = new pg.Client({ ...config, connectionString: withSession(url, session) });
    // The pool listens only after the check below, and an error without a listener is uncaught. The
    // statement of the check rejects with it too.
    client.on("error", () => undefined);
    const connect = client.connect.bind(client);
    const connectWritable = async () => {
      try {
        await connect();
        const { rows } = await client.query<{ is_read_only: boolean }>(IS_READ_ONLY);
        if (rows[0]?.is_read_only === false) return;
        throw new Error("this host is read-only");
      } catch (error) {
        hosts.leave(url);
        client.end().catch(() => undefined);
        throw error;
      }
    };
    const settle = (done: (error?: Error) => void) => connectWritable().then(() => done(), done);
    // The pool constructs the class and calls `connect` with a callback.
    return Object.assign(client, { connect: settle as unknown as pg.Client["connect"] });
  }
  return Client as unknown as new () => pg.ClientBase;
}
