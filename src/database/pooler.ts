import pg from "pg";
import { AppError } from "../foundation/errors.ts";
import { type Connection, openConnection, within } from "./connection.ts";
import { listHostUrls } from "../foundation/database-hosts.ts";

const TIMEOUT_MS = 3_000;
// Repeated, because other clients of the pooler may use the connection between two statements.
const ATTEMPTS = 3;
const REJECTED_PARAMETER = "08P01";

/**
 * Checks that a session on this URL lasts as long as its connection, as LISTEN, session locks and the job
 * queue require. Throws `unavailable`, with the setting to change, for a transaction pooler.
 */
export async function checkSessions(url: string, setting: string): Promise<void> {
  const [host = url] = listHostUrls(url) ?? [];
  const others: Connection[] = [];
  const own = await openSession(host).catch((error: unknown) => {
    if (isRejectedParameter(error)) throw createPoolerError(setting, error);
    // Other connection errors are not caused by a pooler.
    return undefined;
  });
  if (own === undefined) return;
  try {
    const mark = crypto.randomUUID();
    await run(own, `set darkroom.probe = '${mark}'`);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      // A pooler assigns the most recently used server connection to the next client.
      const other = await openSession(host).catch(() => undefined);
      if (other === undefined) break;
      others.push(other);
      const began = await run(other, "begin").catch(() => undefined);
      if (began === undefined) break;
      const rows = await run(own, "select current_setting('darkroom.probe', true) as mark").catch(
        () => [],
      );
      // The statement has this one column.
      const [row] = rows as { mark: string | null }[];
      if (row?.mark !== mark)
        throw createPoolerError(setting, new Error("a session setting was lost"));
    }
  } finally {
    for (const each of [own, ...others]) each.destroy();
  }
}

/**
 * Returns whether this URL supports named prepared statements. PgBouncer 1.21 and later supports them if
 * `max_prepared_statements` is set.
 */
export async function areStatementsTracked(url: string): Promise<boolean> {
  const [host = url] = listHostUrls(url) ?? [];
  const own = newClient(host);
  const others: pg.Client[] = [];
  const named = { name: "darkroom_probe", text: "select 1" };
  try {
    await own.connect();
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      await own.query(named);
      const other = newClient(host);
      others.push(other);
      await other.connect();
      await other.query("begin");
    }
    await own.query(named);
    return true;
  } catch {
    return false;
  } finally {
    await Promise.allSettled([own, ...others].map((each) => each.end()));
  }
}

function newClient(url: string): pg.Client {
  const limits = { connectionTimeoutMillis: TIMEOUT_MS, query_timeout: TIMEOUT_MS };
  const client = new pg.Client({ connectionString: url, ...limits });
  // Without a listener, an error of an idle connection would end the process.
  client.on("error", () => undefined);
  return client;
}

function openSession(url: string): Promise<Connection> {
  return openConnection({ url, timeoutMs: TIMEOUT_MS, session: { lock_timeout: "1000" } });
}

async function run(connection: Connection, text: string): Promise<unknown[]> {
  const { rows } = await within(
    TIMEOUT_MS,
    "a probe of the session",
    connection.run(text, [], { prepare: false }),
  );
  return rows;
}

function isRejectedParameter(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === REJECTED_PARAMETER;
}

function createPoolerError(setting: string, cause: unknown): AppError {
  return new AppError(
    "unavailable",
    `${setting} refers to a transaction pooler, such as PgBouncer, which does not keep sessions: ` +
      "set DATABASE_DIRECT_URL to the URL of Postgres itself. DATABASE_URL may refer to the pooler.",
    { cause },
  );
}
