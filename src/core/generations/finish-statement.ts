import * as queries from "../../../generated/queries/generations.ts";
import type { Db } from "../../database/db.ts";
import type { AttemptEnd, Ending } from "./ending.ts";
import { findAccountTurns } from "./account-turns.ts";
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
}

interface FinishingWorker {
  /** The generations that run in this process, including those that are being finished. */
  readonly running: ReadonlyMap<string, unknown>;
}

/** The result of a finish, with what its metrics need. */
export type FinishRow = queries.IFinishGenerationsResult;

type SendFinish = (finish: Finish) => Promise<FinishRow | undefined>;

const statements = new WeakMap<FinishingWorker | Db, SendFinish>();

/**
 * Finishes a generation in a statement that is shared with others that wait. Returns undefined if there is
 * no such generation.
 */
export function sendFinish(db: Db, finish: Finish): Promise<FinishRow | undefined> {
  const { worker } = finish;
  const send = statements.get(worker ?? db) ?? openStatement(db, worker);
  statements.set(worker ?? db, send);
  return send(finish);
}

function openStatement(db: Db, worker: FinishingWorker | undefined): SendFinish {
  return shareStatement({
    groupOf: ({ id, accountId }: Finish) => accountId ?? id,
    busyGroups: findAccountTurns(db),
    isLast: (count) => worker === undefined || worker.running.size <= 2 * count,
    async run(finishes: Finish[], mayWait: boolean) {
      const rows = await queries.finishGenerations.run(toParameters(finishes, mayWait), db);
      const byId = new Map(rows.map((row) => [row.id, row]));
      return finishes.map(({ id }) => byId.get(id));
    },
  });
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
