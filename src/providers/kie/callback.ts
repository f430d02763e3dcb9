import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { CallbackReading } from "../provider.ts";
import { parse } from "./client.ts";
import type { Callbacks } from "./task-context.ts";

// How far the clocks may be apart, and how long a call may take to arrive.
const TOLERANCE_SECONDS = 300;

// Its documentation spells the name in both ways.
const taskId = z.string().regex(/^[!-~]{1,200}$/);
const callSchema = z.object({
  data: z.union([
    z.object({ taskId }),
    z.object({ task_id: taskId }).transform((data) => ({ taskId: data.task_id })),
  ]),
});

/**
 * Reads which task the API calls about. The signature, where there is one, covers that and the time
 * only, so whatever else the body tells may be anybody's.
 */
export function readCallback(
  { hmacKey }: Pick<Callbacks, "hmacKey">,
  headers: Headers,
  body: string,
): CallbackReading {
  const call = callSchema.safeParse(parse(body)).data;
  if (call === undefined) return refusal(400, "The body names no task.");
  const { taskId } = call.data;
  if (hmacKey !== undefined && !isSigned(hmacKey, headers, taskId)) {
    return refusal(401, "The signature is missing, wrong or old.");
  }
  return { status: 200, answer: { code: 200, msg: "success" }, taskId };
}

function refusal(status: 400 | 401, msg: string): CallbackReading {
  return { status, answer: { code: status, msg } };
}

function isSigned(hmacKey: string, headers: Headers, taskId: string): boolean {
  const timestamp = headers.get("x-webhook-timestamp") ?? "";
  const ageSeconds = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!/^\d{1,12}$/.test(timestamp) || ageSeconds > TOLERANCE_SECONDS) return false;
  const given = Buffer.from(headers.get("x-webhook-signature") ?? "", "base64");
  const own = createHmac("sha256", hmacKey).update(`${taskId}.${timestamp}`).digest();
  return given.length === own.length && timingSafeEqual(given, own);
}
