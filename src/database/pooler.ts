import pg from "pg";
import { AppError } from "../foundation/errors.ts";
import { type Connection, openConnection, within } from "./connection.ts";
import { listHostUrls } from "../foundation/database-hosts.ts";

const TIMEOUT_MS = 3_000;
// Other clients of a pooler may get in between, so it is asked more than once.
const ATTEMPTS = 3;
const REJECTED_PARAMETER = "08P01";

/**
 * Checks that sessions live as long as their connections on this URL, which carries LISTEN, session
 * locks and the job queue. Throws `unavailable` with what to set where a transaction pooler answers.
 */
export async function checkSessions(url: string, setting: string): Promise<void> {
  const [host = url] = listHostUrls(url) ?? [];
  const others: Connection[] = [];
  const own = await openSession(host).catch((error: unknown) => {
    if (isRejectedParameter(error)) throw pooled(setting, error);
    // Whatever else keeps us from connecting is not about poolers.
    return undefined;
  });
  if (own === undefined) return;
  try {
    const mark = crypto.randomUUID();
    await ask(own, `set darkroom.probe = '${mark}'`);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      // A pooler gives the server connection that was used last to the next client.
      const other = await openSession(host).catch(() => undefined);
      if (other === undefined) break;
      others.push(other);
      const began = await ask(other, "begin").catch(() => undefined);
      if (began === undefined) break;
      const rows = await ask(own, "select current_setting('darkroom.probe', true) as mark").catch(
        () => [],
      );
      // The statement has this one column.
      const [row] = rows as { mark: string | null }[];
      if (row?.mark !== mark) throw pooled(setting, new Error("a session setting was lost"));
    }
  } finally {
    for (const each of [own, ...others]) each.destroy();
  }
}

/**
 * Returns whether named prepared statements work on this URL. PgBouncer keeps track of them from 1.21
 * on, where it is told to.
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
  // An error of an idle connection would end the process.
  client.on("error", () => undefined);
  return client;
}

function openSession(url: string): Promise<Connection> {
  return openConnection({ url, timeoutMs: TIMEOUT_MS, session: { lock_timeout: "1000" } });
}

async function ask(connection: Connection, text: string): Promise<unknown[]> {
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

function pooled(setting: string, cause: unknown): AppError {
  return new AppError(
    "unavailable",
    `${setting} leads to a transaction pooler, such as PgBouncer, which keeps no sessions: ` +
      "set DATABASE_DIRECT_URL to the address of Postgres itself; DATABASE_URL may stay the pooler.",
    { cause },
  );
}
