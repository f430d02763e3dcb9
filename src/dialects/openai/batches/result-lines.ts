import type { Context } from "../../../app/context.ts";
import { type Generation, loadGeneration } from "../../../core/generations/find.ts";
import { listResults, type ResultLine } from "../../../core/generations/request-batches.ts";
import { isImageMissing } from "../../../core/media/missing-image.ts";
import { AppError } from "../../../foundation/errors.ts";
import { toJson } from "../../../http/base64.ts";
import { toErrorType } from "../errors.ts";
import { toResponse } from "../images.ts";

const PAGE_SIZE = 100;
const DELETED = "The images of this request have been deleted.";

/** What identifies a line in the results of its batch. */
interface LineId {
  batchId: string;
  line: number;
  customId: string;
}

/**
 * Yields the results of a batch as JSON Lines: the succeeded requests, or the others. Throws `unavailable`
 * while images or generations cannot be read: the client then sees an incomplete file and can download it
 * again.
 */
export async function* writeResults(
  ctx: Context,
  accountId: string,
  batch: { id: string; isOutput: boolean },
): AsyncGenerator<Uint8Array> {
  const state = batch.isOutput ? "completed" : "failed";
  for (let afterLine = 0; ;) {
    const rows = await listResults(ctx, { id: batch.id, state, afterLine, limit: PAGE_SIZE });
    for (const row of rows) {
      const id = { batchId: batch.id, line: row.line, customId: row.customId };
      const body = batch.isOutput
        ? await toCompletedLine(ctx, accountId, { ...id, row })
        : toFailedLine(id, row);
      yield* toChunks(body);
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    afterLine = last.line;
  }
}

/**
 * Returns whether the images of a generation no longer exist: it was deleted, by its owner or by the
 * retention of the plan, or they are missing in the storage.
 */
export function isDeleted(error: unknown): boolean {
  return error instanceof AppError && (error.code === "not_found" || isImageMissing(error));
}

/** Returns the error of a request whose images were deleted before its result was recorded. */
export function createDeletedError(): AppError {
  return new AppError("not_found", DELETED);
}

/** Returns the size of a failed line in the results, in bytes. */
export function measureFailedLine(id: LineId, failure: Failure): number {
  return Buffer.byteLength(`${JSON.stringify(toFailedLine(id, failure))}\n`);
}

/** Returns the size of the line of a succeeded generation in the results, in bytes. */
export async function measureCompletedLine(
  ctx: Context,
  id: LineId,
  { generation, returnsUrls }: { generation: Generation; returnsUrls: boolean },
): Promise<number> {
  const body = await present(ctx, generation, true);
  const shown = returnsUrls ? body : { ...body, data: body.data.map(() => ({ b64_json: "" })) };
  const base64Bytes = generation.images.map(({ sizeBytes }) => 4 * Math.ceil(sizeBytes / 3));
  const text = `${JSON.stringify(toLine(id, toSuccess(generation.id, shown)))}\n`;
  const imageBytes = returnsUrls ? 0 : base64Bytes.reduce((sum, bytes) => sum + bytes, 0);
  return Buffer.byteLength(text) + imageBytes;
}

async function toCompletedLine(
  ctx: Context,
  accountId: string,
  { row, ...id }: LineId & { row: ResultLine },
): Promise<object> {
  const { generationId, returnsUrls } = row;
  try {
    const generation = await loadGeneration(ctx, accountId, generationId ?? "");
    const body = await present(ctx, generation, returnsUrls ?? false);
    return toLine(id, toSuccess(generation.id, body));
  } catch (error) {
    if (!isDeleted(error)) throw error;
    return toLine(id, { response: null, error: { code: "not_found", message: DELETED } });
  }
}

function present(ctx: Context, generation: Generation, returnsUrls: boolean) {
  const { endUser } = generation;
  return toResponse(ctx, generation, {
    response_format: returnsUrls ? "url" : "b64_json",
    model: null,
    safety_identifier: endUser,
    user: null,
  });
}

type Failure = Pick<ResultLine, "statusCode" | "errorCode" | "errorMessage" | "errorParam">;

// A request that was never answered has no response.
function toFailedLine(id: LineId, { statusCode, errorParam: param, ...error }: Failure): object {
  const [code, message] = [error.errorCode ?? "internal_error", error.errorMessage ?? ""];
  if (statusCode === null) return toLine(id, { response: null, error: { code, message } });
  const body = { error: { message, type: toErrorType(code), param, code } };
  const response = { status_code: statusCode, request_id: toRequestId(id), body };
  return toLine(id, { response, error: null });
}

function toSuccess(generationId: string, body: object): object {
  return { response: { status_code: 200, request_id: generationId, body }, error: null };
}

function toLine(id: LineId, rest: object): object {
  return { id: toRequestId(id), custom_id: id.customId, ...rest };
}

function toRequestId({ batchId, line }: LineId): string {
  return `batch_req_${batchId.replaceAll("-", "")}_${line}`;
}

async function* toChunks(body: object): AsyncGenerator<Uint8Array> {
  const text = toJson(body);
  if (typeof text === "string") yield Buffer.from(text);
  else yield* text;
  yield Buffer.from("\n");
}
