import { createBackoff } from "../foundation/backoff.ts";
import { type Connection, openConnection, type Result, within } from "./connection.ts";
import { openHosts } from "../foundation/database-hosts.ts";
import { openWritableConnection } from "./writable-host.ts";
import {
  isConnectionLost,
  isReadOnly,
  isUnanswered,
  noAnswer,
  notSent,
  toCallersError,
} from "./outage.ts";
import { countInterruptions, type Interruptions, type PoolState } from "./pool-state.ts";

/** A pool of shared connections, each of which runs one statement at a time. */
export interface Pool {
  /**
   * Runs one statement. Rejects with `unavailable` in an outage, at the latest at the deadline; the
   * connection is then closed. `latest` is an earlier deadline than that of the pool, in ms of
   * `performance.now`.
   */
  query(text: string, values: unknown[], latest?: number): Promise<Result>;
  state(): PoolState;
  close(): Promise<void>;
}

interface PoolOptions {
  /** May contain several hosts; the one that accepts writes is used. */
  url: string;
  connections: number;
  /** The maximum duration of `query`, including the wait for a connection. */
  deadlineMs: number;
  /** Whether named prepared statements work on these connections. */
  prepare: boolean;
  /** Server settings of each session. Only for direct connections to Postgres. */
  session?: Record<string, string>;
}

// With several hosts, so that time is left for another host.
const CONNECT_MS = 3_000;
const MAX_CONNECT_MS = 10_000;
// Between two attempts to connect.
const PAUSES = { firstMs: 50, longestMs: 1_000 };
// Statements wait this long for a restart of the server. In a longer outage they fail immediately.
const MAX_RESTART_MS = 3_000;
// A connection that was idle for this time is checked before use: a firewall may have dropped it.
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
  /** Resolves when a slot is free. */
  take(deadline: number): Promise<void>;
  free(): void;
  /** Resolves when all slots are free. */
  allFree(): Promise<void>;
  /** The number of taken slots, and of callers that wait for one. */
  count(): Pick<PoolState, "busy" | "waiting">;
}

/** Opens a pool. Connections are opened on demand. */
export function openPool(options: PoolOptions): Pool {
  const { deadlineMs, prepare } = options;
  const idle: Idle[] = [];
  const busy = new Set<Connection>();
  const slots = openSlots(options.connections);
  const interruptions = countInterruptions();
  const connect = openConnector(options, interruptions);
  let isClosed = false;

  async function query(text: string, values: unknown[], latest = Infinity): Promise<Result> {
    if (isClosed) throw notSent(new Error("the pool is closed"));
    const startedAt = performance.now();
    const deadline = Math.min(startedAt + deadlineMs, latest);
    if (deadline <= startedAt) throw notSent(noAnswer("earlier statements", 0));
    const hasEarlierDeadline = latest < startedAt + deadlineMs;
    await slots.take(deadline);
    try {
      const connection = (await takeIdle()) ?? (await connect(deadline));
      return await runOn(connection, deadline, { text, values, hasEarlierDeadline });
    } finally {
      slots.free();
    }
  }

  async function runOn(
    connection: Connection,
    deadline: number,
    statement: {
      text: string;
      values: unknown[];
      /** Whether its caller set an earlier deadline than that of the pool. */
      hasEarlierDeadline: boolean;
    },
  ): Promise<Result> {
    const { text, values, hasEarlierDeadline } = statement;
    const leftMs = deadline - performance.now();
    busy.add(connection);
    try {
      const result = await within(leftMs, "a statement", connection.run(text, values, { prepare }));
      keep(connection);
      return result;
    } catch (cause) {
      if (isReadOnly(cause)) connect.leave(connection.url);
      if (isConnectionLost(cause) || isReadOnly(cause)) {
        interruptions.lost();
        // The cause affects the other connections as well, unless an earlier deadline has passed.
        const others = hasEarlierDeadline && isUnanswered(cause) ? [] : idle.splice(0);
        for (const each of [{ connection }, ...others]) each.connection.destroy();
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
      const isOpen = !connection.isClosed();
      if (isOpen && (performance.now() - since < IDLE_MS || (await isAlive(connection))))
        return connection;
      interruptions.lost();
      // The others were idle for longer. To check each of them could take longer than the deadline.
      const others = isOpen ? idle.splice(0) : [];
      for (const each of [{ connection }, ...others]) each.connection.destroy();
    }
    return undefined;
  }

  async function close(): Promise<void> {
    isClosed = true;
    await within(CLOSE_MS, "closing", slots.allFree()).catch(() => undefined);
    // Their statements get no response, and an open socket would keep the process alive.
    for (const connection of busy) connection.destroy();
    await Promise.all(idle.splice(0).map(({ connection }) => connection.close()));
  }
  const state = () => ({ size: options.connections, ...slots.count(), ...interruptions.read() });
  return { query, state, close };
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
      // The slot is passed directly to the next statement.
      const next = waiting.shift();
      if (next !== undefined) return next();
      taken--;
      if (taken === 0) ending.splice(0).forEach((end) => end());
    },
    async allFree() {
      if (taken > 0) await new Promise<void>((resolve) => ending.push(resolve));
    },
    count: () => ({ busy: taken, waiting: waiting.length }),
  };
}

/** Opens connections to the host that accepts writes, and tracks the start of an outage. */
function openConnector({ url, session }: PoolOptions, interruptions: Interruptions) {
  const hosts = openHosts(url);
  let downSince: number | undefined;

  async function connect(deadline: number): Promise<Connection> {
    const backoff = createBackoff(PAUSES);
    for (let attempt = 1; ; attempt++) {
      const from = hosts.current();
      const leftMs = deadline - performance.now();
      try {
        const maxMs = hosts.count > 1 ? CONNECT_MS : MAX_CONNECT_MS;
        const connection = await open(from, Math.min(maxMs, leftMs));
        downSince = undefined;
        interruptions.connected();
        return connection;
      } catch (cause) {
        const now = performance.now();
        downSince ??= now;
        interruptions.unreachable();
        hosts.leave(from);
        const isOutage = now - downSince > MAX_RESTART_MS && attempt >= hosts.count;
        if (isOutage || now + backoff.nextMs() > deadline || !isTemporary(cause))
          throw notSent(cause);
        await backoff.wait();
      }
    }
  }

  function open(host: string, timeoutMs: number): Promise<Connection> {
    const options = { url: host, timeoutMs, ...(session && { session }) };
    return hosts.count === 1 ? openConnection(options) : openWritableConnection(options);
  }
  return Object.assign(connect, { leave: hosts.leave });
}

// Waiting does not help against other errors, such as a rejected password.
function isTemporary(cause: unknown): boolean {
  return isConnectionLost(cause) || isReadOnly(cause);
}
