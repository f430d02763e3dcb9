import { createHmac, timingSafeEqual } from "node:crypto";
import { invalidFields } from "../../openapi/validation-error.ts";
import type { AppError } from "../../foundation/errors.ts";
import type { Context } from "../../app/context.ts";
import { listDerivedKeys } from "../../foundation/secrets.ts";

const MAC_LENGTH = 22;

/** The list and account that a cursor belongs to. */
interface ListName {
  list: string;
  accountId: string;
}

/**
 * Returns the cursor of the page after a row, or null without a row: then the page is the last. A cursor is
 * valid only for this list of this account.
 */
export function writeCursor(ctx: Context, name: ListName, row: string | undefined): string | null {
  if (row === undefined) return null;
  return `${Buffer.from(row).toString("base64url")}.${computeCursorMac(ctx.secrets.cursors, name, row)}`;
}

/** Returns the row of a cursor. Throws `invalid_request` if it is not a cursor of this list and account. */
export function readCursor(
  ctx: Context,
  name: ListName,
  cursor: string | undefined,
): string | undefined {
  if (cursor === undefined) return undefined;
  const [text = "", mac = ""] = cursor.split(".", 2);
  const row = Buffer.from(text, "base64url").toString();
  const given = Buffer.from(mac);
  const isOwn = listDerivedKeys(ctx.secrets, "cursors").some((key) => {
    const expected = Buffer.from(computeCursorMac(key, name, row));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!isOwn) throw toInvalidCursorError();
  return row;
}

/** Returns the error for a cursor that does not belong to the list. */
export function toInvalidCursorError(): AppError {
  return invalidFields(["cursor"], "is not a cursor of this list: send the list's next_cursor");
}

function computeCursorMac(key: Buffer, { list, accountId }: ListName, row: string): string {
  return createHmac("sha256", key)
    .update(JSON.stringify([list, accountId, row]))
    .digest("base64url")
    .slice(0, MAC_LENGTH);
}
