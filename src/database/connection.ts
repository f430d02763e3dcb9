import { connect as connectTcp, type Socket } from "node:net";
import postgres from "postgres";
import { noAnswer } from "./outage.ts";

/** Rows of one statement. The generated queries give them their types. */
export interface Result {
  rows: never[];
  rowCount: number;
}

/** One connection to Postgres. It does not reconnect: a new one is opened in its place. */
export interface Connection {
  /** The URL of the one host that it is connected to. */
  url: string;
  /** From `performance.now`. */
  openedAt: number;
  /** Whether it was closed, by either side. */
  isClosed(): boolean;
  /** Resolves when it was closed. */
  closed: Promise<void>;
  run(text: string, values: unknown[], options: { prepare: boolean }): Promise<Result>;
  /** Closes it in order, and its socket after a second in any case. */
  close(): Promise<void>;
  /** Drops it without a word to the server, which may not answer. */
  destroy(): void;
}

export interface ConnectionOptions {
  /** The URL of one host. */
  url: string;
  timeoutMs: number;
  /** Server settings of the session, sent when it starts. A pooler rejects most of them. */
  session?: Record<string, string>;
  onNotification?: (channel: string, payload: string) => void;
}

// Probes of an idle connection begin after this time.
const KEEP_ALIVE_MS = 10_000;
const CLOSE_SECONDS = 1;
const GRACE_MS = 100;

/** How columns arrive: camelCase, without the mark that says whether they may be null. */
export const COLUMNS = {
  onnotice: () => {},
  transform: {
    column: { from: (name: string) => postgres.toCamel(name.replace(/[!?]$/, "")) },
  },
};

/**
 * Connects and waits until the server is ready for statements. Rejects with the driver's or the
 * socket's error, or with NO_ANSWER after `timeoutMs`.
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
    // This connection is replaced by its owner, which knows why.
    max_lifetime: null,
    connect_timeout: timeoutMs / 1000,
    connection: { application_name: "darkroom", ...session },
    socket: (where: Where) => openSocket(where, wire),
    onnotify: onNotification,
    onclose: markClosed,
  };
  // The driver's types leave out `onnotify`, which its own `listen` uses.
  const sql = postgres(url, settings as postgres.Options<Record<string, never>>);
  const destroy = () => {
    markClosed();
    sql.end({ timeout: 0 }).catch(() => undefined);
    wire.socket?.destroy();
  };
  await within(timeoutMs, "connecting", sql.unsafe("select 1")).catch((error: unknown) => {
    destroy();
    throw error;
  });
  return {
    url,
    openedAt: performance.now(),
    isClosed: () => isClosed,
    closed: ending.promise,
    async run(text, values, { prepare }) {
      const rows = await sql.unsafe(text, toParameters(values), { prepare });
      // The generated queries give rows their types.
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

// The driver's own type is a closed union; the generated query functions check theirs.
function toParameters(values: unknown[]): postgres.ParameterOrJSON<never>[] {
  return values as postgres.ParameterOrJSON<never>[];
}

/** Settles as `work` does, or rejects with NO_ANSWER after `ms`. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const giveUp = () => late.reject(noAnswer(what, ms));
  // After the loop was busy, an answer that has arrived is read before the timer counts.
  let timer = setTimeout(() => (timer = setTimeout(giveUp, GRACE_MS)), Math.max(ms, 1));
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the driver knows about the place to connect to. */
interface Where {
  host: string[];
  port: number[];
  path: string | undefined;
}

// The driver keeps its sockets to itself, and one that gets no answer must be destroyed.
function openSocket({ host, port, path }: Where, wire: { socket?: Socket }): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const [name = "localhost"] = host;
  const socket = path ? connectTcp(path) : connectTcp({ host: name, port: port[0] ?? 5432 });
  wire.socket = socket;
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_MS);
  // Stays, because an error without a listener ends the process.
  socket.on("error", reject);
  socket.once("close", () => reject(new Error("the socket closed")));
  socket.once("connect", () => {
    // The driver reads the name for TLS from its socket.
    resolve(Object.assign(socket, { host: name }));
  });
  return promise;
}
