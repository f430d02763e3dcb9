import { connect as connectTcp, type Socket } from "node:net";
import postgres from "postgres";
import { addArrayTypes } from "./arrays.ts";
import { noAnswer } from "./outage.ts";

/** The rows of one statement. They are typed by the generated queries. */
export interface Result {
  rows: never[];
  rowCount: number;
}

/** One connection to Postgres. It does not reconnect; its owner opens a new one. */
export interface Connection {
  /** The URL of the host that it is connected to. */
  url: string;
  /** `performance.now()` at the opening. */
  openedAt: number;
  /** Returns whether either side has closed the connection. */
  isClosed(): boolean;
  /** Resolves when the connection is closed. */
  closed: Promise<void>;
  run(text: string, values: unknown[], options: { prepare: boolean }): Promise<Result>;
  /** Closes the connection gracefully, and its socket after one second in any case. */
  close(): Promise<void>;
  /** Closes the socket without notifying the server, which may not respond. */
  destroy(): void;
}

interface ConnectionOptions {
  /** The URL of one host. */
  url: string;
  timeoutMs: number;
  /** Server settings of the session, sent at startup. A pooler rejects most of them. */
  session?: Record<string, string>;
  onNotification?: (channel: string, payload: string) => void;
}

// TCP keepalive probes of an idle connection start after this time.
const KEEP_ALIVE_MS = 10_000;
const CLOSE_SECONDS = 1;
const GRACE_MS = 100;

/** Driver options. Column names are converted to camelCase, without the suffix for nullability. */
export const COLUMNS = {
  onnotice: () => {},
  transform: {
    column: { from: (name: string) => postgres.toCamel(name.replace(/[!?]$/, "")) },
  },
};

/**
 * Opens a connection and waits until the server accepts statements. Rejects with the error of the driver
 * or the socket, or with NO_ANSWER after `timeoutMs`.
 */
export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  const { url, timeoutMs, session, onNotification } = options;
  const wire: { socket?: Socket } = {};
  let isClosed = false;
  const ending = Promise.withResolvers<void>();
  const markClosed = () => {
    isClosed = true;
    ending.resolve();
  };
  const settings = {
    ...COLUMNS,
    max: 1,
    fetch_types: false,
    // The owner of the connection replaces it.
    max_lifetime: null,
    connect_timeout: timeoutMs / 1000,
    connection: { application_name: "darkroom", ...session },
    socket: (target: HostTarget) => openSocket(target, wire),
    onnotify: onNotification,
    onclose: markClosed,
  };
  // The types of the driver lack `onnotify`, which its own `listen` uses.
  const sql = postgres(url, settings as postgres.Options<Record<string, never>>);
  const destroy = () => {
    markClosed();
    sql.end({ timeout: 0 }).catch(() => undefined);
    wire.socket?.destroy();
  };
  await within(timeoutMs, "connecting", addArrayTypes(sql)).catch((error: unknown) => {
    destroy();
    throw error;
  });
  return {
    url,
    openedAt: performance.now(),
    isClosed: () => isClosed,
    closed: ending.promise,
    async run(text, values, { prepare }) {
      const rows = await sql.unsafe(text, toParameters(sql, values), { prepare });
      // The rows are typed by the generated queries.
      return { rows: rows as unknown as never[], rowCount: rows.count };
    },
    async close() {
      markClosed();
      await sql.end({ timeout: CLOSE_SECONDS });
      wire.socket?.destroy();
    },
    destroy,
  };
}

/**
 * Returns parameters for the driver. It infers the type of an array from its first element and would send
 * an array of booleans or dates as a single value. With type 0 the server determines the type.
 */
export function toParameters(
  sql: Pick<postgres.Sql, "typed">,
  values: unknown[],
): postgres.ParameterOrJSON<never>[] {
  const parameters = values.map((value) => (Array.isArray(value) ? sql.typed(value, 0) : value));
  // The driver's parameter type is a closed union; the generated query functions check the parameter types.
  return parameters as postgres.ParameterOrJSON<never>[];
}

/** Settles as `work` does, or rejects with NO_ANSWER after `ms`. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const giveUp = () => late.reject(noAnswer(what, ms));
  // If the event loop was blocked, a response that has already arrived is read before the timeout applies.
  let timer = setTimeout(() => (timer = setTimeout(giveUp, GRACE_MS)), Math.max(ms, 1));
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** The host that the driver connects to. */
interface HostTarget {
  host: string[];
  port: number[];
  path: string | undefined;
}

/**
 * Opens a socket for the driver, which does not expose its own. `wire` receives it before it is connected,
 * so that a socket without a response can be destroyed.
 */
export function openSocket(
  { host, port, path }: HostTarget,
  wire: { socket?: Socket } = {},
): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const [name = "localhost"] = host;
  const socket = path ? connectTcp(path) : connectTcp({ host: name, port: port[0] ?? 5432 });
  wire.socket = socket;
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  // Never removed, because an error without a listener ends the process.
  socket.on("error", reject);
  socket.once("close", () => reject(new Error("the socket was closed")));
  socket.once("connect", () => {
    // The driver reads the name for TLS from its socket.
    resolve(Object.assign(socket, { host: name }));
  });
  return promise;
}
