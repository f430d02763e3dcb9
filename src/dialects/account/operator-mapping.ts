import type { components } from "../../../generated/account/server.ts";
import type { DeadJob } from "../../core/generations/dead-jobs.ts";
import type {
  OperatorGeneration,
  OperatorGenerationDetails,
} from "../../core/generations/operator-generations.ts";
import type { OperatorDelivery } from "../../core/webhooks/operator-deliveries.ts";
import { toIso } from "./timestamps.ts";
import { fromDelivery } from "./webhook-mapping.ts";

type Schemas = components["schemas"];

/** Converts a generation of any account for operators. */
export function fromOperatorGeneration(row: OperatorGeneration): Schemas["OperatorGeneration"] {
  return {
    id: row.id,
    account_id: row.accountId,
    account_email: row.accountEmail,
    status: row.status,
    dialect: row.dialect,
    model: row.model,
    provider: row.provider,
    requested_images: row.n,
    delivered_images: row.delivered,
    credits: {
      held: row.heldCredits,
      captured: row.capturedCredits,
      released: row.releasedCredits,
    },
    error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorMessage ?? "" },
    stuck: row.isStuck,
    spend_unknown: row.isSpendUnknown,
    worker_id: row.workerId,
    created_at: row.createdAt.toISOString(),
    started_at: toIso(row.startedAt),
    finished_at: toIso(row.finishedAt),
    deadline_at: row.deadlineAt.toISOString(),
    cancel_requested_at: toIso(row.cancelRequestedAt),
    deleted_at: toIso(row.deletedAt),
  };
}

/** Converts a generation with its attempts and jobs. */
export function fromOperatorGenerationDetails(
  found: OperatorGenerationDetails,
): Schemas["OperatorGenerationDetail"] {
  return {
    ...fromOperatorGeneration(found.generation),
    attempts: found.attempts.map((row): Schemas["ProviderAttempt"] => ({
      id: row.id,
      provider: row.provider,
      state: row.state,
      outcome: row.outcome,
      message: row.message,
      calls: row.calls,
      task_ids: row.taskIds,
      provider_request_id: row.providerRequestId,
      spend_unknown: row.spendUnknown,
      created_at: row.createdAt.toISOString(),
      sent_at: toIso(row.sentAt),
      ended_at: toIso(row.endedAt),
    })),
    jobs: found.jobs.map((row): Schemas["GenerationJob"] => ({
      id: row.id,
      attempts: row.attempts,
      max_attempts: row.maxAttempts,
      last_error: row.lastError,
      running: row.isLocked,
      run_at: row.runAt.toISOString(),
    })),
  };
}

/** Converts a job that has used up its attempts. */
export function fromDeadJob(row: DeadJob): Schemas["DeadJob"] {
  return {
    id: row.id,
    task: row.task,
    // Jobs are added with an object.
    payload: row.payload as Record<string, unknown>,
    attempts: row.attempts,
    last_error: row.lastError,
    created_at: row.createdAt.toISOString(),
    failed_at: row.updatedAt.toISOString(),
  };
}

/** Converts a delivery of any account for operators. */
export function fromOperatorDelivery(row: OperatorDelivery): Schemas["OperatorDelivery"] {
  return {
    ...fromDelivery(row),
    account_id: row.accountId,
    account_email: row.accountEmail,
    webhook_id: row.endpointId,
    url: row.url,
  };
}
