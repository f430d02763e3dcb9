import type { Context } from "../app/context.ts";
import { authenticateKey, type Caller } from "../core/accounts/key-authentication.ts";
import { createRateLimitHeaders } from "../http/rate-limit-headers.ts";
import { apiNames, type DialectName } from "./prefixes.ts";

/**
 * Authenticates a key for an API, and returns the caller with its rate-limit headers. Throws
 * the errors of `authenticateKey`, and `wrong_api` for a valid key of another API unless `acceptsAnyKey`.
 */
export async function authenticateFor(
  ctx: Context,
  api: DialectName,
  given: { token: string | undefined; address: string | undefined; acceptsAnyKey?: boolean },
): Promise<Caller & { headers: Record<string, string> }> {
  const { token, address, acceptsAnyKey = false } = given;
  const rejectKey = (dialect: string) =>
    acceptsAnyKey || dialect === api ? undefined : wrongApi(dialect, api);
  const caller = await authenticateKey(ctx, token, { dialect: api, rejectKey, address });
  return { ...caller, headers: createRateLimitHeaders(caller.rate) };
}

function wrongApi(keyApi: string, api: DialectName): string {
  const name = Object.entries(apiNames).find(([dialect]) => dialect === keyApi)?.[1];
  const owner = name === undefined ? "another API" : `the ${name}`;
  return `This key is for ${owner}. Use a key of the ${apiNames[api]} here.`;
}
