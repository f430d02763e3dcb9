import type { Context } from "../src/app/context.ts";
import * as batches from "../src/core/generations/request-batches.ts";
import * as erasure from "../src/core/generations/erasure.ts";
import * as history from "../src/core/generations/list.ts";
import * as partials from "../src/core/generations/previews.ts";
import * as idempotency from "../src/core/generations/idempotency.ts";
import { runSteps } from "../src/app/isolation.ts";
import * as files from "../src/core/media/files.ts";
import * as pendingInputs from "../src/core/media/pending-inputs.ts";
import * as scratch from "../src/core/media/temp-dir.ts";
import * as uploads from "../src/core/media/uploads.ts";
import * as sessions from "../src/core/accounts/sessions.ts";
import * as deliveries from "../src/core/webhooks/deliveries.ts";
import {
  archiveAttempts,
  deleteFinishedRecords,
} from "../src/core/generations/finished-records.ts";

const BATCH = 1_000;

/** Deletes expired rows and files, and archives ended ones, in batches, so that no statement takes long. */
export async function runCleanup(ctx: Context): Promise<void> {
  const removed = await runSteps(ctx, "reap", {
    idempotencyKeys: () => repeatUntilNone(() => idempotency.cleanUpIdempotencyKeys(ctx, BATCH)),
    pendingInputs: () => pendingInputs.cleanUpPendingInputs(ctx),
    uploads: () => uploads.cleanUpUploads(ctx),
    files: () => files.cleanUpFiles(ctx),
    batches: () => repeatUntilNone(() => batches.cleanUpBatches(ctx)),
    sessions: () => repeatUntilNone(() => sessions.cleanUpSessions(ctx, BATCH)),
    deliveries: () => repeatUntilNone(() => deliveries.cleanUpDeliveries(ctx, BATCH)),
    endedDeliveries: () => repeatUntilNone(() => deliveries.archiveDeliveries(ctx, BATCH)),
    erasedGenerations: () => erasure.eraseClosedAccounts(ctx),
    deletedGenerations: () => history.cleanUpDeletedGenerations(ctx),
    partialImages: () => partials.cleanUpPreviews(ctx),
    finishedRecords: () => repeatUntilNone(() => deleteFinishedRecords(ctx, BATCH)),
    attempts: () => repeatUntilNone(() => archiveAttempts(ctx, BATCH)),
    scratch: () => scratch.cleanUpTempDirs(ctx),
  });
  if (Object.values(removed).some((count) => count > 0)) ctx.log.info("cleanup_finished", removed);
}

async function repeatUntilNone(remove: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const removed = await remove();
    if (removed === 0) return total;
    total += removed;
  }
}
