import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "../../app/context.ts";

const SIGNATURE_BYTES = 16;

/** Writes a name of an attempt for the address that its provider calls; nobody else can make one. */
export function writeReference(ctx: Pick<Context, "secrets">, attemptId: string): string {
  return `${attemptId}.${sign(ctx, attemptId).toString("hex")}`;
}

/** Reads such a name. Returns the attempt's id, or undefined where it is not one of ours. */
export function readReference(ctx: Pick<Context, "secrets">, text: string): string | undefined {
  const [match, attemptId = "", hex = ""] = /^(\d{1,18})\.([0-9a-f]{32})$/.exec(text) ?? [];
  if (match === undefined) return undefined;
  return timingSafeEqual(Buffer.from(hex, "hex"), sign(ctx, attemptId)) ? attemptId : undefined;
}

function sign({ secrets }: Pick<Context, "secrets">, attemptId: string): Buffer {
  const text = `darkroom-attempt-1\n${attemptId}`;
  return createHmac("sha256", secrets.callbacks).update(text).digest().subarray(0, SIGNATURE_BYTES);
}
