/** Queries of the job that runs batches. */
import * as batches from "../../../generated/queries/batches.ts";
import type { World } from "./world.ts";

const ID = "00000000-0000-4000-8000-000000000000";
const kept = { lifeSeconds: 86_400, defaultDays: 0 };
const change = {
  ...{ lines: [1], states: ["failed" as const], generationIds: [null], returnsUrls: [null] },
  ...{ statusCodes: [null], errorCodes: ["a"], errorMessages: ["a"], errorParams: ["n"] },
  ...{ sizes: ["1"] },
};

/** Each query by its name. No batch has the id. */
export const forBatches: Record<
  string,
  (db: World["app"]["ctx"]["db"], world: World) => Promise<unknown>
> = {
  countBatches: (db, { whale }) => batches.countBatches.run({ accountId: whale.accountId }, db),
  findBatchWork: (db) => batches.findBatchWork.run({ id: ID }, db),
  startBatch: (db) => batches.startBatch.run({ id: ID, total: 1, maxLines: 1 }, db),
  failBatch: (db) => batches.failBatch.run({ id: ID, errors: [], ...kept }, db),
  finishUnstartedCancellation: (db) =>
    batches.finishUnstartedCancellation.run({ id: ID, ...kept }, db),
  addBatchLines: (db) =>
    batches.addBatchLines.run(
      {
        ...{ id: ID, firstLine: 1, nextLine: 2, nextOffset: "9", lines: [1], customIds: ["a"] },
        ...{ offsets: ["0"], lengths: [8], sizes: ["0"], errorCode: null, errorMessage: null },
      },
      db,
    ),
  recordBatchLines: (db) => batches.recordBatchLines.run({ id: ID, ...change }, db),
  listOpenBatchLines: (db) => batches.listOpenBatchLines.run({ id: ID, limit: "64" }, db),
  listLineGenerations: (db, { whale }) =>
    batches.listLineGenerations.run(
      { accountId: whale.accountId, route: "createImage", keys: ["batch/a/1"] },
      db,
    ),
  finishBatch: (db) =>
    batches.finishBatch.run({ id: ID, outputFileId: ID, errorFileId: ID, ...kept }, db),
  scheduleBatch: (db) => batches.scheduleBatch.run({ id: ID, delayMs: 0 }, db),
  findBatchOfFile: (db, { whale }) =>
    batches.findBatchOfFile.run({ accountId: whale.accountId, fileId: ID }, db),
  findBatchKey: (db, { whale }) => batches.findBatchKey.run({ keyId: whale.keyId }, db),
  takeBatchRequests: (db, { whale }) =>
    batches.takeBatchRequests.run({ keyId: whale.keyId, count: 1 }, db),
  returnBatchRequests: (db, { whale }) =>
    batches.returnBatchRequests.run({ accountId: whale.accountId, count: 1 }, db),
  listBatchResults: (db) =>
    batches.listBatchResults.run({ id: ID, state: "failed", afterLine: 0, limit: "9" }, db),
};
