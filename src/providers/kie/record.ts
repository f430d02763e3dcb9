import { z } from "zod";
import type { CallLog } from "../http-client.ts";
import { type KieResponse, parse } from "./client.ts";
import { isBlocked } from "./codes.ts";

/**
 * What is known of a task. `missing`: the API does not know it, which may be too early to believe.
 * `garbled`: it is done, and what it drew cannot be read.
 */
export type TaskRecord =
  | { state: "pending" }
  | { state: "missing" }
  | { state: "garbled" }
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

/** Reads an answer of recordInfo. Whatever it does not understand is pending: only time ends that. */
export function readRecord(answer: KieResponse, scribe: CallLog): TaskRecord {
  if (answer.code === 404 || answer.code === 422) return { state: "missing" };
  const record = recordSchema.safeParse(answer.data).data;
  const failMsg = record?.failMsg || answer.message;
  if ((answer.isTold && answer.code === 501) || record?.state === "fail") {
    const message = scribe.text(failMsg) || "The image provider failed.";
    const isRefused = isBlocked(failMsg, record?.failCode ?? "");
    return { state: isRefused ? "blocked" : "failed", message };
  }
  if (answer.code !== 200 || record?.state !== "success") return { state: "pending" };
  const url = readUrl(record.resultJson);
  if (url === undefined) return { state: "garbled" };
  return { state: "success", url, creditsConsumed: record.creditsConsumed };
}

/** The first picture, which is the only one that a task is asked for. The field is JSON in a string. */
function readUrl(resultJson: unknown): string | undefined {
  const result = typeof resultJson === "string" ? parse(resultJson) : resultJson;
  return resultSchema.safeParse(result).data?.resultUrls[0];
}
