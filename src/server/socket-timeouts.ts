import type { IdleTimeout } from "../http/idle-timeout.ts";

/** How long clients may be silent and slow, in seconds. */
export interface SocketLimits {
  /** Without a byte that is sent or taken. */
  idleSeconds: number;
  /** For taking a whole reply, however small the steps. */
  replySeconds: number;
}

/** The part of `Bun.serve` that knows the connections. */
type Sockets = Pick<Bun.Server<undefined>, "timeout" | "requestIP">;

interface Replying {
  request: Request;
  idle: SocketTimeout;
  checkAtMs: number;
  cutAtMs: number;
}

// Most replies have ended by then, and their requests are let go.
const FIRST_CHECK_MS = 2_000;
const SWEEP_MS = 1_000;

/** The idle timeout of a request, which stays at its shortest once the client has been too slow. */
interface SocketTimeout extends IdleTimeout {
  cut(): void;
}

/**
 * Keeps the timeouts of connections. `Bun.Server.timeout` holds for the connection, not for the request:
 * what is switched off and not switched on again before the reply ends stays off for every later request
 * of that connection, and after the reply the request reaches the connection no more.
 */
export function createSocketTimeouts(sockets: () => Sockets, limits: SocketLimits) {
  let replying: Replying[] = [];
  let timer: Timer | undefined;

  function open(request: Request): SocketTimeout {
    let isCut = false;
    const set = (seconds: number) => {
      if (!isCut) sockets().timeout(request, seconds);
    };
    return {
      off: () => set(0),
      on: () => set(limits.idleSeconds),
      isCut: () => isCut,
      cut() {
        set(1);
        isCut = true;
      },
    };
  }

  /** Cuts the connection unless the client takes the whole reply in time; `extraMs` comes on top. */
  function watchReply(request: Request, idle: SocketTimeout, extraMs: number): void {
    const now = performance.now();
    const cutAtMs = now + 1000 * limits.replySeconds + extraMs;
    replying.push({ request, idle, checkAtMs: now + FIRST_CHECK_MS, cutAtMs });
    timer ??= setInterval(sweep, SWEEP_MS).unref();
  }

  function sweep(): void {
    const now = performance.now();
    replying = replying.filter(({ request, idle, checkAtMs, cutAtMs }) => {
      if (now < Math.min(checkAtMs, cutAtMs)) return true;
      // A request whose reply has ended has no address any more.
      if (sockets().requestIP(request) === null) return false;
      if (now < cutAtMs) return true;
      idle.cut();
      return false;
    });
    if (replying.length > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  return { open, watchReply };
}
