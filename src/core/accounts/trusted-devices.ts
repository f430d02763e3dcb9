import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Context } from "../../app/context.ts";
import { listDerivedKeys } from "../../foundation/secrets.ts";

/** An account with the hash of its password. */
export interface PasswordHolder {
  id: string;
  passwordHash: string | null;
}

/** How long a device is trusted after its last sign-in. */
export const TRUST_DAYS = 180;

// Several people can use one browser.
const MAX_ACCOUNTS = 4;
const DAY_MS = 86_400_000;
const NONCE_BYTES = 16;

// A device token holds one entry per account: NONCE~DAY~SIGNATURE, separated by dots. The signature covers
// the account and its password hash, so a new password ends the trust in every device without a stored row.

/**
 * Returns the nonce of the entry with which a device has signed in to this account before, or undefined.
 * Sign-ins of trusted devices are counted on their own, so that others cannot lock the owner out.
 */
export function findTrustedDevice(
  ctx: Context,
  token: string | undefined,
  account: PasswordHolder,
): string | undefined {
  const today = Math.floor(Date.now() / DAY_MS);
  const own = splitToken(token).find((entry) => {
    const [nonce = "", lastDay = "", signature = ""] = entry.split("~");
    if (Number(lastDay) < today) return false;
    return listDerivedKeys(ctx.secrets, "devices").some((key) =>
      isEqual(signature, sign(key, account, { nonce, lastDay })),
    );
  });
  return own?.split("~")[0];
}

/** Returns the token of a device that has just signed in. It keeps the entries of other accounts. */
export function createDeviceToken(
  ctx: Context,
  token: string | undefined,
  account: PasswordHolder,
): string {
  const known = findTrustedDevice(ctx, token, account);
  const nonce = known ?? randomBytes(NONCE_BYTES).toString("base64url");
  const lastDay = String(Math.floor(Date.now() / DAY_MS) + TRUST_DAYS);
  const others = splitToken(token).filter((entry) => entry.split("~")[0] !== nonce);
  const entry = [nonce, lastDay, sign(ctx.secrets.devices, account, { nonce, lastDay })].join("~");
  return [entry, ...others].slice(0, MAX_ACCOUNTS).join(".");
}

function splitToken(token: string | undefined): string[] {
  const entries = (token ?? "").split(".", MAX_ACCOUNTS);
  return entries.filter((entry) => /^[\w-]{22}~\d{1,6}~[\w-]{43}$/.test(entry));
}

function sign(
  key: Buffer,
  { id, passwordHash }: PasswordHolder,
  { nonce, lastDay }: { nonce: string; lastDay: string },
): string {
  const signed = JSON.stringify([id, passwordHash, nonce, lastDay]);
  return createHmac("sha256", key).update(signed).digest("base64url");
}

function isEqual(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
