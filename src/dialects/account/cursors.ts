import { createHmac, timingSafeEqual } from "node:crypto";
import { invalidFields } from "../../openapi/validation-error.ts";
import type { Context } from "../../app/context.ts";

const MAC_LENGTH = 22;

/** Which list of whose a cursor belongs to. */
export interface ListName {
  list: string;
  accountId: string;
}

/** What a caller sends back to go on after this row: good for this list of this account only. */
export function writeCursor(ctx: Context, name: ListName, row: string): string {
  return `${Buffer.from(row).toString("base64url")}.${computeCursorMac(ctx, name, row)}`;
}

/** The row that a cursor of ours names. Throws `invalid_request` for any other. */
export function readCursor(
  ctx: Context,
  name: ListName,
  cursor: string | undefined,
): string | undefined {
  if (cursor === undefined) return undefined;
  const [text = "", mac = ""] = cursor.split(".", 2);
  const row = Buffer.from(text, "base64url").toString();
  const wanted = Buffer.from(computeCursorMac(ctx, name, row));
  const given = Buffer.from(mac);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw invalidFields(["cursor"], "is not one of ours");
  }
  return row;
}

function computeCursorMac(
  { secrets }: Context,
  { list, accountId }: ListName,
  row: string,
): string {
  return createHmac("sha256", secrets.cursors)
    .update(JSON.stringify([list, accountId, row]))
    .digest("base64url")
    .slice(0, MAC_LENGTH);
}
