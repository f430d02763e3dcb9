import type { TaskFields } from "./contract.ts";
import { ok, type WireReply } from "./responses.ts";

/**
 * The state of a task after it was read three times. `expired`: its link no longer works; `flaky`: no link
 * works at first; `internal`: its link leads to the internal network of the caller; `stuck`: it never
 * finishes; `unknown`: it is not found.
 */
export type Fate =
  | "success"
  | "object"
  | "expired"
  | "dead"
  | "flaky"
  | "internal"
  | "not-an-image"
  | "garbled"
  | "fail"
  | "blocked"
  | "code-501"
  | "stuck"
  | "unknown";

/** One requested image, which is charged. */
export interface KieTask {
  id: string;
  fields: TaskFields;
  fate: Fate;
  /** The number of reads. */
  reads: number;
  /** The number of requests for its result. */
  downloads: number;
}

const STATES = ["waiting", "queuing", "generating"];

/** Returns the response of recordInfo, with its JSON in strings. */
export function toRecord(task: KieTask, links: { url: string; internalUrl: string }): WireReply {
  const { id: taskId, fields, fate } = task;
  const state = STATES[task.reads++] ?? (fate === "stuck" ? "generating" : undefined);
  const about = {
    taskId,
    model: fields.model,
    param: JSON.stringify(fields),
    createTime: 1,
    updateTime: 2,
    failCode: null,
    failMsg: null,
  };
  if (fate === "unknown") return { code: 422, msg: "recordInfo is null" };
  if (state !== undefined) return ok({ ...about, state, resultJson: "" });
  if (fate === "code-501") return { code: 501, msg: "Generation Failed" };
  if (fate === "fail") {
    return ok({ ...about, state: "fail", failCode: "500", failMsg: "Internal Error" });
  }
  if (fate === "blocked") {
    const failMsg = "Your content was flagged by Website as violating content policies.";
    return ok({ ...about, state: "fail", failCode: "400", failMsg });
  }
  const resultUrls = [linkOf(task, links)];
  const results = { resultUrls };
  const resultJson =
    fate === "garbled" ? '{"resultUrls":' : fate === "object" ? results : JSON.stringify(results);
  return ok({ ...about, state: "success", resultJson, costTime: 9, creditsConsumed: 6 });
}

function linkOf({ id, fate }: KieTask, { url, internalUrl }: { url: string; internalUrl: string }) {
  if (fate === "internal") return internalUrl;
  const link = `${url}/results/${id}.png`;
  return fate === "expired" || fate === "dead" ? `${link}?gone` : link;
}
