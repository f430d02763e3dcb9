import * as queries from "../../../generated/queries/generations.ts";
import type { Context } from "../../app/context.ts";
import type { Db } from "../../database/db.ts";
import type { AttemptEnd, Ending } from "./ending.ts";
import { findAccountTurns } from "./account-turns.ts";
import { countUnfinished, findProvider, listImmediateProviders } from "./claim-statement.ts";
import { findShareLimit } from "./provider-shares.ts";
import type { RunSlot, RunSlots } from "./run-slots.ts";
import { shareStatement } from "./shared-statement.ts";

/** A generation to finish. */
export interface Finish {
  id: string;
  /** Undefined if it is not known. Finishes of one account share a statement. */
  accountId?: string;
  ending: Omit<Ending, "attempt">;
  /** Undefined if it is not known what the open attempt has done. */
  attempt?: AttemptEnd & { id: string; provider: string | undefined };
  /** The claim, unless the generation is finished regardless of its worker. */
  workerId?: string;
  claim?: number;
  /** Whether the request that waits for it is in this process. */
  isDirect?: boolean;
  /** The worker that has run the generation. Its finishes share statements. */
  worker?: FinishingWorker;
  /** The run that takes the next generation in the same statement. */
  next?: NextRun | undefined;
}

/** A run whose slot becomes free when its generation has finished. */
export interface NextRun {
  /** The same for every statement that is repeated after a lost reply. */
  runId: string;
  run: { readonly isReplyLost?: boolean; readonly slot?: RunSlot | undefined };
  /** How long the claim lasts. */
  runSeconds: number;
}

interface FinishingWorker {
  readonly id: string;
  /** The generations that run in this process, including those that are being finished. */
  readonly running: ReadonlyMap<string, { readonly isFinished?: boolean }>;
  readonly slots?: RunSlots;
}

/** The result of a finish, with what its metrics need. */
export interface FinishRow extends queries.IFinishGenerationsResult {
  /** The claim of the next generation. Null if there was none. Undefined if none was wanted. */
  next?: { row: queries.IClaimNextGenerationsResult; workerId: string } | null;
}

type SendFinish = (finish: Finish) => Promise<FinishRow | undefined>;

const statements = new WeakMap<FinishingWorker | Db, SendFinish>();

/**
 * Finishes a generation in a statement that is shared with others that wait. Returns undefined if there is
 * no such generation.
 */
export function sendFinish(ctx: Context, finish: Finish): Promise<FinishRow | undefined> {
  const { worker } = finish;
  const send = statements.get(worker ?? ctx.db) ?? openStatement(ctx, worker);
  statements.set(worker ?? ctx.db, send);
  return send(finish);
}

function openStatement(ctx: Context, worker: FinishingWorker | undefined): SendFinish {
  return shareStatement({
    groupOf: ({ id, accountId }: Finish) => accountId ?? id,
    busyGroups: findAccountTurns(ctx.db),
    isLast: (count) => worker === undefined || countUnfinished(worker) <= 2 * count,
    async run(finishes: Finish[], mayWait: boolean) {
      const rows = await sendFinishes(ctx, worker, { finishes, mayWait });
      const byId = new Map(rows.map((row) => [row.id, row]));
      return finishes.map(({ id }) => byId.get(id));
    },
  });
}

async function sendFinishes(
  ctx: Context,
  worker: FinishingWorker | undefined,
  { finishes, mayWait }: { finishes: Finish[]; mayWait: boolean },
): Promise<FinishRow[]> {
  const wanted = toParameters(finishes, mayWait);
  const runs = finishes.flatMap(({ next = [] }) => next);
  if (worker === undefined || runs.length === 0)
    return queries.finishGenerations.run(wanted, ctx.db);
  for (const { run } of runs) run.slot?.assign(undefined);
  const limit = findShareLimit(ctx, worker);
  if (await limit.tryBegin(runs.length)) {
    try {
      return await finishAndClaim(ctx, worker, { finishes, wanted });
    } finally {
      limit.end(runs.length);
    }
  }
  // An earlier try may have claimed the next generation of a run, which only a repeated claim returns.
  if (!runs.some(mayHaveClaimed)) return queries.finishGenerations.run(wanted, ctx.db);
  const repeated = finishes.map(({ next, ...finish }) =>
    next !== undefined && mayHaveClaimed(next) ? { ...finish, next } : finish,
  );
  return finishAndClaim(ctx, worker, { finishes: repeated, wanted });
}

function mayHaveClaimed({ run }: NextRun): boolean {
  return run.isReplyLost === true;
}

async function finishAndClaim(
  ctx: Context,
  { id: workerId }: FinishingWorker,
  { finishes, wanted }: { finishes: Finish[]; wanted: queries.IFinishGenerationsParams },
): Promise<FinishRow[]> {
  const runs = finishes.flatMap(({ next = [] }) => next);
  const claims = {
    workerId,
    runIds: finishes.map(({ next }) => next?.runId ?? null),
    provider: ctx.config.provider,
    runSeconds: Math.max(...runs.map(({ runSeconds }) => runSeconds)),
    immediateProviders: listImmediateProviders(ctx),
    isRepeated: runs.some(mayHaveClaimed),
  };
  const rows = await queries.finishAndClaimGenerations.run({ ...wanted, ...claims }, ctx.db);
  const byId = new Map(finishes.map(({ id, next }) => [id, next]));
  return rows.map((row) => {
    const next = byId.get(row.finishedId);
    const { runId } = row;
    const claim = runId === null ? null : { row: { ...row, runId }, workerId };
    if (claim !== null) next?.run.slot?.assign(findProvider(ctx, claim.row));
    return { ...toFinishColumns(row), ...(next && { next: claim }) };
  });
}

function toFinishColumns(row: queries.IFinishAndClaimGenerationsResult): FinishRow {
  const { outcome, finishedAt, unitCredits, runSeconds } = row;
  const { finishedId: id, finishedDialect: dialect, finishedModel: model, finishedN: n } = row;
  return { id, outcome, finishedAt, dialect, model, n, unitCredits, runSeconds };
}

function toParameters(finishes: Finish[], mayWait: boolean): queries.IFinishGenerationsParams {
  return {
    mayWait,
    ids: finishes.map(({ id }) => id),
    statuses: finishes.map(({ ending }) => ending.status),
    errorCodes: finishes.map(({ ending }) => ending.errorCode ?? null),
    errorMessages: finishes.map(({ ending }) => ending.errorMessage ?? null),
    areOurFaults: finishes.map(({ ending }) => ending.isOurFault),
    workerIds: finishes.map(({ workerId = null }) => workerId),
    claims: finishes.map(({ claim = null }) => claim),
    notifications: finishes.map(({ isDirect = false }) => !isDirect),
    ...toAttemptColumns(finishes.map(({ attempt }) => attempt)),
    ...toImageColumns(finishes),
  };
}

function toAttemptColumns(attempts: Finish["attempt"][]) {
  return {
    attemptIds: attempts.map((attempt) => attempt?.id ?? null),
    attemptProviders: attempts.map((attempt) => attempt?.provider ?? null),
    attemptOutcomes: attempts.map((attempt) => attempt?.outcome ?? null),
    attemptMessages: attempts.map((attempt) => attempt?.message ?? null),
    usages: attempts.map((attempt) => (attempt?.usage ? JSON.stringify(attempt.usage) : null)),
    costsMicros: attempts.map((attempt) => attempt?.costMicros ?? null),
    providerRequestIds: attempts.map((attempt) => attempt?.providerRequestId ?? null),
    areSpendUnknown: attempts.map((attempt) => attempt?.spendUnknown ?? null),
  };
}

function toImageColumns(finishes: Finish[]) {
  const images = finishes.flatMap(({ id, ending }) =>
    ending.images.map((image) => ({ ...image, generationId: id })),
  );
  return {
    imageGenerationIds: images.map(({ generationId }) => generationId),
    imageIds: images.map(({ id }) => id),
    positions: images.map(({ position }) => position),
    storageKeys: images.map(({ storageKey }) => storageKey),
    webpKeys: images.map(({ webpKey = null }) => webpKey),
    contentTypes: images.map(({ contentType }) => contentType),
    widths: images.map(({ width }) => width),
    heights: images.map(({ height }) => height),
    sizesBytes: images.map(({ sizeBytes }) => sizeBytes),
    placeholders: images.map(({ placeholder = null }) => placeholder),
  };
}
