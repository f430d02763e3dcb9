import type { Context } from "../../app/context.ts";
import * as batches from "../../core/generations/request-batches.ts";
import * as files from "../../core/media/files.ts";

const PAGE_SIZE = 100;

/** Yields the files of an account in the order of their creation, reading one page at a time. */
export async function* readFiles(ctx: Context, accountId: string) {
  let afterId: string | undefined;
  do {
    const page = { afterId, limit: PAGE_SIZE, order: "asc", purpose: undefined } as const;
    const { files: rows, hasMore } = await files.listFiles(ctx, accountId, page);
    yield* rows;
    afterId = hasMore ? rows.at(-1)?.id : undefined;
  } while (afterId !== undefined);
}

/** Returns the name of a stored file in the archive. */
export function toFileName(storageKey: string): string {
  return storageKey.replace("/0.", ".");
}

/** Yields what is stored about each file. `name` is null for results, which follow from the requests. */
export async function* readFileRecords(ctx: Context, accountId: string) {
  for await (const file of readFiles(ctx, accountId)) {
    const { id, filename, purpose, sizeBytes, createdAt, expiresAt, storageKey } = file;
    yield {
      ...{ id: toPublicId("file-", id), filename, purpose, bytes: Number(sizeBytes) },
      ...{ created_at: createdAt, expires_at: expiresAt },
      name: storageKey === null ? null : toFileName(storageKey),
    };
  }
}

/** Yields the batches of an account, the newest first, each with its finished requests. */
export async function* readBatchRecords(ctx: Context, accountId: string) {
  let afterId: string | undefined;
  do {
    const page = { afterId, limit: PAGE_SIZE };
    const { batches: rows, hasMore } = await batches.listBatches(ctx, accountId, page);
    for (const { id, ...batch } of rows) {
      const batchId = toPublicId("batch_", id);
      yield toBatchRecord(batchId, batch);
      for (const state of ["completed", "failed"] as const)
        yield* readRequestRecords(ctx, { id, batchId, state });
    }
    afterId = hasMore ? rows.at(-1)?.id : undefined;
  } while (afterId !== undefined);
}

function toBatchRecord(id: string, batch: Omit<batches.RequestBatch, "id">): object {
  const { endpoint, status, metadata, errors, total, completed, failed } = batch;
  return {
    ...{ id, endpoint, status, metadata, errors, total, completed, failed },
    input_file_id: toPublicId("file-", batch.inputFileId),
    created_at: batch.createdAt,
    finished_at: batch.finishedAt,
  };
}

async function* readRequestRecords(
  ctx: Context,
  { id, batchId, state }: { id: string; batchId: string; state: "completed" | "failed" },
) {
  for (let afterLine = 0; ;) {
    const rows = await batches.listResults(ctx, { id, state, afterLine, limit: PAGE_SIZE });
    for (const { line, customId, generationId, errorCode, errorMessage } of rows)
      yield {
        ...{ batch_id: batchId, line, custom_id: customId, generation_id: generationId },
        ...{ error_code: errorCode, error_message: errorMessage },
      };
    const last = rows.at(-1);
    if (last === undefined) return;
    afterLine = last.line;
  }
}

// As the OpenAI-compatible API shows them.
function toPublicId(prefix: string, id: string): string {
  return `${prefix}${id.replaceAll("-", "")}`;
}
