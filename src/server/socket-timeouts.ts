import type { IdleTimeout, KeepAliveTimes } from "../http/idle-timeout.ts";

/** Limits for stalled and slow clients, and the times of responses that start early. */
export interface SocketLimits {
  /** Time without a byte sent or received, in seconds. */
  idleSeconds: number;
  /** Time for reading a response of up to `replyBytes`, in seconds. Larger ones have more in proportion. */
  replySeconds: number;
  replyBytes: number;
  keepAlive: KeepAliveTimes;
}

/** The methods of the server that act on connections. */
type Sockets = Pick<Bun.Server<undefined>, "timeout" | "requestIP">;

interface Replying {
  request: Request;
  idle: SocketTimeout;
  startedAtMs: number;
  /** Time in addition to that for reading. */
  extraMs: number;
}

// Most responses are complete by then, so their requests are not kept in memory for long.
const FIRST_CHECK_MS = 2_000;
const SWEEP_MS = 1_000;

/** The idle timeout of a request. After `cut` it stays at one second. */
interface SocketTimeout extends IdleTimeout {
  /** Whether a chunk of the response has waited to be read for longer than the idle time. */
  isStalled(): boolean;
  /** Bytes of the stream that were passed to the connection. */
  sentBytes(): number;
  /** Closes the connection. Must be repeated until the connection is closed. */
  cut(): void;
}

/**
 * Manages the timeouts of connections. `Bun.Server.timeout` applies to the connection, not to the
 * request: a timeout that is switched off and not switched on again before the end of the response stays
 * off for later requests of the connection, and cannot be changed through the request after its response.
 *
 * Bun switches the timeout off whenever the socket of a streamed response becomes writable. If bytes that
 * it has buffered fill the socket again, no chunk is pulled and the timeout stays off. A sweep therefore
 * closes the connections of streams whose chunks are not read.
 */
export function createSocketTimeouts(sockets: () => Sockets, limits: SocketLimits) {
  let replying: Replying[] = [];
  let timer: Timer | undefined;

  function open(request: Request): SocketTimeout {
    let isCut = false;
    let awaitsReadSinceMs = Infinity;
    let sentBytes = 0;
    const set = (seconds: number) => {
      awaitsReadSinceMs = Infinity;
      if (!isCut) sockets().timeout(request, seconds);
    };
    return {
      off: () => set(0),
      on: () => set(limits.idleSeconds),
      awaitRead(bytes) {
        set(limits.idleSeconds);
        sentBytes += bytes;
        awaitsReadSinceMs = performance.now();
      },
      isCut: () => isCut,
      // After the end of its response, a request has no address.
      hasEnded: () => sockets().requestIP(request) === null,
      keepAlive: limits.keepAlive,
      isStalled: () => performance.now() - awaitsReadSinceMs > 1000 * limits.idleSeconds,
      sentBytes: () => sentBytes,
      cut() {
        isCut = true;
        sockets().timeout(request, 1);
      },
    };
  }

  /**
   * Closes the connection if the client stops reading the response, or if reading it takes longer than its
   * size allows plus `extraMs`.
   */
  function watchReply(request: Request, idle: SocketTimeout, extraMs: number): void {
    replying.push({ request, idle, startedAtMs: performance.now(), extraMs });
    timer ??= setInterval(sweep, SWEEP_MS).unref();
  }

  function sweep(): void {
    const now = performance.now();
    replying = replying.filter(({ idle, startedAtMs, extraMs }) => {
      const tookMs = now - startedAtMs;
      const maxMs = toMaxMs(idle) + extraMs;
      if (tookMs < Math.min(FIRST_CHECK_MS, maxMs)) return true;
      if (idle.hasEnded()) return false;
      if (tookMs >= maxMs || idle.isCut() || idle.isStalled()) idle.cut();
      return true;
    });
    if (replying.length > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  // The size of a stream is not known before its end, so its time grows while the client reads.
  function toMaxMs(idle: SocketTimeout): number {
    return 1000 * limits.replySeconds * Math.max(1, idle.sentBytes() / limits.replyBytes);
  }

  return { open, watchReply };
}
