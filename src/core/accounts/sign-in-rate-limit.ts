import { isIPv6 } from "node:net";
import * as queries from "../../../generated/queries/sign-in-attempts.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";

// Per 15 minutes. Many users can share one IP address.
const MAX_PER_CLIENT = 100;
const MAX_PER_ACCOUNT = 10;

/**
 * Counts one sign-in for the client and for the account. Throws `rate_limited` if either limit is reached.
 * Returns a function that resets both counters after a successful sign-in.
 */
export async function consumeSignIn(
  ctx: Context,
  address: string | undefined,
  email: string,
): Promise<() => Promise<void>> {
  const callerScope = `sign-in ${addressScope(address)}`;
  const emailScope = `account ${email}`;
  const [row] = await queries.consumeSignIn.run(
    { callerScope, callerLimit: MAX_PER_CLIENT, emailScope, emailLimit: MAX_PER_ACCOUNT },
    ctx.db,
  );
  assertWithinLimit(row?.waitSeconds ?? 0);
  return async () => {
    await queries.resetSignIn.run({ callerScope, emailScope }, ctx.db);
  };
}

/** Counts one sign-up of a client. Throws `rate_limited`. */
export async function consumeSignUp(ctx: Context, address: string | undefined): Promise<void> {
  await consumeAttempt(ctx, `sign-up ${addressScope(address)}`, MAX_PER_CLIENT);
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
function addressScope(address: string | undefined): string {
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
