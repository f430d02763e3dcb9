import type { components, operations } from "../../../../generated/openai/server.ts";
import type { Caller } from "../../../core/accounts/key-authentication.ts";
import { createBatch as createRequestBatch } from "../../../core/generations/create-batch.ts";
import * as batches from "../../../core/generations/request-batches.ts";
import { readCreateHeaders } from "../../../http/create-headers.ts";
import type { Call } from "../../../openapi/handlers.ts";
import { fromFileId, toFileId } from "../files.ts";
import { toUnixSeconds } from "../images.ts";
import { fromBatchId, toBatchId } from "./ids.ts";

type Schemas = components["schemas"];
type BatchCall<Name extends keyof operations> = Call<operations[Name], Caller>;

const DEFAULT_LIMIT = 20;

/** Handlers of the batches of an account. */
export const batchHandlers = { createBatch, listBatches, getBatch, cancelBatch };

async function createBatch({ ctx, caller, body, request, reply }: BatchCall<"createBatch">) {
  const inputFileId = fromFileId(body.input_file_id);
  const { idempotencyKey, isRetry } = readCreateHeaders(request.headers);
  const batch = await createRequestBatch(ctx, {
    ...{ caller, endpoint: body.endpoint, inputFileId, idempotencyKey, isRetry },
    metadata: body.metadata ?? null,
    outputLifeSeconds: body.output_expires_after?.seconds,
  });
  return reply(200, toBatch(batch));
}

async function listBatches({ ctx, caller, query, reply }: BatchCall<"listBatches">) {
  const { after, limit = DEFAULT_LIMIT } = query;
  const afterId = after === undefined ? undefined : fromBatchId(after);
  const page = { afterId, limit };
  const { batches: rows, hasMore } = await batches.listBatches(ctx, caller.accountId, page);
  const data = rows.map(toBatch);
  const [first, last] = [data[0]?.id ?? null, data.at(-1)?.id ?? null];
  return reply(200, { object: "list", data, has_more: hasMore, first_id: first, last_id: last });
}

async function getBatch({ ctx, caller, params, reply }: BatchCall<"getBatch">) {
  const id = fromBatchId(params.batch_id);
  return reply(200, toBatch(await batches.getBatch(ctx, caller.accountId, id)));
}

async function cancelBatch({ ctx, caller, params, reply }: BatchCall<"cancelBatch">) {
  const id = fromBatchId(params.batch_id);
  return reply(200, toBatch(await batches.cancelBatch(ctx, caller.accountId, id)));
}

function toBatch(batch: batches.RequestBatch): Schemas["Batch"] {
  const { status, finishedAt, errors } = batch;
  const endedAs = (end: typeof status) => toSeconds(status === end ? finishedAt : null);
  return {
    id: toBatchId(batch.id),
    object: "batch",
    // Batches are created only with these endpoints.
    endpoint: batch.endpoint as Schemas["BatchEndpoint"],
    completion_window: "24h",
    status,
    input_file_id: toFileId(batch.inputFileId),
    output_file_id: batch.outputFileId === null ? undefined : toFileId(batch.outputFileId),
    error_file_id: batch.errorFileId === null ? undefined : toFileId(batch.errorFileId),
    // Written by `failBatch` and `failUnreadLines` only.
    errors:
      errors === null
        ? undefined
        : { object: "list", data: errors as unknown as Schemas["BatchError"][] },
    created_at: toUnixSeconds(batch.createdAt),
    expires_at: toUnixSeconds(batch.expiresAt),
    in_progress_at: toSeconds(batch.inProgressAt),
    finalizing_at: toSeconds(
      (batch.outputFileId ?? batch.errorFileId) === null ? null : finishedAt,
    ),
    cancelling_at: toSeconds(batch.cancellingAt),
    completed_at: endedAs("completed"),
    failed_at: endedAs("failed"),
    expired_at: endedAs("expired"),
    cancelled_at: endedAs("cancelled"),
    request_counts: {
      total: batch.total,
      completed: batch.completed,
      failed: batch.failed,
    },
    // Written by `createBatch` only.
    metadata: batch.metadata as Record<string, string> | null,
  };
}

function toSeconds(date: Date | null): number | undefined {
  return date === null ? undefined : toUnixSeconds(date);
}
