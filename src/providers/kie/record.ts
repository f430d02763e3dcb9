import { z } from "zod";
import type { CallLog } from "../http-client.ts";
import { type KieResponse, parse } from "./client.ts";
import { isBlocked } from "./codes.ts";

/**
 * The state of a task. `unreadable`: the API has not returned it. `missing`: the API does not know the task,
 * which may be temporary. `malformed`: it has succeeded, but its result cannot be parsed.
 */
export type TaskRecord =
  | { state: "pending" }
  | { state: "unreadable" }
  | { state: "missing" }
  | { state: "malformed" }
  | { state: "success"; url: string; creditsConsumed?: number | undefined }
  | { state: "blocked" | "failed"; message: string };

const text = z.union([z.string(), z.number().transform(String)]).catch("");
const recordSchema = z.object({
  state: z.string().catch(""),
  resultJson: z.unknown().optional(),
  failCode: text,
  failMsg: text,
  creditsConsumed: z.number().optional().catch(undefined),
});
const resultSchema = z.object({ resultUrls: z.array(z.string()).min(1) });

/** Parses a response of recordInfo. An unknown state is pending, until the deadline of the attempt. */
export function readRecord(response: KieResponse, callLog: CallLog): TaskRecord {
  if (!response.isFromApi) return { state: "unreadable" };
  if (response.code === 404 || response.code === 422) return { state: "missing" };
  const record = recordSchema.safeParse(response.data).data;
  const failMsg = record?.failMsg || response.message;
  if (response.code === 501 || record?.state === "fail") {
    const message = callLog.text(failMsg) || "The image provider failed.";
    const isPolicyViolation = isBlocked(failMsg, record?.failCode ?? "");
    return { state: isPolicyViolation ? "blocked" : "failed", message };
  }
  if (response.code !== 200 || record === undefined) return { state: "unreadable" };
  if (record.state !== "success") return { state: "pending" };
  const url = readUrl(record.resultJson);
  if (url === undefined) return { state: "malformed" };
  return { state: "success", url, creditsConsumed: record.creditsConsumed };
}

/** Returns the URL of the only image of a task. `resultJson` is JSON in a string. */
function readUrl(resultJson: unknown): string | undefined {
  const result = typeof resultJson === "string" ? parse(resultJson) : resultJson;
  return resultSchema.safeParse(result).data?.resultUrls[0];
}
