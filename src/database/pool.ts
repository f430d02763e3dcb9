import { type Connection, openConnection, type Result, within } from "./connection.ts";
import { openHosts } from "../foundation/database-hosts.ts";
import { isConnectionLost, isReadOnly, noAnswer, notSent, toCallersError } from "./outage.ts";

/** Connections that are shared, one statement at a time on each. */
export interface Pool {
  /**
   * Runs one statement. Rejects with `unavailable` in an outage, at the latest when the deadline is
   * over; the connection is then dropped.
   */
  query(text: string, values: unknown[]): Promise<Result>;
  close(): Promise<void>;
}

export interface PoolOptions {
  /** May name several hosts: the one that accepts writes is used. */
  url: string;
  connections: number;
  /** From the call of `query` to its end; the wait for a connection is part of it. */
  deadlineMs: number;
  /** Whether named prepared statements work on these connections. */
  prepare: boolean;
  /** Settings of each session, where the connection goes to Postgres itself. */
  session?: Record<string, string>;
}

// For one of several hosts, so that there is time for another one.
const CONNECT_MS = 3_000;
const LONGEST_CONNECT_MS = 10_000;
// Between two attempts to connect.
const SHORTEST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;
// A statement waits out a restart of the server this long. In a longer outage it fails at once.
const PATIENCE_MS = 3_000;
// A connection that was idle for so long is checked before use: a firewall may have forgotten it.
const IDLE_MS = 30_000;
const CHECK_MS = 1_000;
// A connection is replaced after this time, so that a server's memory for it is freed.
const LIFETIME_MS = 45 * 60_000;
const CLOSE_MS = 5_000;

interface Idle {
  connection: Connection;
  since: number;
}

interface Slots {
  /** Resolves once fewer than the allowed number of statements run. */
  take(deadline: number): Promise<void>;
  free(): void;
  /** Resolves once none runs. */
  allFree(): Promise<void>;
}

/** Opens a pool; connections are opened when they are needed. */
export function openPool(options: PoolOptions): Pool {
  const { deadlineMs, prepare } = options;
  const idle: Idle[] = [];
  const busy = new Set<Connection>();
  const slots = openSlots(options.connections);
  const connect = openConnector(options);
  let isClosed = false;

  async function query(text: string, values: unknown[]): Promise<Result> {
    if (isClosed) throw notSent(new Error("the pool is closed"));
    const deadline = performance.now() + deadlineMs;
    await slots.take(deadline);
    try {
      const connection = (await takeIdle()) ?? (await connect(deadline));
      return await runOn(connection, deadline, { text, values });
    } finally {
      slots.free();
    }
  }

  async function runOn(
    connection: Connection,
    deadline: number,
    statement: { text: string; values: unknown[] },
  ): Promise<Result> {
    const { text, values } = statement;
    const leftMs = deadline - performance.now();
    busy.add(connection);
    try {
      const result = await within(leftMs, "a statement", connection.run(text, values, { prepare }));
      keep(connection);
      return result;
    } catch (cause) {
      if (isReadOnly(cause)) connect.leave(connection.url);
      if (isConnectionLost(cause) || isReadOnly(cause)) {
        // What broke or demoted this one did the same to the others.
        for (const each of [{ connection }, ...idle.splice(0)]) each.connection.destroy();
      } else {
        keep(connection);
      }
      throw toCallersError(cause, true);
    } finally {
      busy.delete(connection);
    }
  }

  function keep(connection: Connection): void {
    const age = performance.now() - connection.openedAt;
    if (connection.isClosed()) connection.destroy();
    else if (isClosed || age > LIFETIME_MS) void connection.close();
    else idle.push({ connection, since: performance.now() });
  }

  async function takeIdle(): Promise<Connection | undefined> {
    for (let last = idle.pop(); last !== undefined; last = idle.pop()) {
      const { connection, since } = last;
      const isFresh = performance.now() - since < IDLE_MS;
      if (!connection.isClosed() && (isFresh || (await isAlive(connection)))) return connection;
      connection.destroy();
    }
    return undefined;
  }

  async function close(): Promise<void> {
    isClosed = true;
    await within(CLOSE_MS, "closing", slots.allFree()).catch(() => undefined);
    // They get no answer any more, and an open socket would keep the process alive.
    for (const connection of busy) connection.destroy();
    await Promise.all(idle.splice(0).map(({ connection }) => connection.close()));
  }
  return { query, close };
}

async function isAlive(connection: Connection): Promise<boolean> {
  const check = connection.run("select 1", [], { prepare: false });
  return within(CHECK_MS, "a check", check).then(
    () => true,
    () => false,
  );
}

function openSlots(size: number): Slots {
  const waiting: (() => void)[] = [];
  const ending: (() => void)[] = [];
  let taken = 0;
  return {
    async take(deadline) {
      if (taken < size) return void taken++;
      const turn = Promise.withResolvers<void>();
      waiting.push(turn.resolve);
      const leftMs = deadline - performance.now();
      const late = () => {
        const index = waiting.indexOf(turn.resolve);
        if (index < 0) return;
        waiting.splice(index, 1);
        turn.reject(notSent(noAnswer("a wait for a connection", leftMs)));
      };
      const timer = setTimeout(late, leftMs);
      await turn.promise.finally(() => clearTimeout(timer));
    },
    free() {
      // The slot goes to the next statement without being free in between.
      const next = waiting.shift();
      if (next !== undefined) return next();
      taken--;
      if (taken === 0) ending.splice(0).forEach((end) => end());
    },
    async allFree() {
      if (taken > 0) await new Promise<void>((resolve) => ending.push(resolve));
    },
  };
}

/** Opens connections to the host that accepts writes, and remembers since when none could be opened. */
function openConnector({ url, session }: PoolOptions) {
  const hosts = openHosts(url);
  let downSince: number | undefined;

  async function connect(deadline: number): Promise<Connection> {
    let pauseMs = SHORTEST_PAUSE_MS;
    for (let attempt = 1; ; attempt++) {
      const from = hosts.current();
      const leftMs = deadline - performance.now();
      try {
        const longestMs = hosts.count > 1 ? CONNECT_MS : LONGEST_CONNECT_MS;
        const timeoutMs = Math.min(longestMs, leftMs);
        const connection = await openWritable(from, timeoutMs);
        downSince = undefined;
        return connection;
      } catch (cause) {
        const now = performance.now();
        downSince ??= now;
        hosts.leave(from);
        const isLongDown = now - downSince > PATIENCE_MS && attempt >= hosts.count;
        if (isLongDown || now + pauseMs > deadline || !isTemporary(cause)) throw notSent(cause);
        await Bun.sleep(pauseMs);
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
      }
    }
  }

  async function openWritable(host: string, timeoutMs: number): Promise<Connection> {
    const connection = await openConnection({ url: host, timeoutMs, ...(session && { session }) });
    if (hosts.count === 1) return connection;
    try {
      const asked = connection.run(IS_READ_ONLY, [], { prepare: false });
      const { rows } = await within(timeoutMs, "a check of the host", asked);
      // The statement below has this one column.
      const [row] = rows as { isReadOnly: boolean }[];
      if (row?.isReadOnly === false) return connection;
      throw Object.assign(new Error("this host is read-only"), { code: "25006" });
    } catch (error) {
      connection.destroy();
      throw error;
    }
  }
  return Object.assign(connect, { leave: hosts.leave });
}

/** Asks whether a host rejects writes: a standby, or a primary that was demoted. */
export const IS_READ_ONLY = `
  select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as is_read_only`;

// Anything else, such as a rejected password, does not pass by waiting.
function isTemporary(cause: unknown): boolean {
  return isConnectionLost(cause) || isReadOnly(cause);
}
