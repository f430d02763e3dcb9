import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import type { RateLimit } from "../../foundation/rate-limit.ts";
import { authenticateInBatch, type FoundKey } from "./batch-authenticate.ts";
import { isWellFormed } from "./key-format.ts";
import { hashKey } from "./key-secret.ts";
import { type Scope, toScopes } from "./scopes.ts";

/** The caller of a request that is authenticated by an API key, with its limits. */
export interface Caller {
  keyId: string;
  accountId: string;
  /** Maximum unfinished generations of the key. Undefined: no limit. */
  runningLimit: number | undefined;
  /** The rate limit after this request. Undefined: no limit. */
  rate: RateLimit | undefined;
  scopes: Scope[];
  /** Whether awaited responses of the OpenAI-compatible API start before the images are ready. */
  jsonKeepAlive: boolean;
}

/** The use of a key that is checked by `authenticateKey`. */
interface Purpose {
  /** The dialect of the request. The plan's limits apply for it and for the dialect of the key. */
  dialect: string;
  /** The IP address of the client, if known. */
  address: string | undefined;
  /** Returns why a valid key of this dialect is not accepted here, or undefined. */
  rejectKey(keyDialect: string): string | undefined;
}

/**
 * Authenticates an API key and counts the request against the hourly rate limits of the key and of its
 * account. Throws `missing_key`, `invalid_key` (the same for malformed, unknown and revoked keys, and for an
 * address that is not allowed; a wrong checksum needs no query), `expired_key`, `wrong_api`, `plan_required`
 * and `rate_limited`.
 */
export async function authenticateKey(
  ctx: Context,
  token: string | undefined,
  { dialect, rejectKey, address }: Purpose,
): Promise<Caller> {
  if (token === undefined || token === "") {
    throw new AppError(
      "missing_key",
      "The Authorization header is missing. Send an API key as Bearer token.",
    );
  }
  const row = isWellFormed(token)
    ? await authenticateInBatch(ctx.db, dialect, { hash: hashKey(ctx, token), address })
    : undefined;
  if (row === undefined || row.state === "revoked") {
    throw new AppError("invalid_key", "The API key does not exist or has been revoked.");
  }
  const rate = toRateLimit(row);
  const details = rate ? { rate } : {};
  if (row.state === "expired")
    throw new AppError("expired_key", "The API key has expired.", { details });
  const rejection = rejectKey(row.dialect);
  if (rejection !== undefined) throw new AppError("wrong_api", rejection, { details });
  if (!row.isAllowed) {
    throw new AppError("plan_required", "Your plan does not include API access.", { details });
  }
  if (!row.isAdmitted) throw rateLimited(rate, row.rateResetSeconds ?? 1);
  return {
    keyId: row.keyId,
    accountId: row.accountId,
    runningLimit: row.runningLimit ?? undefined,
    rate,
    scopes: toScopes(row.scopes),
    jsonKeepAlive: row.jsonKeepAlive,
  };
}

function toRateLimit(row: FoundKey): RateLimit | undefined {
  if (row.rateLimit == null || row.rateResetsAt == null) return undefined;
  return {
    limit: row.rateLimit,
    remaining: row.rateRemaining ?? 0,
    resetsAt: row.rateResetsAt,
  };
}

function rateLimited(rate: RateLimit | undefined, retryAfterSeconds: number): AppError {
  const isKeyFull = rate !== undefined && rate.remaining === 0;
  const holder = isKeyFull ? "API key" : "account";
  const message = `Rate limit of the ${holder} reached. Retry in ${retryAfterSeconds} seconds.`;
  return new AppError("rate_limited", message, {
    details: { retryAfterSeconds, ...(rate ? { rate } : {}) },
  });
}
