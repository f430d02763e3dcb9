import type { Context } from "../app/context.ts";

/** What is logged of a handled request, beside its method, path, status and client. */
interface RequestDetails {
  request: Request;
  response: Response;
  /** The IP address of the client, if known. */
  address: string | undefined;
  /** Time from the arrival to the response. */
  ms: number;
  dialect?: string;
  operation?: string | undefined;
  requestId?: string;
  accountId?: string | undefined;
  keyId?: string | undefined;
  /** Of a response that had started with status 200 before it failed. */
  errorStatus?: number;
  errorCode?: string;
}

const MAX_USER_AGENT_LENGTH = 300;
// Load balancers and Prometheus send these every few seconds.
const PROBE_PATH = /^\/(?:healthz|readyz|metrics)$/;
const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];
// Sign-in, keys and secrets, and everything that only operators can do.
const SECURITY_PATH =
  /^\/api\/(?:auth\/|admin\/|account\/(?:keys|webhooks|sessions?|password|delete)\b)/;
// They send a message to an existing endpoint.
const DELIVERY_PATH = /\/(?:test|deliveries|resend-failed)\b/;

/**
 * Logs a request, at `debug` for a successful probe, and a `security_event` if it is one. The lines contain
 * nothing of the query, body, key or cookie.
 */
export function logRequest({ log }: Pick<Context, "log">, details: RequestDetails): void {
  const { request, response, ms, operation, ...others } = details;
  const fields = {
    method: request.method,
    path: new URL(request.url).pathname,
    status: response.status,
    ms: Math.round(ms),
    userAgent: request.headers.get("user-agent")?.slice(0, MAX_USER_AGENT_LENGTH),
    ...others,
  };
  const isProbe = response.ok && PROBE_PATH.test(fields.path);
  log[isProbe ? "debug" : "info"]("request", fields);
  const outcome = findSecurityOutcome(request.method, fields.path, response.status);
  if (outcome === undefined) return;
  const level = outcome === "succeeded" ? "info" : "warn";
  log[level]("security_event", { ...fields, action: operation ?? "none", outcome });
}

/**
 * Returns the outcome of a change of sign-in, keys, secrets or admin settings, and `failed` for any request
 * that was not authenticated or not permitted.
 */
function findSecurityOutcome(
  method: string,
  path: string,
  status: number,
): "succeeded" | "failed" | undefined {
  if (status === 401 || status === 403) return "failed";
  if (SAFE_METHODS.includes(method) || !SECURITY_PATH.test(path)) return undefined;
  if (DELIVERY_PATH.test(path)) return undefined;
  return status < 400 ? "succeeded" : "failed";
}
