import type { Context } from "../../app/context.ts";
import type { InputUrl } from "../../core/generations/input-urls.ts";
import { resolveFileIds } from "./files.ts";
import { resolveResponseIds } from "./responses/stored.ts";

/**
 * Finds the stored objects of those links whose `url` is the id of a file, of a response or of a call.
 * Throws `invalid_request` for those that the account does not have.
 */
export async function resolveLinks(
  ctx: Context,
  accountId: string,
  links: InputUrl[],
): Promise<InputUrl[]> {
  return resolveResponseIds(ctx, accountId, await resolveFileIds(ctx, accountId, links));
}
