import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { CallbackReading } from "../provider.ts";
import { parse } from "./client.ts";
import type { Callbacks } from "./task-context.ts";

// Allows for clock skew and for the delivery time of a callback.
const TOLERANCE_SECONDS = 300;

// The documentation of Kie uses both spellings.
const taskId = z.string().regex(/^[!-~]{1,200}$/);
const callbackSchema = z.object({
  data: z.union([
    z.object({ taskId }),
    z.object({ task_id: taskId }).transform((data) => ({ taskId: data.task_id })),
  ]),
});

/**
 * Reads the task id of a callback. The signature covers the task id and the timestamp only, so the rest
 * of the body is not trusted.
 */
export function readCallback(
  { hmacKey }: Pick<Callbacks, "hmacKey">,
  headers: Headers,
  body: string,
): CallbackReading {
  const callback = callbackSchema.safeParse(parse(body)).data;
  if (callback === undefined) return createError(400, "The body contains no task id.");
  const { taskId } = callback.data;
  if (hmacKey !== undefined && !isSigned(hmacKey, headers, taskId)) {
    return createError(401, "The signature is missing, invalid or expired.");
  }
  return { status: 200, answer: { code: 200, msg: "success" }, taskId };
}

function createError(status: 400 | 401, msg: string): CallbackReading {
  return { status, answer: { code: status, msg } };
}

function isSigned(hmacKey: string, headers: Headers, taskId: string): boolean {
  const timestamp = headers.get("x-webhook-timestamp") ?? "";
  const ageSeconds = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (!/^\d{1,12}$/.test(timestamp) || ageSeconds > TOLERANCE_SECONDS) return false;
  const given = Buffer.from(headers.get("x-webhook-signature") ?? "", "base64");
  const expected = createHmac("sha256", hmacKey).update(`${taskId}.${timestamp}`).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
}
