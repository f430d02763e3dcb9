import * as queries from "../../../generated/queries/idempotency.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";

// Promised to callers: at least 24 hours.
const KEPT_HOURS = 48;
const LONGEST_KEY = 255;

/**
 * Reads an Idempotency-Key header, quoted as in the IETF draft or bare as most clients send it.
 * Throws `invalid_request` unless it is 1 to 255 printable ASCII characters, and where the header
 * was sent twice: HTTP joins the two by a comma and a space, which a bare key therefore may not hold.
 */
export function readIdempotencyKey(header: string | null): string | undefined {
  if (header === null) return undefined;
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(header.trim());
  const key = quoted?.[1]?.replace(/\\(["\\])/g, "$1") ?? header.trim();
  const isTwo = quoted === null && header.includes(", ");
  if (isTwo) throw refusal("must be sent once");
  if (/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(key) && key.length <= LONGEST_KEY) return key;
  throw refusal("must be 1 to 255 printable ASCII characters");
}

/** Deletes keys and recent requests older than promised, up to `limit` of each. Returns the count. */
export async function cleanUpIdempotencyKeys(ctx: Context, limit: number): Promise<number> {
  const [row] = await queries.deleteOldIdempotencyKeys.run({ hours: KEPT_HOURS, limit }, ctx.db);
  return row?.removed ?? 0;
}

function refusal(reason: string): AppError {
  return new AppError("invalid_request", `The Idempotency-Key ${reason}.`, {
    details: { issues: [{ path: ["Idempotency-Key"], reason }] },
  });
}
