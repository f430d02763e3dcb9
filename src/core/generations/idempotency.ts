import * as queries from "../../../generated/queries/idempotency.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";

// The API guarantees at least 24 hours.
const RETENTION_HOURS = 48;
const MAX_KEY_LENGTH = 255;

/**
 * Reads an Idempotency-Key header, quoted as in the IETF draft or unquoted as most clients send it. Throws
 * `invalid_request` unless it is 1 to 255 printable ASCII characters, and if the header was sent twice:
 * HTTP joins the values with a comma and a space, which an unquoted key therefore cannot contain.
 */
export function readIdempotencyKey(header: string | null): string | undefined {
  if (header === null) return undefined;
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(header.trim());
  const key = quoted?.[1]?.replace(/\\(["\\])/g, "$1") ?? header.trim();
  const isRepeated = quoted === null && header.includes(", ");
  if (isRepeated) throw invalidKey("must be sent once");
  if (/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(key) && key.length <= MAX_KEY_LENGTH)
    return key;
  throw invalidKey("must be 1 to 255 printable ASCII characters");
}

/**
 * Deletes idempotency keys and request fingerprints older than 48 hours, at most `limit` of each. Returns
 * the count.
 */
export async function cleanUpIdempotencyKeys(ctx: Context, limit: number): Promise<number> {
  const [row] = await queries.deleteOldIdempotencyKeys.run(
    { hours: RETENTION_HOURS, limit },
    ctx.db,
  );
  return row?.removed ?? 0;
}

function invalidKey(reason: string): AppError {
  return new AppError("invalid_request", `The Idempotency-Key ${reason}.`, {
    details: { issues: [{ path: ["Idempotency-Key"], reason }] },
  });
}
