import { isIPv6 } from "node:net";
import * as queries from "../../../generated/queries/sign-in-attempts.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";

// In 15 minutes. Many users can share one IP address.
const MAX_PER_CLIENT = 100;
// In 15 minutes, of one client for one account; of a trusted device; of a session that confirms a password.
const MAX_PER_PAIR = 10;
// In an hour, of all untrusted clients for one account. From SLOW_AFTER on, each may try SLOW_PER_PAIR
// times.
const SLOW_AFTER = 100;
const SLOW_PER_PAIR = 2;
const MAX_PER_ACCOUNT = 1_000;
// In 15 minutes, of one client.
const MAX_LEAK_REPORTS = 30;

/** Removes what an attempt has counted, because it succeeded. */
type Refund = () => Promise<void>;

/**
 * Counts one sign-in of a client that the account does not trust. Others cannot lock the owner out: attempts
 * count for the client together with the account, and other clients are only slowed by them. Throws
 * `rate_limited`.
 */
export async function consumeUntrustedSignIn(
  ctx: Context,
  address: string | undefined,
  email: string,
): Promise<Refund> {
  const client = toClientScope(address);
  const scopes = {
    clientScope: `sign-in ${client}`,
    pairScope: `account-client ${email} ${client}`,
    accountScope: `account ${email}`,
  };
  const limits = {
    clientLimit: MAX_PER_CLIENT,
    pairLimit: MAX_PER_PAIR,
    slowPairLimit: SLOW_PER_PAIR,
    slowAfter: SLOW_AFTER,
    accountLimit: MAX_PER_ACCOUNT,
  };
  const [row] = await queries.consumeUntrustedSignIn.run({ ...scopes, ...limits }, ctx.db);
  assertWithinLimit(row?.waitSeconds ?? 0);
  return async () => {
    await queries.refundUntrustedSignIn.run(scopes, ctx.db);
  };
}

/**
 * Counts one attempt of a trusted device or a session, which no other client can use up. Throws
 * `rate_limited`.
 */
export async function consumeOwnAttempt(ctx: Context, scope: string): Promise<Refund> {
  await consumeAttempt(ctx, scope, MAX_PER_PAIR);
  return async () => {
    await queries.deleteAttempts.run({ scope }, ctx.db);
  };
}

/** Counts one sign-up of a client. Throws `rate_limited`. */
export async function consumeSignUp(ctx: Context, address: string | undefined): Promise<void> {
  await consumeAttempt(ctx, `sign-up ${toClientScope(address)}`, MAX_PER_CLIENT);
}

/** Counts one report of a leaked key by a client. Throws `rate_limited`. */
export async function consumeLeakReport(ctx: Context, address: string | undefined): Promise<void> {
  await consumeAttempt(ctx, `report-leak ${toClientScope(address)}`, MAX_LEAK_REPORTS);
}

/** Counts one attempt of `limit` in 15 minutes. Throws `rate_limited`. */
export async function consumeAttempt(ctx: Context, scope: string, limit: number): Promise<void> {
  const [row] = await queries.consumeAttempt.run({ scope, limit }, ctx.db);
  assertWithinLimit(row?.waitSeconds ?? 0);
}

/**
 * Returns what counts as one client: an IPv4 address, or the /64 network that one IPv6 customer usually
 * has.
 */
export function toClientScope(address: string | undefined): string {
  if (address === undefined) return "unknown";
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.split("%", 1).join("").split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const middle = tail === undefined ? [] : Array<string>(8 - first.length - last.length).fill("0");
  return `${[...first, ...middle, ...last].slice(0, 4).join(":")}::/64`;
}

function assertWithinLimit(waitSeconds: number): void {
  if (waitSeconds <= 0) return;
  throw new AppError("rate_limited", `Too many attempts. Try again in ${waitSeconds} seconds.`, {
    details: { retryAfterSeconds: waitSeconds },
  });
}
