import { createHash, randomBytes } from "node:crypto";
import * as queries from "../../generated/queries/sessions.ts";
import type { Context } from "../context.ts";

/**
 * Creates a token that the first admin signs up with, and stores its hash. Tokens of other starts stay
 * valid until there is an admin. Returns undefined where the server has had an admin.
 */
export async function createSetupToken(ctx: Context): Promise<string | undefined> {
  const token = randomBytes(32).toString("base64url");
  const [row] = await queries.addSetupToken.run({ tokenHash: hashSetupToken(token) }, ctx.db);
  return row?.added === true ? token : undefined;
}

/** Returns the hash under which a setup token is stored. */
export function hashSetupToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
