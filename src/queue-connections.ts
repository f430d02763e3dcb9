import pg from "pg";
import type { Log } from "./log.ts";

/**
 * Connections for the job queue, which speaks to Postgres through a driver of its own. One that breaks
 * tells so even when nobody waits for it, also while it closes, and unheard that would end the process.
 */
export function openConnections(log: Log, options: pg.PoolConfig): pg.Pool {
  const connections = new pg.Pool(options);
  const note = (cause: Error) => log.warn("queue_connection_lost", { cause });
  connections.on("error", note);
  connections.on("connect", (client) => client.on("error", note));
  return connections;
}
