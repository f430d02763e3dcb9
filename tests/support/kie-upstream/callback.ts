import { createHmac } from "node:crypto";
import { type KieTask, toRecord } from "./record.ts";

/** What is out of the ordinary about a call. */
export interface CallOptions {
  /** Signs with this key, as where one is set at the API. */
  key?: string;
  /** How long ago it was signed. */
  ageSeconds?: number;
  spelling?: "taskId" | "task_id";
  /** Fields that differ from the API's callback. */
  data?: object;
}

/**
 * Calls back about a task as the API does when one has ended. The server that is known to the world
 * by the task's `callBackUrl` is reached at `origin`.
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
