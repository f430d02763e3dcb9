import type * as queries from "../../../generated/queries/acceptance.ts";
import * as sizes from "../models/sizes.ts";
import { computeFingerprint } from "./request.ts";
import type { Submission } from "./submission.ts";

// Time in the queue before a generation fails. Long enough for a full queue; the sweep then releases the
// credits.
const MAX_QUEUE_SECONDS = 3600;

// With `synchronous_commit = off` a commit is durable within three times `wal_writer_delay`, by default 0.6
// s. This is the shortest wait of a client for which a lost commit would still be noticed.
const MIN_AWAITED_MS = 2_000;

/** Returns the parameters of `check_request` for a request, without its id. */
export function toCheckParameters(
  submission: Omit<Submission, "id">,
): Omit<queries.ICheckAcceptanceParams, "id"> & { fingerprint: Buffer } {
  const { caller, dialect, route, request } = submission;
  const { model, n, tier, quality } = request;
  return {
    accountId: caller.accountId,
    keyId: caller.keyId ?? null,
    runningLimit: caller.runningLimit ?? null,
    ...{ dialect, route, model, n, tier, quality },
    idempotencyKey: submission.idempotencyKey ?? null,
    fingerprint: computeFingerprint(request, submission),
    isRetry: submission.isRetry ?? null,
  };
}

/** A request for `accept_generations_2`. */
export type AcceptItem = ReturnType<typeof toItem>;

/** The claim of a generation that runs as soon as it is accepted. */
export interface DirectClaim {
  workerId: string;
  provider: string;
  /** How long the claim lasts. */
  runSeconds: number;
}

/**
 * Returns a request for `accept_generations_2`, with the id of its hold. With a claim the generation gets no
 * job.
 */
export function toItem(submission: Submission, claim?: DirectClaim) {
  const { id, inputs, uploadIds = [] } = submission;
  const { prompt, size, aspectRatio, options, endUser = null } = submission.request;
  return {
    ...toCheckParameters(submission),
    ...{ id, prompt, aspectRatio, endUser },
    holdId: Bun.randomUUIDv7(),
    size: sizes.formatSize(size),
    options: JSON.stringify({ ...options, ...submission.addedOptions }),
    inputs: JSON.stringify(inputs),
    // An array in an array parameter would have to be as long as the others.
    uploadIds: `{${uploadIds.join(",")}}`,
    isAwaited: isAwaited(submission),
    // With a claim, the provider call follows the acceptance at once, so its commit must be durable.
    mayBeLost: isAwaited(submission) && !submission.isAcknowledged && claim === undefined,
    deadlineSeconds: submission.queueSeconds ?? MAX_QUEUE_SECONDS,
    claim,
  };
}

/** Returns whether the client waits for the result. Such generations start before others. */
export function isAwaited({ waitMs = 0 }: Pick<Submission, "waitMs">): boolean {
  return waitMs >= MIN_AWAITED_MS;
}

/** Returns the parameters of `accept_generations_2`: an array for each column of the requests. */
export function toAcceptParameters(
  items: AcceptItem[],
  mayWait: boolean,
): queries.IAcceptGenerationsParams {
  return {
    mayWait,
    mayBeLost: items.every((item) => item.mayBeLost),
    ids: items.map((item) => item.id),
    holdIds: items.map((item) => item.holdId),
    accountIds: items.map((item) => item.accountId),
    keyIds: items.map((item) => item.keyId ?? null),
    runningLimits: items.map((item) => item.runningLimit ?? null),
    dialects: items.map((item) => item.dialect),
    routes: items.map((item) => item.route),
    models: items.map((item) => item.model),
    prompts: items.map((item) => item.prompt),
    ns: items.map((item) => item.n),
    sizes: items.map((item) => item.size),
    aspectRatios: items.map((item) => item.aspectRatio),
    tiers: items.map((item) => item.tier),
    qualities: items.map((item) => item.quality),
    options: items.map((item) => item.options),
    inputs: items.map((item) => item.inputs),
    uploadIds: items.map((item) => item.uploadIds),
    endUsers: items.map((item) => item.endUser),
    idempotencyKeys: items.map((item) => item.idempotencyKey ?? null),
    fingerprints: items.map((item) => item.fingerprint),
    areRetries: items.map((item) => item.isRetry ?? null),
    areAwaited: items.map((item) => item.isAwaited),
    deadlineSeconds: items.map((item) => item.deadlineSeconds),
    workerIds: items.map(({ claim }) => claim?.workerId ?? null),
    providers: items.map(({ claim }) => claim?.provider ?? null),
    runSeconds: items.map(({ claim }) => claim?.runSeconds ?? null),
  };
}
