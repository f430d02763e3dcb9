/** Queries that only failures, providers with tasks or rotations reach, with ids of this database. */
import * as acceptance from "../../../generated/queries/acceptance.ts";
import * as accounts from "../../../generated/queries/accounts.ts";
import * as audit from "../../../generated/queries/audit.ts";
import * as credits from "../../../generated/queries/credits.ts";
import * as files from "../../../generated/queries/files.ts";
import * as generations from "../../../generated/queries/generations.ts";
import { forBatches } from "./batch-queries.ts";
import * as idempotency from "../../../generated/queries/idempotency.ts";
import * as cleanup from "../../../generated/queries/history-cleanup.ts";
import * as images from "../../../generated/queries/images.ts";
import * as installation from "../../../generated/queries/installation.ts";
import * as keys from "../../../generated/queries/keys.ts";
import * as legacySizes from "../../../generated/queries/legacy-sizes.ts";
import * as moderation from "../../../generated/queries/moderation.ts";
import * as models from "../../../generated/queries/models.ts";
import * as partials from "../../../generated/queries/partials.ts";
import * as pendingInputs from "../../../generated/queries/pending-inputs.ts";
import * as plans from "../../../generated/queries/plans.ts";
import * as providers from "../../../generated/queries/providers.ts";
import * as retention from "../../../generated/queries/retention.ts";
import * as sessions from "../../../generated/queries/sessions.ts";
import * as signIn from "../../../generated/queries/sign-in-attempts.ts";
import * as signUp from "../../../generated/queries/sign-up.ts";
import * as uploads from "../../../generated/queries/uploads.ts";
import * as webhooks from "../../../generated/queries/webhooks.ts";
import * as workers from "../../../generated/queries/workers.ts";
import { failOverdue } from "../../../src/core/generations/finish.ts";
import type { Step } from "./api-calls.ts";
import type { World } from "./world.ts";

const ID = "00000000-0000-4000-8000-000000000000";
const KEY = `inputs/${ID}/0.png`;
// No attempt has such an id.
const ATTEMPT = "9000000000";

type Run = (db: World["app"]["ctx"]["db"], world: World) => Promise<unknown>;

/** Returns a step for each query that no operation, job or command of the pass executes. */
export function listRareSteps(): Step[] {
  const groups = {
    ...{ ...forGenerations, ...forProviders, ...forAccounts, ...forOperators, ...forBatches },
  };
  return Object.entries(groups).map(([name, run]) => ({
    name: `query ${name}`,
    run: async (world) => void (await run(world.app.ctx.db, world)),
  }));
}

const claim = { workerId: ID, claim: 1 };
const attempt = { attemptId: ATTEMPT };

const forGenerations: Record<string, Run> = {
  isAnyQueued: (db) => generations.isAnyQueued.run(undefined, db),
  finishRequestedCancellations: (db) =>
    generations.finishRequestedCancellations.run({ limit: 500 }, db),
  withdrawGeneration: (db) => generations.withdrawGeneration.run({ id: ID, accountId: ID }, db),
  findTaskIds: (db) => generations.findTaskIds.run(attempt, db),
  revertAttemptCall: (db) => generations.revertAttemptCall.run(attempt, db),
  findUsage: (db, { finished }) =>
    generations.findUsage.run({ generationId: finished[0] ?? ID }, db),
  findDelivered: (db, { finished }) => generations.findDelivered.run({ id: finished[0] ?? ID }, db),
  addTaskId: (db) =>
    generations.addTaskId.run({ ...attempt, generationId: ID, taskId: "task" }, db),
  attachTask: (db) =>
    generations.attachTask.run({ ...attempt, provider: "kie", taskId: "task" }, db),
  nextAttempt: (db) =>
    generations.nextAttempt.run(
      {
        ...{ ...attempt, ...claim, endedProvider: "demo", message: "", provider: "demo" },
        outcome: "not_sent",
      },
      db,
    ),
  releaseGeneration: (db) =>
    generations.releaseGeneration.run(
      { ...claim, generationId: ID, isCallRecorded: false, pauseSeconds: 1 },
      db,
    ),
  readoptGenerations: (db) =>
    workers.readoptGenerations.run({ id: ID, generationIds: [ID], claims: [1] }, db),
  abandonClaim: (db) =>
    generations.abandonClaim.run({ ...claim, id: ID, isCallRecorded: false }, db),
  finishGenerations: (_, { app }) => failOverdue(app.ctx, ID),
  findSuspendedBy: (db, { finished }) =>
    moderation.findSuspendedBy.run({ generationId: finished[0] ?? ID }, db),
  requeueGeneration: (db) => generations.requeueGeneration.run({ id: ID }, db),
  addGenerateJob: (db) =>
    generations.addGenerateJob.run({ id: ID, isAwaited: false, hasOwn: false }, db),
  offerGenerations: (db) => generations.offerGenerations.run({ workerId: ID, count: 16 }, db),
  openOverdueAttempt: (db) => generations.openOverdueAttempt.run({ id: ID, provider: "demo" }, db),
  findFinished: (db, { finished }) => generations.findFinished.run({ id: finished[0] ?? ID }, db),
  refuseBeforeBody: (db, { whale }) =>
    acceptance.refuseBeforeBody.run({ accountId: whale.accountId, dialect: "hub" }, db),
  recordInterruptions: (db, { whale }) =>
    acceptance.recordInterruptions.run(
      {
        ...{ ids: [ID], accountIds: [whale.accountId], keyIds: [ID], generationIds: [ID] },
        ...{ fingerprints: [Buffer.alloc(32)], markRetries: [false] },
      },
      db,
    ),
  publishOpenRequests: (db) =>
    idempotency.publishOpenRequests.run(
      { payload: JSON.stringify({ type: "hello", from: ID }) },
      db,
    ),
};

const forProviders: Record<string, Run> = {
  findTaskGeneration: (db) =>
    providers.findTaskGeneration.run({ provider: "kie", taskId: "task" }, db),
  acquireProviderSlot: (db) =>
    providers.acquireProviderSlot.run(
      { name: "kie", limit: 20, windowMs: 10_000, maxWaitMs: 1_000 },
      db,
    ),
  tryAcquireCircuit: (db) =>
    providers.tryAcquireCircuit.run({ provider: "demo", probeSeconds: 9 }, db),
  recordCircuitOutcome: (db) =>
    providers.recordCircuitOutcome.run(
      { provider: "demo", isHealthy: true, openSeconds: 9, threshold: 9 },
      db,
    ),
  addPartialImage: (db) =>
    partials.addPartialImage.run(
      { ...claim, generationId: ID, partialIndex: 0, storageKey: KEY },
      db,
    ),
  listPartialImages: (db) => partials.listPartialImages.run({ generationId: ID, after: 0 }, db),
  deletePartialImageRows: (db) => partials.deletePartialImageRows.run({ ids: [1] }, db),
  listImageObjects: (db) => images.listImageObjects.run({ after: ID, limit: 1_000 }, db),
  deleteFiles: (db) => files.deleteFiles.run({ ids: [ID] }, db),
  abandonFile: (db) => files.abandonFile.run({ id: ID }, db),
  deleteUploads: (db) => uploads.deleteUploads.run({ ids: [ID] }, db),
  deletePendingInputs: (db) => pendingInputs.deletePendingInputs.run({ storageKeys: [KEY] }, db),
  listUnneededKeys: (db, { finished }) =>
    cleanup.listUnneededKeys.run(
      { keys: [KEY, `generations/${finished[0] ?? ID}/0.png`, "uploads/a.png", "files/a.png"] },
      db,
    ),
};

const forAccounts: Record<string, Run> = {
  isSessionLive: (db) => sessions.isSessionLive.run({ id: ID }, db),
  recordContentRefusal: (db) => moderation.recordContentRefusal.run({ accountId: ID }, db),
  isKeyActive: (db, { whale }) => keys.isKeyActive.run({ id: whale.keyId }, db),
  expireGrants: (db) => credits.expireGrants.run({ grantIds: [ID] }, db),
  recordWrongPassword: (db) => signIn.recordWrongPassword.run({ client: "a", name: "b" }, db),
  recordLockOut: (db) => signIn.recordLockOut.run({ client: "a", name: "b" }, db),
  listSecretsOfKey: (db) =>
    webhooks.listSecretsOfKey.run({ keyId: Buffer.alloc(4), limit: 100 }, db),
  replaceSecrets: (db) =>
    webhooks.replaceSecrets.run({ before: [], ids: [], oldSecrets: [], secrets: [] }, db),
};

const forOperators: Record<string, Run> = {
  listIdleLocks: (db) => workers.listIdleLocks.run({ poolId: "pool", runningJobIds: ["1"] }, db),
  findModelOfAlias: (db) => models.findModelOfAlias.run({ alias: "dall-e-3" }, db),
  findLegacySize: (db) => legacySizes.findLegacySize.run({ width: 512, height: 512 }, db),
  countAccounts: (db) => accounts.countAccounts.run(undefined, db),
  addSetupToken: (db) => signUp.addSetupToken.run({ tokenHash: Buffer.alloc(32) }, db),
  rotateInstallation: (db) =>
    installation.rotateInstallation.run(
      {
        ...{ fingerprint: Buffer.alloc(1), oldFingerprint: Buffer.alloc(1) },
        sealedKeys: Buffer.alloc(1),
      },
      db,
    ),
  setPlanRetention: (db) => retention.setPlanRetention.run({ planId: "bench", days: 30 }, db),
  setPlanPolicy: (db) => plans.setPlanPolicy.run({ planId: "bench" }, db),
  setPlanPriority: (db) => plans.setPlanPriority.run({ planId: "bench", priority: 1 }, db),
  setPlanRefusals: (db) => plans.setPlanRefusals.run({ planId: "bench", perDay: 1000 }, db),
  setPlanKeyLifetime: (db) => plans.setPlanKeyLifetime.run({ planId: "bench" }, db),
  verifyAuditChain: (db) => audit.verifyAuditChain.run({ after: 0, to: 100 }, db),
  countUnchainedEntries: (db) => audit.countUnchainedEntries.run(undefined, db),
};
