import type { Socket } from "node:net";
import { type Connection, openConnection, openSocket, within } from "./connection.ts";

interface HostOptions {
  /** The URL of one host. */
  url: string;
  timeoutMs: number;
  /** Server settings of the session, sent at startup. */
  session?: Record<string, string>;
}

// For each of several hosts.
const HOST_MS = 3_000;
const DEFAULT_PORT = 5432;

/** Selects whether a host rejects writes: a standby, or a demoted primary. */
export const IS_READ_ONLY = `
  select pg_is_in_recovery() or current_setting('transaction_read_only')::boolean as is_read_only`;

/** Opens a connection to a host that accepts writes. Rejects with the SQLSTATE 25006 if it does not. */
export async function openWritableConnection(options: HostOptions): Promise<Connection> {
  const endsAt = performance.now() + options.timeoutMs;
  const connection = await openConnection(options);
  try {
    const check = connection.run(IS_READ_ONLY, [], { prepare: false });
    const { rows } = await within(endsAt - performance.now(), "a check of the host", check);
    // The statement has this one column.
    const [row] = rows as { isReadOnly: boolean }[];
    if (row?.isReadOnly === false) return connection;
    throw Object.assign(new Error("this host is read-only"), { code: "25006" });
  } catch (error) {
    connection.destroy();
    throw error;
  }
}

/**
 * Opens a socket to the first host that accepts writes. The driver can select a host itself with
 * `target_session_attrs`, but does not handle the error if the connection is closed during its query, which
 * ends the process. Rejects with the error of the last host.
 */
export async function connectToWritableHost(urls: string[]): Promise<Socket> {
  let failure: unknown;
  for (const url of urls) {
    try {
      const connection = await openWritableConnection({ url, timeoutMs: HOST_MS });
      await connection.close();
      const { hostname, port } = new URL(url);
      const host = hostname.replace(/^\[|\]$/g, "");
      return await openSocket({
        host: [host],
        port: [Number(port) || DEFAULT_PORT],
        path: undefined,
      });
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
