import type { DarkroomError } from "./errors.js";
import type { Fetch } from "./fetch.js";
/** What a client does, for logs. Authorization, cookies and the query of signed URLs are removed. */
export type DebugEvent =
  | {
      type: "request";
      method: string;
      url: string;
      headers: Record<string, string>;
    }
  | ({
      type: "response";
      status: number;
      requestId: string | undefined;
    } & Attempt)
  | ({
      type: "failure";
      cause: unknown;
    } & Attempt)
  | {
      type: "retry";
      error: DarkroomError;
      delayMs: number;
    };
interface Attempt {
  method: string;
  url: string;
  durationMs: number;
}
/** Returns a `fetch` that reports each request and its response or failure. */
export declare function withDebugEvents(own: Fetch, onDebug: (event: DebugEvent) => void): Fetch;
export {};
