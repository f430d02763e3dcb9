import { toActor } from "../../../../core/audit/actor.ts";
import { cancelForOperator } from "../../../../core/generations/cancel.ts";
import * as deadJobs from "../../../../core/generations/dead-jobs.ts";
import * as generations from "../../../../core/generations/operator-generations.ts";
import * as deliveries from "../../../../core/webhooks/operator-deliveries.ts";
import { readCursor, writeCursor } from "../../cursors.ts";
import {
  fromDeadJob,
  fromOperatorDelivery,
  fromOperatorGeneration,
  fromOperatorGenerationDetails,
} from "../../operator-mapping.ts";
import { clampTimestamp } from "../../timestamps.ts";
import { toDeliveryStates } from "../../webhook-mapping.ts";
import type { SessionCall } from "../../call.ts";

const PAGE = 20;

/** Generations, jobs and webhook deliveries of all accounts. */
export const operatorGenerationRoutes = {
  listOperatorGenerations,
  getOperatorGeneration,
  requeueGeneration,
  cancelStuckGeneration,
  listDeadJobs,
  retryDeadJob,
  removeDeadJob,
  listOperatorDeliveries,
  resendOperatorDelivery,
};

async function listOperatorGenerations(call: SessionCall<"listOperatorGenerations">) {
  const { ctx, caller, query } = call;
  const name = { list: "operator-generations", accountId: caller.accountId };
  const { generations: rows, nextId } = await generations.listOperatorGenerations(ctx, {
    filter: {
      accountId: query.account_id,
      statuses: query.status,
      isStuck: query.stuck,
      isSpendUnknown: query.spend_unknown,
      from: clampTimestamp(query.from),
      to: clampTimestamp(query.to),
    },
    beforeId: readCursor(ctx, name, query.cursor),
    limit: query.limit ?? PAGE,
  });
  const next_cursor = writeCursor(ctx, name, nextId);
  return call.reply(200, { data: rows.map(fromOperatorGeneration), next_cursor });
}

async function getOperatorGeneration(call: SessionCall<"getOperatorGeneration">) {
  const { ctx, params } = call;
  const found = await generations.getOperatorGeneration(ctx, params.generationId);
  return call.reply(200, fromOperatorGenerationDetails(found));
}

async function requeueGeneration(call: SessionCall<"requeueGeneration">) {
  const { ctx, caller, params, body } = call;
  const { generationId } = params;
  await generations.requeueForOperator(ctx, generationId, toActor(caller, body.reason));
  const found = await generations.getOperatorGeneration(ctx, generationId);
  return call.reply(200, fromOperatorGenerationDetails(found));
}

async function cancelStuckGeneration(call: SessionCall<"cancelStuckGeneration">) {
  const { ctx, caller, params, body } = call;
  const actor = toActor(caller, body.reason);
  return call.reply(200, { outcome: await cancelForOperator(ctx, params.generationId, actor) });
}

async function listDeadJobs(call: SessionCall<"listDeadJobs">) {
  const { ctx, caller, query } = call;
  const name = { list: "dead-jobs", accountId: caller.accountId };
  const beforeId = readCursor(ctx, name, query.cursor);
  const { jobs, nextId } = await deadJobs.listDeadJobs(ctx, {
    beforeId,
    limit: query.limit ?? PAGE,
  });
  const next_cursor = writeCursor(ctx, name, nextId);
  return call.reply(200, { data: jobs.map(fromDeadJob), next_cursor });
}

async function retryDeadJob(call: SessionCall<"retryDeadJob">) {
  const { ctx, caller, params, body } = call;
  await deadJobs.retryDeadJob(ctx, params.jobId, toActor(caller, body.reason));
  return call.reply(200, { id: params.jobId });
}

async function removeDeadJob(call: SessionCall<"removeDeadJob">) {
  const { ctx, caller, params, body } = call;
  await deadJobs.removeDeadJob(ctx, params.jobId, toActor(caller, body.reason));
  return call.reply(200, { id: params.jobId });
}

async function listOperatorDeliveries(call: SessionCall<"listOperatorDeliveries">) {
  const { ctx, caller, query } = call;
  const name = { list: "operator-deliveries", accountId: caller.accountId };
  const { deliveries: rows, nextId } = await deliveries.listOperatorDeliveries(ctx, {
    accountId: query.account_id,
    states: toDeliveryStates(query.status),
    beforeId: readCursor(ctx, name, query.cursor),
    limit: query.limit ?? PAGE,
  });
  const next_cursor = writeCursor(ctx, name, nextId);
  return call.reply(200, { data: rows.map(fromOperatorDelivery), next_cursor });
}

async function resendOperatorDelivery(call: SessionCall<"resendOperatorDelivery">) {
  const { ctx, caller, params, body } = call;
  await deliveries.resendForOperator(ctx, params.deliveryId, toActor(caller, body.reason));
  return call.reply(200, { id: params.deliveryId });
}
