import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "../../app/context.ts";
import { listDerivedKeys } from "../../foundation/secrets.ts";

const SIGNATURE_BYTES = 16;

/** Returns a signed reference to an attempt, for the callback URL of its provider. */
export function writeReference(ctx: Pick<Context, "secrets">, attemptId: string): string {
  return `${attemptId}.${sign(ctx.secrets.callbacks, attemptId).toString("hex")}`;
}

/** Verifies a reference. Returns the id of the attempt, or undefined for an invalid reference. */
export function readReference(ctx: Pick<Context, "secrets">, text: string): string | undefined {
  const [match, attemptId = "", hex = ""] = /^(\d{1,18})\.([0-9a-f]{32})$/.exec(text) ?? [];
  if (match === undefined) return undefined;
  const given = Buffer.from(hex, "hex");
  const isOwn = listDerivedKeys(ctx.secrets, "callbacks").some((key) =>
    timingSafeEqual(given, sign(key, attemptId)),
  );
  return isOwn ? attemptId : undefined;
}

function sign(key: Buffer, attemptId: string): Buffer {
  const text = `darkroom-attempt-1\n${attemptId}`;
  return createHmac("sha256", key).update(text).digest().subarray(0, SIGNATURE_BYTES);
}
