import type { DarkroomError } from "./errors.ts";
import type { Fetch } from "./fetch.ts";

/** What a client does, for logs. Authorization, cookies and the query of signed URLs are removed. */
export type DebugEvent =
  | { type: "request"; method: string; url: string; headers: Record<string, string> }
  | ({ type: "response"; status: number; requestId: string | undefined } & Attempt)
  | ({ type: "failure"; cause: unknown } & Attempt)
  | { type: "retry"; error: DarkroomError; delayMs: number };

interface Attempt {
  method: string;
  url: string;
  durationMs: number;
}

const SECRET = new Set(["authorization", "cookie"]);

/** Returns a `fetch` that reports each request and its response or failure. */
export function withDebugEvents(own: Fetch, onDebug: (event: DebugEvent) => void): Fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { origin, pathname } = new URL(request.url);
    const place = { method: request.method, url: `${origin}${pathname}` };
    const headers = [...request.headers].filter(([name]) => !SECRET.has(name));
    onDebug({ type: "request", ...place, headers: Object.fromEntries(headers) });
    const startMs = performance.now();
    const durationMs = () => performance.now() - startMs;
    try {
      const response = await own(request);
      const { status, headers: answered } = response;
      const requestId = answered.get("x-request-id") ?? undefined;
      onDebug({ type: "response", ...place, status, requestId, durationMs: durationMs() });
      return response;
    } catch (cause) {
      onDebug({ type: "failure", ...place, cause, durationMs: durationMs() });
      throw cause;
    }
  };
}
