import type { TaskList } from "graphile-worker";
import type { LocalWorker } from "../src/core/generations/local-worker.ts";
import { applyRetention } from "./apply-retention.ts";
import { chainAudit } from "./chain-audit.ts";
import { deliverWebhook } from "./deliver-webhook.ts";
import { expireCredits } from "./expire-credits.ts";
import { generate } from "./generate.ts";
import { grantMonthly } from "./grant-monthly.ts";
import { runCleanup } from "./cleanup.ts";
import { notifyWebhooks } from "./notify-webhooks.ts";
import { processBatch } from "./process-batch.ts";
import { runOrphanRemoval } from "./remove-orphans.ts";

declare global {
  namespace GraphileWorker {
    interface Tasks {
      generate: { generationId: string; isOffered?: boolean };
      "expire-credits": Record<string, never>;
      "grant-monthly": Record<string, never>;
      "chain-audit": Record<string, never>;
      reap: Record<string, never>;
      "apply-retention": Record<string, never>;
      "remove-orphans": Record<string, never>;
      notify: Record<string, never>;
      "deliver-webhook": { deliveryId: string };
      "process-batch": { batchId: string };
    }
  }
}

/** Scheduled tasks. Recovery runs more often than cron allows: see `recovery.ts`. */
export const crontab = [
  cron("* * * * *", "expire-credits"),
  // At the start of a month, and soon after an account changes to a plan.
  cron("*/10 * * * *", "grant-monthly"),
  cron("* * * * *", "notify"),
  cron("* * * * *", "chain-audit"),
  cron("7 * * * *", "reap"),
  cron("37 3 * * *", "apply-retention"),
  cron("47 * * * *", "remove-orphans"),
].join("\n");

// A queue of its own keeps a task from running twice at the same time. With a key, at most one job of the
// task waits while another one runs for minutes, and the next job replaces one that failed.
function cron(schedule: string, task: string): string {
  return `${schedule} ${task} ?max=1&queue=${task}&jobKey=${task}`;
}

/**
 * Returns the jobs of the three pools. Generations may take minutes, so other jobs do not wait behind
 * them; and no other job waits behind a webhook receiver that does not respond. Jobs are idempotent,
 * because a job may run twice.
 */
export function createTaskLists(local: LocalWorker) {
  const { ctx } = local;
  const generations: TaskList = {
    generate: (payload, { abortSignal: retired, job: { priority } }) =>
      generate(local, { payload, priority, retired }),
  };
  const deliveries: TaskList = {
    "deliver-webhook": (payload) => deliverWebhook(ctx, payload),
  };
  const scheduled: TaskList = {
    "expire-credits": () => expireCredits(ctx),
    "grant-monthly": () => grantMonthly(ctx),
    "chain-audit": () => chainAudit(ctx),
    reap: () => runCleanup(ctx),
    "apply-retention": () => applyRetention(ctx),
    "remove-orphans": () => runOrphanRemoval(ctx),
    notify: () => notifyWebhooks(ctx),
    "process-batch": (payload) => processBatch(ctx, payload),
  };
  return { generations, deliveries, scheduled };
}
