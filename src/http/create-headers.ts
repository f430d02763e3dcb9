import { readIdempotencyKey } from "../core/generations/idempotency.ts";

/** Headers that every dialect accepts on a create. */
export interface CreateHeaders {
  idempotencyKey: string | undefined;
  /** Whether an SDK reports a retry (X-Stainless-Retry-Count > 0). Undefined for other clients. */
  isRetry: boolean | undefined;
  /** From `Prefer: wait=N`: the longest time the caller wants to wait, in milliseconds. */
  maxWaitMs: number | undefined;
}

/** Reads the headers of a create. Throws `invalid_request` for a malformed Idempotency-Key. */
export function readCreateHeaders(headers: Headers): CreateHeaders {
  const retries = headers.get("x-stainless-retry-count");
  const wait = /(?:^|[,;\s])wait=(\d{1,6})(?:$|[,;\s])/i.exec(headers.get("prefer") ?? "");
  return {
    idempotencyKey: readIdempotencyKey(headers.get("idempotency-key")),
    isRetry: retries !== null && /^\d{1,3}$/.test(retries) ? Number(retries) > 0 : undefined,
    maxWaitMs: wait ? 1000 * Number(wait[1]) : undefined,
  };
}
