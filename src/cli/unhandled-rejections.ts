import type { Log } from "../foundation/log.ts";

/**
 * Logs promises that are rejected before they have a handler, for as long as this process runs. Without it,
 * Bun prints them and ends the process with exit code 1 after it has stopped. The job queue rejects such a
 * promise, and handles it later, when it loses its connection while it stops.
 */
export function logUnhandledRejections(log: Log): void {
  process.on("unhandledRejection", (cause) => log.error("unhandled_rejection", { cause }));
}
