import { setTimeout } from "node:timers/promises";
import { type Connection, openConnection, type Result, within } from "./connection.ts";
import type { Pool } from "./pool.ts";

/** Reads lists and reports that can be long, from a replica of the database if there is one. */
export interface History {
  /**
   * Runs a statement that only reads. Its result contains everything that was committed before the call: the
   * replica is used only once it has replayed that, and the primary otherwise.
   */
  query: Pool["query"];
  /** Returns how many statements the replica and the primary have run. Undefined without a replica. */
  readCounts(): Record<"replica" | "primary", number> | undefined;
  close(): Promise<void>;
}

interface HistoryOptions {
  primary: Pool["query"];
  /** One host, or a balancer. Undefined: the primary runs all statements. */
  replicaUrl: string | undefined;
  connections: number;
  /** Is called when the replica cannot be used for a time. */
  onFailure: (cause: unknown) => void;
}

/** A statement, and when it must have ended, in ms of `performance.now`. */
interface Statement {
  text: string;
  values: unknown[];
  latest: number;
}

/** What the primary had committed at a time. */
interface State {
  position: string;
  identity: string;
}

// A statement of a request has six seconds. Half of them are left for the primary.
const REPLICA_MS = 3_000;
const LIFETIME_MS = 45 * 60_000;
// A replica is usually a few milliseconds behind. After the last pause the primary answers sooner than it.
const REPLAY_PAUSES_MS = [0, 5, 15, 30, 50];
// A replica that has failed, or was too far behind, is not asked again for this time.
const FAILURE_PAUSE_MS = 10_000;
const LAG_PAUSE_MS = 1_000;

// Two servers can have databases of one name, and one server several databases.
const IDENTITY = "(select system_identifier from pg_control_system()) || '/' || current_database()";
const STATE = `select pg_current_wal_insert_lsn()::text as position, ${IDENTITY} as identity`;
const HAS_REPLAYED = `
  select pg_last_wal_replay_lsn() >= $1::text::pg_lsn as has_replayed, ${IDENTITY} = $2 as is_same`;

/** Opens the reader. It connects to the replica at its first statement. */
export function openHistory(options: HistoryOptions): History {
  const { primary, replicaUrl, onFailure } = options;
  if (replicaUrl === undefined)
    return { query: primary, readCounts: () => undefined, close: async () => {} };
  const connections = openConnections(replicaUrl, options.connections);
  const counts = { replica: 0, primary: 0 };
  let pausedUntil = 0;

  async function readReplica(statement: Statement): Promise<Result | undefined> {
    if (performance.now() < pausedUntil) return undefined;
    // Before the first wait, because others start during it.
    using place = connections.reserve();
    if (place === undefined) return undefined;
    const { rows } = await primary(STATE, [], statement.latest);
    const latest = Math.min(statement.latest, performance.now() + REPLICA_MS);
    try {
      const result = await connections.use(latest, (connection) =>
        runAtState(connection, rows[0], { ...statement, latest }),
      );
      if (result === undefined) pausedUntil = performance.now() + LAG_PAUSE_MS;
      return result;
    } catch (cause) {
      pausedUntil = performance.now() + FAILURE_PAUSE_MS;
      onFailure(cause);
    }
    return undefined;
  }
  return {
    async query(text, values, latest = Infinity) {
      const result = await readReplica({ text, values, latest });
      counts[result === undefined ? "primary" : "replica"]++;
      return result ?? primary(text, values, latest);
    },
    readCounts: () => ({ ...counts }),
    close: connections.close,
  };
}

/**
 * Waits shortly until the replica has replayed a state, and runs a statement. Both need the same connection,
 * because a balancer can distribute connections to several replicas. Returns undefined if the replica is
 * behind, and throws if it belongs to another database.
 */
async function runAtState(
  connection: Connection,
  state: State | undefined,
  { text, values, latest }: Statement,
): Promise<Result | undefined> {
  const run = (statement: string, given: unknown[]) =>
    within(
      latest - performance.now(),
      "a statement of the replica",
      // A pooler in front of the replica may not track prepared statements.
      connection.run(statement, given, { prepare: false }),
    );
  for (const pauseMs of REPLAY_PAUSES_MS) {
    if (pauseMs > 0) await setTimeout(pauseMs);
    const { rows } = await run(HAS_REPLAYED, [state?.position, state?.identity]);
    // The statement has these columns.
    const [row] = rows as { hasReplayed: boolean | null; isSame: boolean }[];
    if (row?.isSame !== true) throw new Error("the replica belongs to another database");
    if (row.hasReplayed === true) return run(text, values);
  }
  return undefined;
}

/** Keeps connections for exclusive use, each in a place that was reserved. A failed one is closed. */
function openConnections(url: string, size: number) {
  const idle: Connection[] = [];
  let used = 0;
  let isClosed = false;

  async function take(latest: number): Promise<Connection> {
    for (let last = idle.pop(); last !== undefined; last = idle.pop()) {
      const isOld = performance.now() - last.openedAt > LIFETIME_MS;
      if (!last.isClosed() && !isOld) return last;
      last.destroy();
    }
    return openConnection({ url, timeoutMs: latest - performance.now() });
  }
  return {
    /** Reserves the place of a connection until it is disposed. Returns undefined if all are reserved. */
    reserve(): Disposable | undefined {
      if (used >= size) return undefined;
      used++;
      return { [Symbol.dispose]: () => void used-- };
    },
    async use<T>(latest: number, act: (connection: Connection) => Promise<T>): Promise<T> {
      let connection: Connection | undefined;
      try {
        connection = await take(latest);
        const result = await act(connection);
        if (isClosed) connection.destroy();
        else idle.push(connection);
        return result;
      } catch (error) {
        connection?.destroy();
        throw error;
      }
    },
    async close(): Promise<void> {
      isClosed = true;
      await Promise.all(idle.splice(0).map((connection) => connection.close()));
    },
  };
}
