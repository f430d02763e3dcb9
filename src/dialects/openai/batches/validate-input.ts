import type { Context } from "../../../app/context.ts";
import {
  type BatchWork,
  failBatch,
  type InputFault,
  MOST_LINES,
  startBatch,
} from "../../../core/generations/request-batches.ts";
import { AppError } from "../../../foundation/errors.ts";
import { type InputLine, parseEnvelope, readInputLines } from "./input-lines.ts";

const MAX_REQUESTS = 50_000;
const MAX_ERRORS = 20;

/**
 * Reads the whole input of a new batch, one line at a time, and starts the batch or ends it with the reasons
 * why its input is not valid. The bodies of requests are checked when they are submitted.
 */
export async function validateInput(ctx: Context, batch: BatchWork): Promise<void> {
  const { faults, total } = await readInput(ctx, batch);
  if (faults.length > 0) return failBatch(ctx, batch.id, faults);
  if (await startBatch(ctx, batch.id, total)) return;
  const message =
    `The batches of the account would have more than ${MOST_LINES} requests. ` +
    "Wait until older ones are deleted, 30 days after their end at the latest.";
  await failBatch(ctx, batch.id, [toFault("request_limit_exceeded", message)]);
}

async function readInput(
  ctx: Context,
  { storageKey, endpoint }: BatchWork,
): Promise<{ faults: InputFault[]; total: number }> {
  const bytes = storageKey === null ? undefined : await ctx.storage.read(storageKey);
  if (bytes === undefined)
    return { faults: [toFault("file_not_found", "The input file does not exist.")], total: 0 };
  const faults: InputFault[] = [];
  const customIds = new Set<string>();
  let total = 0;
  try {
    for await (const line of readInputLines(bytes, { line: 1, offset: 0 })) {
      total += 1;
      if (total > MAX_REQUESTS) {
        faults.push(toFault("too_many_requests", `A batch has at most ${MAX_REQUESTS} requests.`));
        break;
      }
      faults.push(...listLineFaults(line, endpoint, customIds));
      if (faults.length >= MAX_ERRORS) break;
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "invalid_request") throw error;
    faults.push(toFault("invalid_input", error.message));
  }
  if (total === 0 && faults.length === 0)
    faults.push(toFault("empty_file", "The input file has no requests."));
  return { faults, total };
}

function listLineFaults(line: InputLine, endpoint: string, customIds: Set<string>): InputFault[] {
  const fault = (code: string, param: string, message: string): InputFault[] => [
    { ...toFault(code, `Line ${line.line}: ${message}`), line: line.line, param },
  ];
  try {
    const { customId, method, url, body } = parseEnvelope(line);
    if (customIds.has(customId))
      return fault("duplicate_custom_id", "custom_id", "another line has the same custom_id.");
    customIds.add(customId);
    if (method !== "POST") return fault("invalid_method", "method", "method must be POST.");
    if (url !== endpoint) return fault("invalid_url", "url", `url must be ${endpoint}.`);
    if (typeof body !== "object" || body === null || Array.isArray(body))
      return fault("invalid_body", "body", "body must be an object.");
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [{ ...toFault("invalid_json_line", error.message), line: line.line }];
  }
}

/** Returns a reason that concerns the whole input. */
export function toFault(code: string, message: string): InputFault {
  return { code, message, line: null, param: null };
}
