import { connect } from "node:net";

export interface SlowOptions {
  /** Sent after the first bytes of the response have arrived. */
  then?: string;
  /** How the response is read: immediately, never, or in small steps. */
  reads: "all" | "nothing" | "slowly";
  /** Called when the connection is open, or has failed. */
  onConnect?: () => void;
}

/** What a client observed until the end of its connection. */
export interface ClosedConnection {
  /** The beginning of the response. */
  head: string;
  receivedBytes: number;
  openMs: number;
  /**
   * How long it stayed open after its last byte, or without one. Does not contain the time in which this
   * process, which also runs the server, could not run.
   */
  stalledMs: number;
}

const STEP_MS = 50;
/** The average rate at which a slow client reads, however much its socket buffers contain. */
const BYTES_PER_MS = 1000;
// Sent while the client does not read. Only a closed connection responds to it, with a reset.
const PROBE = "x";

/** Sends a request and waits until the server ends the connection. */
export async function stayConnected(
  url: string,
  request: string,
  { then, reads, onConnect }: SlowOptions,
): Promise<ClosedConnection> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const began = performance.now();
  let head = "";
  let receivedBytes = 0;
  let idleSteps = 0;
  const socket = connect(Number(new URL(url).port), "127.0.0.1", () => {
    socket.write(request);
    onConnect?.();
  });
  const isSlow = reads !== "all";
  const timer = setInterval(() => {
    idleSteps++;
    if (isSlow && receivedBytes > 0) socket.write(PROBE);
    const elapsedMs = performance.now() - began;
    if (reads === "slowly" && receivedBytes < BYTES_PER_MS * elapsedMs) socket.resume();
  }, STEP_MS);
  socket.on("data", (data) => {
    if (receivedBytes === 0 && then !== undefined) socket.write(then);
    if (head.length < 1000) head += data.toString("latin1");
    receivedBytes += data.byteLength;
    idleSteps = 0;
    if (isSlow) socket.pause();
  });
  socket.on("error", () => resolve());
  socket.on("close", () => resolve());
  try {
    await promise;
    const stalledMs = idleSteps * STEP_MS;
    return { head, receivedBytes, openMs: performance.now() - began, stalledMs };
  } finally {
    clearInterval(timer);
    socket.destroy();
    onConnect?.();
  }
}
