import { readIdempotencyKey } from "../core/generations/idempotency.ts";

/** What the headers of a create say about the request itself, alike in every dialect. */
export interface CreateHeaders {
  idempotencyKey: string | undefined;
  /** From an SDK that resends on its own: whether this is a resend. Undefined for other clients. */
  resent: boolean | undefined;
  /** From `Prefer: wait=N`: the longest wait the caller wants. */
  waitMs: number | undefined;
}

/** Reads them. Throws `invalid_request` for a malformed Idempotency-Key. */
export function readCreateHeaders(headers: Headers): CreateHeaders {
  const retries = headers.get("x-stainless-retry-count");
  const wait = /(?:^|[,;\s])wait=(\d{1,6})(?:$|[,;\s])/i.exec(headers.get("prefer") ?? "");
  return {
    idempotencyKey: readIdempotencyKey(headers.get("idempotency-key")),
    resent: retries !== null && /^\d{1,3}$/.test(retries) ? Number(retries) > 0 : undefined,
    waitMs: wait ? 1000 * Number(wait[1]) : undefined,
  };
}
