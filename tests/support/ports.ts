/** A port on which no server listens. Ports of stopped servers can be taken by other processes. */
export const CLOSED_PORT = 1;

/** Returns a free port that the system does not give to other processes by itself. */
export function findFreePort(): number {
  for (;;) {
    // Below the range of ephemeral ports.
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    try {
      Bun.listen({ hostname: "127.0.0.1", port, socket: { data() {} } }).stop(true);
      return port;
    } catch {
      // In use: the next one is tried.
    }
  }
}
