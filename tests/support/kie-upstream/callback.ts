import { createHmac } from "node:crypto";
import { type KieTask, toRecord } from "./record.ts";

/** Deviations from a regular callback. */
export interface CallOptions {
  /** The key of the signature, if the callback is signed. */
  key?: string;
  /** Age of the signature. */
  ageSeconds?: number;
  spelling?: "taskId" | "task_id";
  /** Fields that differ from the API's callback. */
  data?: object;
}

/**
 * Sends the callback for a finished task as the API does. The server whose public URL is the task's
 * `callBackUrl` is called at `origin`.
 */
export function postCallback(
  { task, url, origin }: { task: KieTask; url: string; origin: string },
  { key, ageSeconds = 0, spelling = "taskId", data = {} }: CallOptions = {},
): Promise<Response> {
  const response = toRecord({ ...task, reads: 3 }, { url, internalUrl: "" });
  const { taskId, ...record } = Object(response.data);
  const timestamp = String(Math.floor(Date.now() / 1000) - ageSeconds);
  const signed = createHmac("sha256", key ?? "").update(`${task.id}.${timestamp}`);
  const signature = {
    "x-webhook-timestamp": timestamp,
    "x-webhook-signature": signed.digest("base64"),
  };
  const { pathname, search } = new URL(task.fields.callBackUrl ?? "");
  return fetch(new URL(pathname + search, origin), {
    method: "POST",
    headers: { "content-type": "application/json", ...(key !== undefined && signature) },
    body: JSON.stringify({ ...response, data: { [spelling]: taskId, ...record, ...data } }),
  });
}
