/** Types generated for queries found in "sql/queries/generations.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type attempt_outcome =
  | "blocked"
  | "failed"
  | "images"
  | "not_accepted"
  | "not_sent"
  | "operator_fault"
  | "rejected"
  | "unknown";

export type attempt_state = "ended" | "intent" | "sent";

export type cancel_outcome = "already" | "canceled" | "requested";

export type finish_outcome = "already" | "fenced" | "finished";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type NumberOrString = number | string;

export type NumberOrStringArray = NumberOrString[];

export type attempt_outcomeArray = attempt_outcome[];

export type booleanArray = boolean[];

export type numberArray = number[];

export type stringArray = string[];

/** 'FinishGenerations' parameters type */
export interface IFinishGenerationsParams {
  areOurFaults: readonly (booleanArray[number] | null)[];
  areSpendUnknown: readonly (booleanArray[number] | null)[];
  attemptIds: readonly (NumberOrStringArray[number] | null)[];
  attemptMessages: readonly (stringArray[number] | null)[];
  attemptOutcomes: readonly (attempt_outcomeArray[number] | null)[];
  attemptProviders: readonly (stringArray[number] | null)[];
  claims: readonly (numberArray[number] | null)[];
  contentTypes: readonly (stringArray[number] | null)[];
  costsMicros: readonly (NumberOrStringArray[number] | null)[];
  errorCodes: readonly (stringArray[number] | null)[];
  errorMessages: readonly (stringArray[number] | null)[];
  heights: readonly (numberArray[number] | null)[];
  ids: readonly (stringArray[number] | null)[];
  imageGenerationIds: readonly (stringArray[number] | null)[];
  imageIds: readonly (stringArray[number] | null)[];
  mayWait: boolean;
  notifications: readonly (booleanArray[number] | null)[];
  placeholders: readonly (stringArray[number] | null)[];
  positions: readonly (numberArray[number] | null)[];
  providerRequestIds: readonly (stringArray[number] | null)[];
  sizesBytes: readonly (numberArray[number] | null)[];
  statuses: readonly (stringArray[number] | null)[];
  storageKeys: readonly (stringArray[number] | null)[];
  usages: readonly (stringArray[number] | null)[];
  webpKeys: readonly (stringArray[number] | null)[];
  widths: readonly (numberArray[number] | null)[];
  workerIds: readonly (stringArray[number] | null)[];
}

/** 'FinishGenerations' return type */
export interface IFinishGenerationsResult {
  dialect: string;
  finishedAt: Date | null;
  id: string;
  model: string;
  n: number;
  outcome: finish_outcome;
  runSeconds: number | null;
  unitCredits: number;
}

/** 'FinishGenerations' query type */
export interface IFinishGenerationsQuery {
  params: IFinishGenerationsParams;
  result: IFinishGenerationsResult;
}

const finishGenerationsIR: any = {
  text: '-- Without an attempt the open attempt ends as lost.\nselect\n  f.generation_id as "id!", f.outcome as "outcome!", f.finished_at as "finishedAt?",\n  g.dialect, g.model, g.n, g.unit_credits,\n  extract(epoch from clock() - g.started_at)::double precision as "runSeconds?"\nfrom finish_generations(\n    array(\n      select row(\n        ($1::uuid[])[e],\n        ($2::text[])[e],\n        ($3::text[])[e],\n        ($4::text[])[e],\n        ($5::boolean[])[e],\n        array(\n          select row(\n            ($6::uuid[])[i],\n            ($7::smallint[])[i],\n            ($8::text[])[i],\n            ($9::text[])[i],\n            ($10::text[])[i],\n            ($11::integer[])[i],\n            ($12::integer[])[i],\n            ($13::integer[])[i],\n            ($14::text[])[i]\n          )::new_image\n          from generate_subscripts($6::uuid[], 1) i\n          where ($15::uuid[])[i] = ($1::uuid[])[e]\n        ),\n        case when ($16::bigint[])[e] is not null then row(\n          ($16::bigint[])[e],\n          ($17::text[])[e],\n          ($18::attempt_outcome[])[e],\n          ($19::text[])[e],\n          ($20::text[])[e]::jsonb,\n          ($21::bigint[])[e],\n          ($22::text[])[e],\n          ($23::boolean[])[e]\n        )::attempt_result end,\n        ($24::uuid[])[e],\n        ($25::integer[])[e],\n        ($26::boolean[])[e]\n      )::generation_ending\n      -- Subscripts take less time than unnest of as many arrays.\n      from generate_subscripts($1::uuid[], 1) e\n    ),\n    $27\n  ) f\n  join generations g on g.id = f.generation_id\nwhere g.id = any ($1::uuid[])',
  params: [
    "ids",
    "statuses",
    "errorCodes",
    "errorMessages",
    "areOurFaults",
    "imageIds",
    "positions",
    "storageKeys",
    "webpKeys",
    "contentTypes",
    "widths",
    "heights",
    "sizesBytes",
    "placeholders",
    "imageGenerationIds",
    "attemptIds",
    "attemptProviders",
    "attemptOutcomes",
    "attemptMessages",
    "usages",
    "costsMicros",
    "providerRequestIds",
    "areSpendUnknown",
    "workerIds",
    "claims",
    "notifications",
    "mayWait",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * -- Without an attempt the open attempt ends as lost.
 * select
 *   f.generation_id as "id!", f.outcome as "outcome!", f.finished_at as "finishedAt?",
 *   g.dialect, g.model, g.n, g.unit_credits,
 *   extract(epoch from clock() - g.started_at)::double precision as "runSeconds?"
 * from finish_generations(
 *     array(
 *       select row(
 *         (:ids!::uuid[])[e],
 *         (:statuses!::text[])[e],
 *         (:errorCodes!::text[])[e],
 *         (:errorMessages!::text[])[e],
 *         (:areOurFaults!::boolean[])[e],
 *         array(
 *           select row(
 *             (:imageIds!::uuid[])[i],
 *             (:positions!::smallint[])[i],
 *             (:storageKeys!::text[])[i],
 *             (:webpKeys!::text[])[i],
 *             (:contentTypes!::text[])[i],
 *             (:widths!::integer[])[i],
 *             (:heights!::integer[])[i],
 *             (:sizesBytes!::integer[])[i],
 *             (:placeholders!::text[])[i]
 *           )::new_image
 *           from generate_subscripts(:imageIds!::uuid[], 1) i
 *           where (:imageGenerationIds!::uuid[])[i] = (:ids!::uuid[])[e]
 *         ),
 *         case when (:attemptIds!::bigint[])[e] is not null then row(
 *           (:attemptIds!::bigint[])[e],
 *           (:attemptProviders!::text[])[e],
 *           (:attemptOutcomes!::attempt_outcome[])[e],
 *           (:attemptMessages!::text[])[e],
 *           (:usages!::text[])[e]::jsonb,
 *           (:costsMicros!::bigint[])[e],
 *           (:providerRequestIds!::text[])[e],
 *           (:areSpendUnknown!::boolean[])[e]
 *         )::attempt_result end,
 *         (:workerIds!::uuid[])[e],
 *         (:claims!::integer[])[e],
 *         (:notifications!::boolean[])[e]
 *       )::generation_ending
 *       -- Subscripts take less time than unnest of as many arrays.
 *       from generate_subscripts(:ids!::uuid[], 1) e
 *     ),
 *     :mayWait!
 *   ) f
 *   join generations g on g.id = f.generation_id
 * where g.id = any (:ids!::uuid[])
 * ```
 */
export const finishGenerations = prepareQuery<IFinishGenerationsParams, IFinishGenerationsResult>(
  finishGenerationsIR,
);

/** 'FinishAndClaimGenerations' parameters type */
export interface IFinishAndClaimGenerationsParams {
  areOurFaults: readonly (booleanArray[number] | null)[];
  areSpendUnknown: readonly (booleanArray[number] | null)[];
  attemptIds: readonly (NumberOrStringArray[number] | null)[];
  attemptMessages: readonly (stringArray[number] | null)[];
  attemptOutcomes: readonly (attempt_outcomeArray[number] | null)[];
  attemptProviders: readonly (stringArray[number] | null)[];
  claims: readonly (numberArray[number] | null)[];
  contentTypes: readonly (stringArray[number] | null)[];
  costsMicros: readonly (NumberOrStringArray[number] | null)[];
  errorCodes: readonly (stringArray[number] | null)[];
  errorMessages: readonly (stringArray[number] | null)[];
  heights: readonly (numberArray[number] | null)[];
  ids: readonly (stringArray[number] | null)[];
  imageGenerationIds: readonly (stringArray[number] | null)[];
  imageIds: readonly (stringArray[number] | null)[];
  immediateProviders: readonly (stringArray[number] | null)[];
  isRepeated: boolean;
  mayWait: boolean;
  notifications: readonly (booleanArray[number] | null)[];
  placeholders: readonly (stringArray[number] | null)[];
  positions: readonly (numberArray[number] | null)[];
  provider: string;
  providerRequestIds: readonly (stringArray[number] | null)[];
  runIds: readonly (stringArray[number] | null)[];
  runSeconds: number;
  sizesBytes: readonly (numberArray[number] | null)[];
  statuses: readonly (stringArray[number] | null)[];
  storageKeys: readonly (stringArray[number] | null)[];
  usages: readonly (stringArray[number] | null)[];
  webpKeys: readonly (stringArray[number] | null)[];
  widths: readonly (numberArray[number] | null)[];
  workerId: string;
  workerIds: readonly (stringArray[number] | null)[];
}

/** 'FinishAndClaimGenerations' return type */
export interface IFinishAndClaimGenerationsResult {
  accountId: string;
  aspectRatio: string;
  attemptId: string;
  attemptProvider: string;
  attemptState: attempt_state;
  calls: number;
  cancelRequested: boolean;
  claim: number;
  dialect: string;
  endUser: string | null;
  finishedAt: Date | null;
  finishedDialect: string;
  finishedId: string;
  finishedModel: string;
  finishedN: number;
  hasMore: boolean;
  id: string;
  inputs: Json;
  isCallRecorded: boolean;
  n: number;
  options: Json;
  outcome: finish_outcome;
  prompt: string;
  providerModel: string;
  quality: string;
  queuedSeconds: number;
  routeModels: stringArray;
  routeProviders: stringArray;
  runId: string | null;
  runSeconds: number | null;
  size: string;
  taskIds: stringArray;
  tier: string;
  unitCredits: number;
}

/** 'FinishAndClaimGenerations' query type */
export interface IFinishAndClaimGenerationsQuery {
  params: IFinishAndClaimGenerationsParams;
  result: IFinishAndClaimGenerationsResult;
}

const finishAndClaimGenerationsIR: any = {
  text: '-- As finishGenerations and claimNextGenerations, in one statement. Without a claim the run is null, and the\n-- statement takes 0.2 ms longer than finishGenerations.\nselect\n  f.finished_id as "finishedId!", f.outcome as "outcome!", f.finished_at as "finishedAt?",\n  e.dialect as "finishedDialect", e.model as "finishedModel", e.n as "finishedN", e.unit_credits,\n  extract(epoch from clock() - e.started_at)::double precision as "runSeconds?",\n  f.run_id as "runId?", f.has_more as "hasMore!", f.attempt_id as "attemptId!",\n  f.is_call_recorded as "isCallRecorded!",\n  f.attempt_state as "attemptState!",\n  f.attempt_provider as "attemptProvider!", f.calls as "calls!", f.task_ids as "taskIds!",\n  f.claim as "claim!", f.generation_id as "id!",\n  g.account_id as "accountId!", g.dialect as "dialect!", g.provider_model as "providerModel!",\n  g.prompt as "prompt!", g.n as "n!", g.size as "size!", g.aspect_ratio as "aspectRatio!",\n  g.tier as "tier!", g.quality as "quality!", g.options as "options!", g.inputs as "inputs!",\n  g.end_user as "endUser?", g.is_cancel_requested as "cancelRequested!",\n  g.queued_seconds as "queuedSeconds!", g.route_providers as "routeProviders!",\n  g.route_models as "routeModels!"\nfrom finish_and_claim_generations(\n    p_endings => array(\n      select row(\n        ($1::uuid[])[e],\n        ($2::text[])[e],\n        ($3::text[])[e],\n        ($4::text[])[e],\n        ($5::boolean[])[e],\n        array(\n          select row(\n            ($6::uuid[])[i],\n            ($7::smallint[])[i],\n            ($8::text[])[i],\n            ($9::text[])[i],\n            ($10::text[])[i],\n            ($11::integer[])[i],\n            ($12::integer[])[i],\n            ($13::integer[])[i],\n            ($14::text[])[i]\n          )::new_image\n          from generate_subscripts($6::uuid[], 1) i\n          where ($15::uuid[])[i] = ($1::uuid[])[e]\n        ),\n        case when ($16::bigint[])[e] is not null then row(\n          ($16::bigint[])[e],\n          ($17::text[])[e],\n          ($18::attempt_outcome[])[e],\n          ($19::text[])[e],\n          ($20::text[])[e]::jsonb,\n          ($21::bigint[])[e],\n          ($22::text[])[e],\n          ($23::boolean[])[e]\n        )::attempt_result end,\n        ($24::uuid[])[e],\n        ($25::integer[])[e],\n        ($26::boolean[])[e]\n      )::generation_ending\n      -- Subscripts take less time than unnest of as many arrays.\n      from generate_subscripts($1::uuid[], 1) e\n    ),\n    p_may_wait => $27,\n    p_run_ids => $28,\n    p_worker_id => $29,\n    p_provider => $30,\n    p_run_seconds => $31,\n    p_immediate_providers => $32,\n    p_is_repeated => $33\n  ) f\n  join generations e on e.id = f.finished_id\n  left join lateral describe_claimed_generation(f.generation_id) g on true\nwhere e.id = any ($1::uuid[])',
  params: [
    "ids",
    "statuses",
    "errorCodes",
    "errorMessages",
    "areOurFaults",
    "imageIds",
    "positions",
    "storageKeys",
    "webpKeys",
    "contentTypes",
    "widths",
    "heights",
    "sizesBytes",
    "placeholders",
    "imageGenerationIds",
    "attemptIds",
    "attemptProviders",
    "attemptOutcomes",
    "attemptMessages",
    "usages",
    "costsMicros",
    "providerRequestIds",
    "areSpendUnknown",
    "workerIds",
    "claims",
    "notifications",
    "mayWait",
    "runIds",
    "workerId",
    "provider",
    "runSeconds",
    "immediateProviders",
    "isRepeated",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * -- As finishGenerations and claimNextGenerations, in one statement. Without a claim the run is null, and the
 * -- statement takes 0.2 ms longer than finishGenerations.
 * select
 *   f.finished_id as "finishedId!", f.outcome as "outcome!", f.finished_at as "finishedAt?",
 *   e.dialect as "finishedDialect", e.model as "finishedModel", e.n as "finishedN", e.unit_credits,
 *   extract(epoch from clock() - e.started_at)::double precision as "runSeconds?",
 *   f.run_id as "runId?", f.has_more as "hasMore!", f.attempt_id as "attemptId!",
 *   f.is_call_recorded as "isCallRecorded!",
 *   f.attempt_state as "attemptState!",
 *   f.attempt_provider as "attemptProvider!", f.calls as "calls!", f.task_ids as "taskIds!",
 *   f.claim as "claim!", f.generation_id as "id!",
 *   g.account_id as "accountId!", g.dialect as "dialect!", g.provider_model as "providerModel!",
 *   g.prompt as "prompt!", g.n as "n!", g.size as "size!", g.aspect_ratio as "aspectRatio!",
 *   g.tier as "tier!", g.quality as "quality!", g.options as "options!", g.inputs as "inputs!",
 *   g.end_user as "endUser?", g.is_cancel_requested as "cancelRequested!",
 *   g.queued_seconds as "queuedSeconds!", g.route_providers as "routeProviders!",
 *   g.route_models as "routeModels!"
 * from finish_and_claim_generations(
 *     p_endings => array(
 *       select row(
 *         (:ids!::uuid[])[e],
 *         (:statuses!::text[])[e],
 *         (:errorCodes!::text[])[e],
 *         (:errorMessages!::text[])[e],
 *         (:areOurFaults!::boolean[])[e],
 *         array(
 *           select row(
 *             (:imageIds!::uuid[])[i],
 *             (:positions!::smallint[])[i],
 *             (:storageKeys!::text[])[i],
 *             (:webpKeys!::text[])[i],
 *             (:contentTypes!::text[])[i],
 *             (:widths!::integer[])[i],
 *             (:heights!::integer[])[i],
 *             (:sizesBytes!::integer[])[i],
 *             (:placeholders!::text[])[i]
 *           )::new_image
 *           from generate_subscripts(:imageIds!::uuid[], 1) i
 *           where (:imageGenerationIds!::uuid[])[i] = (:ids!::uuid[])[e]
 *         ),
 *         case when (:attemptIds!::bigint[])[e] is not null then row(
 *           (:attemptIds!::bigint[])[e],
 *           (:attemptProviders!::text[])[e],
 *           (:attemptOutcomes!::attempt_outcome[])[e],
 *           (:attemptMessages!::text[])[e],
 *           (:usages!::text[])[e]::jsonb,
 *           (:costsMicros!::bigint[])[e],
 *           (:providerRequestIds!::text[])[e],
 *           (:areSpendUnknown!::boolean[])[e]
 *         )::attempt_result end,
 *         (:workerIds!::uuid[])[e],
 *         (:claims!::integer[])[e],
 *         (:notifications!::boolean[])[e]
 *       )::generation_ending
 *       -- Subscripts take less time than unnest of as many arrays.
 *       from generate_subscripts(:ids!::uuid[], 1) e
 *     ),
 *     p_may_wait => :mayWait!,
 *     p_run_ids => :runIds!,
 *     p_worker_id => :workerId!,
 *     p_provider => :provider!,
 *     p_run_seconds => :runSeconds!,
 *     p_immediate_providers => :immediateProviders!,
 *     p_is_repeated => :isRepeated!
 *   ) f
 *   join generations e on e.id = f.finished_id
 *   left join lateral describe_claimed_generation(f.generation_id) g on true
 * where e.id = any (:ids!::uuid[])
 * ```
 */
export const finishAndClaimGenerations = prepareQuery<
  IFinishAndClaimGenerationsParams,
  IFinishAndClaimGenerationsResult
>(finishAndClaimGenerationsIR);

/** 'ClaimNextGenerations' parameters type */
export interface IClaimNextGenerationsParams {
  generationIds: readonly (stringArray[number] | null)[];
  immediateProviders: readonly (stringArray[number] | null)[];
  isRepeated: boolean;
  mayWait: boolean;
  onlyProviders?: readonly (stringArray[number] | null)[] | null | void;
  provider: string;
  runIds: readonly (stringArray[number] | null)[];
  runSeconds: number;
  workerId: string;
}

/** 'ClaimNextGenerations' return type */
export interface IClaimNextGenerationsResult {
  accountId: string;
  aspectRatio: string;
  attemptId: string;
  attemptProvider: string;
  attemptState: attempt_state;
  calls: number;
  cancelRequested: boolean;
  claim: number;
  dialect: string;
  endUser: string | null;
  hasMore: boolean;
  id: string;
  inputs: Json;
  isCallRecorded: boolean;
  n: number;
  options: Json;
  prompt: string;
  providerModel: string;
  quality: string;
  queuedSeconds: number;
  routeModels: stringArray;
  routeProviders: stringArray;
  runId: string;
  size: string;
  taskIds: stringArray;
  tier: string;
}

/** 'ClaimNextGenerations' query type */
export interface IClaimNextGenerationsQuery {
  params: IClaimNextGenerationsParams;
  result: IClaimNextGenerationsResult;
}

const claimNextGenerationsIR: any = {
  text: 'select\n  c.run_id as "runId!", c.has_more as "hasMore!", c.attempt_id as "attemptId!",\n  c.is_call_recorded as "isCallRecorded!",\n  c.attempt_state as "attemptState!",\n  c.attempt_provider as "attemptProvider!", c.calls as "calls!", c.task_ids as "taskIds!",\n  c.claim as "claim!", c.generation_id as "id!",\n  g.account_id as "accountId!", g.dialect as "dialect!", g.provider_model as "providerModel!",\n  g.prompt as "prompt!", g.n as "n!", g.size as "size!", g.aspect_ratio as "aspectRatio!",\n  g.tier as "tier!", g.quality as "quality!", g.options as "options!", g.inputs as "inputs!",\n  g.end_user as "endUser?", g.is_cancel_requested as "cancelRequested!",\n  g.queued_seconds as "queuedSeconds!", g.route_providers as "routeProviders!",\n  g.route_models as "routeModels!"\nfrom claim_next_generations(\n    p_generation_ids => $1,\n    p_run_ids => $2,\n    p_worker_id => $3,\n    p_provider => $4,\n    p_run_seconds => $5,\n    p_immediate_providers => $6,\n    p_may_wait => $7,\n    p_is_repeated => $8,\n    p_providers => $9::text[]\n  ) c\n  cross join lateral describe_claimed_generation(c.generation_id) g',
  params: [
    "generationIds",
    "runIds",
    "workerId",
    "provider",
    "runSeconds",
    "immediateProviders",
    "mayWait",
    "isRepeated",
    "onlyProviders",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   c.run_id as "runId!", c.has_more as "hasMore!", c.attempt_id as "attemptId!",
 *   c.is_call_recorded as "isCallRecorded!",
 *   c.attempt_state as "attemptState!",
 *   c.attempt_provider as "attemptProvider!", c.calls as "calls!", c.task_ids as "taskIds!",
 *   c.claim as "claim!", c.generation_id as "id!",
 *   g.account_id as "accountId!", g.dialect as "dialect!", g.provider_model as "providerModel!",
 *   g.prompt as "prompt!", g.n as "n!", g.size as "size!", g.aspect_ratio as "aspectRatio!",
 *   g.tier as "tier!", g.quality as "quality!", g.options as "options!", g.inputs as "inputs!",
 *   g.end_user as "endUser?", g.is_cancel_requested as "cancelRequested!",
 *   g.queued_seconds as "queuedSeconds!", g.route_providers as "routeProviders!",
 *   g.route_models as "routeModels!"
 * from claim_next_generations(
 *     p_generation_ids => :generationIds!,
 *     p_run_ids => :runIds!,
 *     p_worker_id => :workerId!,
 *     p_provider => :provider!,
 *     p_run_seconds => :runSeconds!,
 *     p_immediate_providers => :immediateProviders!,
 *     p_may_wait => :mayWait!,
 *     p_is_repeated => :isRepeated!,
 *     p_providers => :onlyProviders::text[]
 *   ) c
 *   cross join lateral describe_claimed_generation(c.generation_id) g
 * ```
 */
export const claimNextGenerations = prepareQuery<
  IClaimNextGenerationsParams,
  IClaimNextGenerationsResult
>(claimNextGenerationsIR);

/** 'IsAnyQueued' parameters type */
export type IIsAnyQueuedParams = void;

/** 'IsAnyQueued' return type */
export interface IIsAnyQueuedResult {
  isQueued: boolean;
}

/** 'IsAnyQueued' query type */
export interface IIsAnyQueuedQuery {
  params: IIsAnyQueuedParams;
  result: IIsAnyQueuedResult;
}

const isAnyQueuedIR: any = {
  text: 'select exists (select 1 from queued_generations) as "isQueued!"',
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select exists (select 1 from queued_generations) as "isQueued!"
 * ```
 */
export const isAnyQueued = prepareQuery<IIsAnyQueuedParams, IIsAnyQueuedResult>(isAnyQueuedIR);

/** 'OfferGenerations' parameters type */
export interface IOfferGenerationsParams {
  count: number;
  workerId: string;
}

/** 'OfferGenerations' return type */
export interface IOfferGenerationsResult {
  offered: number;
}

/** 'OfferGenerations' query type */
export interface IOfferGenerationsQuery {
  params: IOfferGenerationsParams;
  result: IOfferGenerationsResult;
}

const offerGenerationsIR: any = {
  text: 'select offer_generations($1, $2) as "offered!"',
  params: ["workerId", "count"],
};

/**
 * Query generated from SQL:
 * ```
 * select offer_generations(:workerId!, :count!) as "offered!"
 * ```
 */
export const offerGenerations = prepareQuery<IOfferGenerationsParams, IOfferGenerationsResult>(
  offerGenerationsIR,
);

/** 'AbandonClaim' parameters type */
export interface IAbandonClaimParams {
  claim: number;
  id: string;
  isCallRecorded: boolean;
  workerId: string;
}

/** 'AbandonClaim' return type */
export interface IAbandonClaimResult {
  id: string;
}

/** 'AbandonClaim' query type */
export interface IAbandonClaimQuery {
  params: IAbandonClaimParams;
  result: IAbandonClaimResult;
}

const abandonClaimIR: any = {
  text: "-- Any worker may continue the generation. A call that was recorded as sent and was not made counts as not\n-- sent again. Returns no row if the claim is lost.\nwith abandoned as (\n  update generations\n  set worker_id = null\n  where id = $1\n    and status = 'running'\n    and worker_id = $2\n    and claim = $3\n  returning id\n), unsent as (\n  update provider_attempts\n  set state = 'intent', calls = 0, sent_at = null\n  where $4::boolean\n    and generation_id in (select id from abandoned)\n    and ended_at is null\n)\nselect id\nfrom abandoned",
  params: ["id", "workerId", "claim", "isCallRecorded"],
};

/**
 * Query generated from SQL:
 * ```
 * -- Any worker may continue the generation. A call that was recorded as sent and was not made counts as not
 * -- sent again. Returns no row if the claim is lost.
 * with abandoned as (
 *   update generations
 *   set worker_id = null
 *   where id = :id!
 *     and status = 'running'
 *     and worker_id = :workerId!
 *     and claim = :claim!
 *   returning id
 * ), unsent as (
 *   update provider_attempts
 *   set state = 'intent', calls = 0, sent_at = null
 *   where :isCallRecorded!::boolean
 *     and generation_id in (select id from abandoned)
 *     and ended_at is null
 * )
 * select id
 * from abandoned
 * ```
 */
export const abandonClaim = prepareQuery<IAbandonClaimParams, IAbandonClaimResult>(abandonClaimIR);

/** 'RequeueGeneration' parameters type */
export interface IRequeueGenerationParams {
  id: string;
}

/** 'RequeueGeneration' return type */
export interface IRequeueGenerationResult {
  jobId: string;
}

/** 'RequeueGeneration' query type */
export interface IRequeueGenerationQuery {
  params: IRequeueGenerationParams;
  result: IRequeueGenerationResult;
}

const requeueGenerationIR: any = {
  text: "-- Adds a job for a generation whose run has failed in the job of another one.\nselect id as \"jobId!\"\nfrom graphile_worker.add_job(\n    'generate',\n    json_build_object('generationId', $1::uuid),\n    run_at => now() + interval '2 seconds',\n    max_attempts => 25\n  )",
  params: ["id"],
};

/**
 * Query generated from SQL:
 * ```
 * -- Adds a job for a generation whose run has failed in the job of another one.
 * select id as "jobId!"
 * from graphile_worker.add_job(
 *     'generate',
 *     json_build_object('generationId', :id!::uuid),
 *     run_at => now() + interval '2 seconds',
 *     max_attempts => 25
 *   )
 * ```
 */
export const requeueGeneration = prepareQuery<IRequeueGenerationParams, IRequeueGenerationResult>(
  requeueGenerationIR,
);

/** 'AddGenerateJob' parameters type */
export interface IAddGenerateJobParams {
  hasOwn: boolean;
  id: string;
  isAwaited: boolean;
}

/** 'AddGenerateJob' return type */
export interface IAddGenerateJobResult {
  jobId: string;
}

/** 'AddGenerateJob' query type */
export interface IAddGenerateJobQuery {
  params: IAddGenerateJobParams;
  result: IAddGenerateJobResult;
}

const addGenerateJobIR: any = {
  text: '-- Adds a job that replaces the own one of a generation, or with hasOwn = false a second one (offered_job).\nwith added as (\n  select id\n  from graphile_worker.add_jobs(\n      array[\n        case\n          when $1 then prioritized_generate_job($2, $3)\n          else offered_job($2, $3)\n        end\n      ]\n    )\n), linked as (\n  update queued_generations\n  set job_id = added.id\n  from added\n  where generation_id = $2 and $1\n)\nselect id as "jobId!" from added',
  params: ["hasOwn", "id", "isAwaited"],
};

/**
 * Query generated from SQL:
 * ```
 * -- Adds a job that replaces the own one of a generation, or with hasOwn = false a second one (offered_job).
 * with added as (
 *   select id
 *   from graphile_worker.add_jobs(
 *       array[
 *         case
 *           when :hasOwn! then prioritized_generate_job(:id!, :isAwaited!)
 *           else offered_job(:id!, :isAwaited!)
 *         end
 *       ]
 *     )
 * ), linked as (
 *   update queued_generations
 *   set job_id = added.id
 *   from added
 *   where generation_id = :id! and :hasOwn!
 * )
 * select id as "jobId!" from added
 * ```
 */
export const addGenerateJob = prepareQuery<IAddGenerateJobParams, IAddGenerateJobResult>(
  addGenerateJobIR,
);

/** 'MarkAttemptSent' parameters type */
export interface IMarkAttemptSentParams {
  attemptId: NumberOrString;
  claim: number;
  provider: string;
  workerId: string;
}

/** 'MarkAttemptSent' return type */
export interface IMarkAttemptSentResult {
  marked: boolean;
}

/** 'MarkAttemptSent' query type */
export interface IMarkAttemptSentQuery {
  params: IMarkAttemptSentParams;
  result: IMarkAttemptSentResult;
}

const markAttemptSentIR: any = {
  text: 'select mark_attempt_sent($1, $2, $3, $4) as "marked!"',
  params: ["attemptId", "workerId", "claim", "provider"],
};

/**
 * Query generated from SQL:
 * ```
 * select mark_attempt_sent(:attemptId!, :workerId!, :claim!, :provider!) as "marked!"
 * ```
 */
export const markAttemptSent = prepareQuery<IMarkAttemptSentParams, IMarkAttemptSentResult>(
  markAttemptSentIR,
);

/** 'AddTaskId' parameters type */
export interface IAddTaskIdParams {
  attemptId: NumberOrString;
  generationId: string;
  taskId: string;
}

/** 'AddTaskId' return type */
export interface IAddTaskIdResult {
  taskIds: stringArray;
}

/** 'AddTaskId' query type */
export interface IAddTaskIdQuery {
  params: IAddTaskIdParams;
  result: IAddTaskIdResult;
}

const addTaskIdIR: any = {
  text: "update provider_attempts\nset task_ids = task_ids || $1::text\nwhere id = $2\n  and generation_id = $3\n  and ended_at is null\n  and $1 <> all (task_ids)\nreturning task_ids",
  params: ["taskId", "attemptId", "generationId"],
};

/**
 * Query generated from SQL:
 * ```
 * update provider_attempts
 * set task_ids = task_ids || :taskId!::text
 * where id = :attemptId!
 *   and generation_id = :generationId!
 *   and ended_at is null
 *   and :taskId! <> all (task_ids)
 * returning task_ids
 * ```
 */
export const addTaskId = prepareQuery<IAddTaskIdParams, IAddTaskIdResult>(addTaskIdIR);

/** 'FindTaskIds' parameters type */
export interface IFindTaskIdsParams {
  attemptId: NumberOrString;
}

/** 'FindTaskIds' return type */
export interface IFindTaskIdsResult {
  taskIds: stringArray;
}

/** 'FindTaskIds' query type */
export interface IFindTaskIdsQuery {
  params: IFindTaskIdsParams;
  result: IFindTaskIdsResult;
}

const findTaskIdsIR: any = {
  text: "select task_ids\nfrom provider_attempts\nwhere id = $1",
  params: ["attemptId"],
};

/**
 * Query generated from SQL:
 * ```
 * select task_ids
 * from provider_attempts
 * where id = :attemptId!
 * ```
 */
export const findTaskIds = prepareQuery<IFindTaskIdsParams, IFindTaskIdsResult>(findTaskIdsIR);

/** 'AttachTask' parameters type */
export interface IAttachTaskParams {
  attemptId: NumberOrString;
  provider: string;
  taskId: string;
}

/** 'AttachTask' return type */
export interface IAttachTaskResult {
  id: string;
}

/** 'AttachTask' query type */
export interface IAttachTaskQuery {
  params: IAttachTaskParams;
  result: IAttachTaskResult;
}

const attachTaskIR: any = {
  text: "-- Adds the id of a task that the worker has not received, although its call was recorded as sent.\nupdate provider_attempts\nset task_ids = task_ids || $1::text\nwhere id = $2\n  and provider = $3\n  and ended_at is null\n  and calls > cardinality(task_ids)\n  and $1 <> all (task_ids)\nreturning id",
  params: ["taskId", "attemptId", "provider"],
};

/**
 * Query generated from SQL:
 * ```
 * -- Adds the id of a task that the worker has not received, although its call was recorded as sent.
 * update provider_attempts
 * set task_ids = task_ids || :taskId!::text
 * where id = :attemptId!
 *   and provider = :provider!
 *   and ended_at is null
 *   and calls > cardinality(task_ids)
 *   and :taskId! <> all (task_ids)
 * returning id
 * ```
 */
export const attachTask = prepareQuery<IAttachTaskParams, IAttachTaskResult>(attachTaskIR);

/** 'RevertAttemptCall' parameters type */
export interface IRevertAttemptCallParams {
  attemptId: NumberOrString;
}

/** 'RevertAttemptCall' return type */
export interface IRevertAttemptCallResult {
  calls: number;
}

/** 'RevertAttemptCall' query type */
export interface IRevertAttemptCallQuery {
  params: IRevertAttemptCallParams;
  result: IRevertAttemptCallResult;
}

const revertAttemptCallIR: any = {
  text: "update provider_attempts\nset calls = calls - 1\nwhere id = $1 and ended_at is null and calls > cardinality(task_ids)\nreturning calls",
  params: ["attemptId"],
};

/**
 * Query generated from SQL:
 * ```
 * update provider_attempts
 * set calls = calls - 1
 * where id = :attemptId! and ended_at is null and calls > cardinality(task_ids)
 * returning calls
 * ```
 */
export const revertAttemptCall = prepareQuery<IRevertAttemptCallParams, IRevertAttemptCallResult>(
  revertAttemptCallIR,
);

/** 'NextAttempt' parameters type */
export interface INextAttemptParams {
  attemptId: NumberOrString;
  claim: number;
  endedProvider: string;
  message: string;
  outcome: attempt_outcome;
  provider: string;
  workerId: string;
}

/** 'NextAttempt' return type */
export interface INextAttemptResult {
  attemptId: string | null;
}

/** 'NextAttempt' query type */
export interface INextAttemptQuery {
  params: INextAttemptParams;
  result: INextAttemptResult;
}

const nextAttemptIR: any = {
  text: 'select next_attempt(\n  p_ended => row(\n    $1::bigint,\n    $2::text,\n    $3::attempt_outcome,\n    $4::text,\n    null,\n    null,\n    null,\n    null\n  )::attempt_result,\n  p_worker_id => $5,\n  p_claim => $6,\n  p_provider => $7\n) as "attemptId?"',
  params: ["attemptId", "endedProvider", "outcome", "message", "workerId", "claim", "provider"],
};

/**
 * Query generated from SQL:
 * ```
 * select next_attempt(
 *   p_ended => row(
 *     :attemptId!::bigint,
 *     :endedProvider!::text,
 *     :outcome!::attempt_outcome,
 *     :message!::text,
 *     null,
 *     null,
 *     null,
 *     null
 *   )::attempt_result,
 *   p_worker_id => :workerId!,
 *   p_claim => :claim!,
 *   p_provider => :provider!
 * ) as "attemptId?"
 * ```
 */
export const nextAttempt = prepareQuery<INextAttemptParams, INextAttemptResult>(nextAttemptIR);

/** 'CancelGeneration' parameters type */
export interface ICancelGenerationParams {
  accountId: string;
  id: string;
}

/** 'CancelGeneration' return type */
export interface ICancelGenerationResult {
  outcome: cancel_outcome | null;
}

/** 'CancelGeneration' query type */
export interface ICancelGenerationQuery {
  params: ICancelGenerationParams;
  result: ICancelGenerationResult;
}

const cancelGenerationIR: any = {
  text: 'select cancel_generation($1, $2) as "outcome?"',
  params: ["id", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select cancel_generation(:id!, :accountId!) as "outcome?"
 * ```
 */
export const cancelGeneration = prepareQuery<ICancelGenerationParams, ICancelGenerationResult>(
  cancelGenerationIR,
);

/** 'WithdrawGeneration' parameters type */
export interface IWithdrawGenerationParams {
  accountId: string;
  id: string;
}

/** 'WithdrawGeneration' return type */
export interface IWithdrawGenerationResult {
  outcome: cancel_outcome | null;
}

/** 'WithdrawGeneration' query type */
export interface IWithdrawGenerationQuery {
  params: IWithdrawGenerationParams;
  result: IWithdrawGenerationResult;
}

const withdrawGenerationIR: any = {
  text: 'select withdraw_generation($1, $2) as "outcome?"',
  params: ["id", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select withdraw_generation(:id!, :accountId!) as "outcome?"
 * ```
 */
export const withdrawGeneration = prepareQuery<
  IWithdrawGenerationParams,
  IWithdrawGenerationResult
>(withdrawGenerationIR);

/** 'FinishRequestedCancellations' parameters type */
export interface IFinishRequestedCancellationsParams {
  limit: number;
}

/** 'FinishRequestedCancellations' return type */
export interface IFinishRequestedCancellationsResult {
  finished: number;
}

/** 'FinishRequestedCancellations' query type */
export interface IFinishRequestedCancellationsQuery {
  params: IFinishRequestedCancellationsParams;
  result: IFinishRequestedCancellationsResult;
}

const finishRequestedCancellationsIR: any = {
  text: 'select finish_requested_cancellations($1) as "finished!"',
  params: ["limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select finish_requested_cancellations(:limit!) as "finished!"
 * ```
 */
export const finishRequestedCancellations = prepareQuery<
  IFinishRequestedCancellationsParams,
  IFinishRequestedCancellationsResult
>(finishRequestedCancellationsIR);

/** 'FindCancelRequest' parameters type */
export interface IFindCancelRequestParams {
  id: string;
}

/** 'FindCancelRequest' return type */
export interface IFindCancelRequestResult {
  requested: boolean;
}

/** 'FindCancelRequest' query type */
export interface IFindCancelRequestQuery {
  params: IFindCancelRequestParams;
  result: IFindCancelRequestResult;
}

const findCancelRequestIR: any = {
  text: 'select cancel_requested_at is not null as "requested!"\nfrom generations\nwhere id = $1',
  params: ["id"],
};

/**
 * Query generated from SQL:
 * ```
 * select cancel_requested_at is not null as "requested!"
 * from generations
 * where id = :id!
 * ```
 */
export const findCancelRequest = prepareQuery<IFindCancelRequestParams, IFindCancelRequestResult>(
  findCancelRequestIR,
);

/** 'SetPlaceholders' parameters type */
export interface ISetPlaceholdersParams {
  generationId: string;
  placeholders: readonly (stringArray[number] | null)[];
  positions: readonly (numberArray[number] | null)[];
}

/** 'SetPlaceholders' return type */
export type ISetPlaceholdersResult = void;

/** 'SetPlaceholders' query type */
export interface ISetPlaceholdersQuery {
  params: ISetPlaceholdersParams;
  result: ISetPlaceholdersResult;
}

const setPlaceholdersIR: any = {
  text: "-- The commit does not wait for the disk: a placeholder that is lost in a crash is created again.\nwith asynchronous as (\n  select set_config('synchronous_commit', 'off', true)\n)\nupdate images i\nset placeholder = made.placeholder\nfrom asynchronous, unnest($1::smallint[], $2::text[]) as made (position, placeholder)\nwhere i.generation_id = $3 and i.position = made.position",
  params: ["positions", "placeholders", "generationId"],
};

/**
 * Query generated from SQL:
 * ```
 * -- The commit does not wait for the disk: a placeholder that is lost in a crash is created again.
 * with asynchronous as (
 *   select set_config('synchronous_commit', 'off', true)
 * )
 * update images i
 * set placeholder = made.placeholder
 * from asynchronous, unnest(:positions!::smallint[], :placeholders!::text[]) as made (position, placeholder)
 * where i.generation_id = :generationId! and i.position = made.position
 * ```
 */
export const setPlaceholders = prepareQuery<ISetPlaceholdersParams, ISetPlaceholdersResult>(
  setPlaceholdersIR,
);

/** 'OverdueGenerations' parameters type */
export interface IOverdueGenerationsParams {
  limit: number;
}

/** 'OverdueGenerations' return type */
export interface IOverdueGenerationsResult {
  attemptId: string | null;
  attemptProvider: string | null;
  id: string;
  n: number;
  options: Json;
  overdueSeconds: number;
}

/** 'OverdueGenerations' query type */
export interface IOverdueGenerationsQuery {
  params: IOverdueGenerationsParams;
  result: IOverdueGenerationsResult;
}

const overdueGenerationsIR: any = {
  text: 'select\n  g.id, g.n, g.options,\n  extract(epoch from clock() - g.deadline_at)::double precision as "overdueSeconds!",\n  a.id as "attemptId?", a.provider as "attemptProvider?"\nfrom overdue_generations($1) as overdue (id)\n  join generations g on g.id = overdue.id\n  left join provider_attempts a on a.generation_id = g.id and a.ended_at is null',
  params: ["limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   g.id, g.n, g.options,
 *   extract(epoch from clock() - g.deadline_at)::double precision as "overdueSeconds!",
 *   a.id as "attemptId?", a.provider as "attemptProvider?"
 * from overdue_generations(:limit!) as overdue (id)
 *   join generations g on g.id = overdue.id
 *   left join provider_attempts a on a.generation_id = g.id and a.ended_at is null
 * ```
 */
export const overdueGenerations = prepareQuery<
  IOverdueGenerationsParams,
  IOverdueGenerationsResult
>(overdueGenerationsIR);

/** 'MoveOverdueToQueueEnd' parameters type */
export type IMoveOverdueToQueueEndParams = void;

/** 'MoveOverdueToQueueEnd' return type */
export type IMoveOverdueToQueueEndResult = void;

/** 'MoveOverdueToQueueEnd' query type */
export interface IMoveOverdueToQueueEndQuery {
  params: IMoveOverdueToQueueEndParams;
  result: IMoveOverdueToQueueEndResult;
}

const moveOverdueToQueueEndIR: any = {
  text: "-- Moves queued generations past their deadline behind all others: a claim reads only the first ones of each\n-- priority, and takes none of these.\nwith overdue as (\n  select q.generation_id\n  from generations g\n    join queued_generations q on q.generation_id = g.id\n  where g.finished_at is null\n    and g.deadline_at < (select clock())\n    and g.status = 'queued'\n    -- That of batches is -1.\n    and q.priority > -2\n  for update of q skip locked\n)\nupdate queued_generations q\nset is_awaited = false, priority = -2\nfrom overdue o\nwhere q.generation_id = o.generation_id",
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * -- Moves queued generations past their deadline behind all others: a claim reads only the first ones of each
 * -- priority, and takes none of these.
 * with overdue as (
 *   select q.generation_id
 *   from generations g
 *     join queued_generations q on q.generation_id = g.id
 *   where g.finished_at is null
 *     and g.deadline_at < (select clock())
 *     and g.status = 'queued'
 *     -- That of batches is -1.
 *     and q.priority > -2
 *   for update of q skip locked
 * )
 * update queued_generations q
 * set is_awaited = false, priority = -2
 * from overdue o
 * where q.generation_id = o.generation_id
 * ```
 */
export const moveOverdueToQueueEnd = prepareQuery<
  IMoveOverdueToQueueEndParams,
  IMoveOverdueToQueueEndResult
>(moveOverdueToQueueEndIR);

/** 'OpenOverdueAttempt' parameters type */
export interface IOpenOverdueAttemptParams {
  id: string;
  provider: string;
}

/** 'OpenOverdueAttempt' return type */
export interface IOpenOverdueAttemptResult {
  id: string;
  provider: string;
}

/** 'OpenOverdueAttempt' query type */
export interface IOpenOverdueAttemptQuery {
  params: IOpenOverdueAttemptParams;
  result: IOpenOverdueAttemptResult;
}

const openOverdueAttemptIR: any = {
  text: "-- The attempt of an overdue generation without one, at its first provider. No row if it was claimed or has\n-- finished. Locks the generation, so that another worker does not finish it before the insert.\ninsert into provider_attempts (generation_id, account_id, claim, provider, created_at)\nselect\n  g.id, g.account_id, g.claim,\n  coalesce(\n    g.provider,\n    (select r.provider from model_routes r where r.model = g.model order by r.position limit 1),\n    $1\n  ),\n  clock()\nfrom (\n    select *\n    from generations\n    where id = $2 and finished_at is null\n    for no key update\n  ) g\non conflict do nothing\nreturning id, provider",
  params: ["provider", "id"],
};

/**
 * Query generated from SQL:
 * ```
 * -- The attempt of an overdue generation without one, at its first provider. No row if it was claimed or has
 * -- finished. Locks the generation, so that another worker does not finish it before the insert.
 * insert into provider_attempts (generation_id, account_id, claim, provider, created_at)
 * select
 *   g.id, g.account_id, g.claim,
 *   coalesce(
 *     g.provider,
 *     (select r.provider from model_routes r where r.model = g.model order by r.position limit 1),
 *     :provider!
 *   ),
 *   clock()
 * from (
 *     select *
 *     from generations
 *     where id = :id! and finished_at is null
 *     for no key update
 *   ) g
 * on conflict do nothing
 * returning id, provider
 * ```
 */
export const openOverdueAttempt = prepareQuery<
  IOpenOverdueAttemptParams,
  IOpenOverdueAttemptResult
>(openOverdueAttemptIR);

/** 'FindFinished' parameters type */
export interface IFindFinishedParams {
  id: string;
}

/** 'FindFinished' return type */
export interface IFindFinishedResult {
  finished: boolean;
}

/** 'FindFinished' query type */
export interface IFindFinishedQuery {
  params: IFindFinishedParams;
  result: IFindFinishedResult;
}

const findFinishedIR: any = {
  text: 'select finished_at is not null as "finished!"\nfrom generations\nwhere id = $1',
  params: ["id"],
};

/**
 * Query generated from SQL:
 * ```
 * select finished_at is not null as "finished!"
 * from generations
 * where id = :id!
 * ```
 */
export const findFinished = prepareQuery<IFindFinishedParams, IFindFinishedResult>(findFinishedIR);

/** 'FindGenerations' parameters type */
export interface IFindGenerationsParams {
  accountIds: readonly (stringArray[number] | null)[];
  ids: readonly (stringArray[number] | null)[];
}

/** 'FindGenerations' return type */
export interface IFindGenerationsResult {
  aspectRatio: string;
  capturedCredits: number;
  createdAt: Date;
  delivered: number;
  dialect: string;
  endUser: string | null;
  errorCode: string | null;
  errorMessage: string | null;
  finishedAt: Date | null;
  id: string;
  images: Json;
  inputs: Json;
  itemPosition: number;
  model: string;
  n: number;
  options: Json;
  provider: string | null;
  quality: string;
  quotedCredits: number;
  releasedCredits: number;
  size: string;
  startedAt: Date | null;
  status: string;
  tier: string;
  unitCredits: number;
}

/** 'FindGenerations' query type */
export interface IFindGenerationsQuery {
  params: IFindGenerationsParams;
  result: IFindGenerationsResult;
}

const findGenerationsIR: any = {
  text: '-- The generations with these ids that belong to the accounts at the same positions. Each is looked up on its\n-- own, so that no plan reads a table whole.\nselect\n  (wanted.ordinality - 1)::integer as "itemPosition!",\n  g.id, g.dialect, g.model, g.n, g.size, g.aspect_ratio, g.tier, g.quality, g.options, g.inputs, g.end_user,\n  g.unit_credits, g.status, g.error_code, g.error_message, g.delivered, g.provider,\n  g.created_at, g.started_at, g.finished_at, g.quoted_credits, g.captured_credits, g.released_credits,\n  case when g.delivered > 0 then describe_images(g.id) else \'[]\' end as "images!"\nfrom unnest($1::uuid[], $2::uuid[]) with ordinality as wanted (id, account_id, ordinality)\n  cross join lateral (\n    select\n      g.*, h.amount as quoted_credits, h.captured as captured_credits, h.released as released_credits\n    from generations g\n      join credit_holds h on h.id = g.hold_id\n    where g.id = wanted.id and g.account_id = wanted.account_id and g.deleted_at is null\n    limit 1\n  ) g',
  params: ["ids", "accountIds"],
};

/**
 * Query generated from SQL:
 * ```
 * -- The generations with these ids that belong to the accounts at the same positions. Each is looked up on its
 * -- own, so that no plan reads a table whole.
 * select
 *   (wanted.ordinality - 1)::integer as "itemPosition!",
 *   g.id, g.dialect, g.model, g.n, g.size, g.aspect_ratio, g.tier, g.quality, g.options, g.inputs, g.end_user,
 *   g.unit_credits, g.status, g.error_code, g.error_message, g.delivered, g.provider,
 *   g.created_at, g.started_at, g.finished_at, g.quoted_credits, g.captured_credits, g.released_credits,
 *   case when g.delivered > 0 then describe_images(g.id) else '[]' end as "images!"
 * from unnest(:ids!::uuid[], :accountIds!::uuid[]) with ordinality as wanted (id, account_id, ordinality)
 *   cross join lateral (
 *     select
 *       g.*, h.amount as quoted_credits, h.captured as captured_credits, h.released as released_credits
 *     from generations g
 *       join credit_holds h on h.id = g.hold_id
 *     where g.id = wanted.id and g.account_id = wanted.account_id and g.deleted_at is null
 *     limit 1
 *   ) g
 * ```
 */
export const findGenerations = prepareQuery<IFindGenerationsParams, IFindGenerationsResult>(
  findGenerationsIR,
);

/** 'FindReceipt' parameters type */
export interface IFindReceiptParams {
  accountId: string;
  id: string;
}

/** 'FindReceipt' return type */
export interface IFindReceiptResult {
  captured: number;
  closedAt: Date | null;
  createdAt: Date;
  held: number;
  parts: Json;
  provider: string | null;
  released: number;
}

/** 'FindReceipt' query type */
export interface IFindReceiptQuery {
  params: IFindReceiptParams;
  result: IFindReceiptResult;
}

const findReceiptIR: any = {
  text: "select\n  h.amount as held, h.captured, h.released, h.created_at, h.closed_at,\n  -- The provider of the last attempt, once the generation has finished.\n  g.provider,\n  jsonb_agg(\n    jsonb_build_object(\n      'grantId', p.grant_id, 'source', c.source, 'expiresAt', c.expires_at,\n      'held', p.amount, 'captured', p.captured, 'released', p.released\n    )\n    order by p.position\n  ) as \"parts!\"\nfrom generations g\n  join credit_holds h on h.id = g.hold_id\n  join credit_hold_parts p on p.hold_id = h.id\n  join credit_grants c on c.id = p.grant_id\nwhere g.id = $1 and g.account_id = $2\ngroup by h.id, g.id",
  params: ["id", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   h.amount as held, h.captured, h.released, h.created_at, h.closed_at,
 *   -- The provider of the last attempt, once the generation has finished.
 *   g.provider,
 *   jsonb_agg(
 *     jsonb_build_object(
 *       'grantId', p.grant_id, 'source', c.source, 'expiresAt', c.expires_at,
 *       'held', p.amount, 'captured', p.captured, 'released', p.released
 *     )
 *     order by p.position
 *   ) as "parts!"
 * from generations g
 *   join credit_holds h on h.id = g.hold_id
 *   join credit_hold_parts p on p.hold_id = h.id
 *   join credit_grants c on c.id = p.grant_id
 * where g.id = :id! and g.account_id = :accountId!
 * group by h.id, g.id
 * ```
 */
export const findReceipt = prepareQuery<IFindReceiptParams, IFindReceiptResult>(findReceiptIR);

/** 'FindPrompt' parameters type */
export interface IFindPromptParams {
  accountId: string;
  id: string;
}

/** 'FindPrompt' return type */
export interface IFindPromptResult {
  prompt: string;
}

/** 'FindPrompt' query type */
export interface IFindPromptQuery {
  params: IFindPromptParams;
  result: IFindPromptResult;
}

const findPromptIR: any = {
  text: "select prompt\nfrom generations\nwhere id = $1 and account_id = $2 and deleted_at is null",
  params: ["id", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select prompt
 * from generations
 * where id = :id! and account_id = :accountId! and deleted_at is null
 * ```
 */
export const findPrompt = prepareQuery<IFindPromptParams, IFindPromptResult>(findPromptIR);

/** 'FindUsage' parameters type */
export interface IFindUsageParams {
  generationId: string;
}

/** 'FindUsage' return type */
export interface IFindUsageResult {
  usage: Json | null;
}

/** 'FindUsage' query type */
export interface IFindUsageQuery {
  params: IFindUsageParams;
  result: IFindUsageResult;
}

const findUsageIR: any = {
  text: "select find_token_usage(p_generation_id => $1) as usage",
  params: ["generationId"],
};

/**
 * Query generated from SQL:
 * ```
 * select find_token_usage(p_generation_id => :generationId!) as usage
 * ```
 */
export const findUsage = prepareQuery<IFindUsageParams, IFindUsageResult>(findUsageIR);

/** 'ReleaseGeneration' parameters type */
export interface IReleaseGenerationParams {
  claim: number;
  generationId: string;
  isCallRecorded: boolean;
  pauseSeconds: number;
  workerId: string;
}

/** 'ReleaseGeneration' return type */
export interface IReleaseGenerationResult {
  released: boolean;
}

/** 'ReleaseGeneration' query type */
export interface IReleaseGenerationQuery {
  params: IReleaseGenerationParams;
  result: IReleaseGenerationResult;
}

const releaseGenerationIR: any = {
  text: 'select release_generation(\n  p_generation_id => $1,\n  p_worker_id => $2,\n  p_claim => $3,\n  p_pause_seconds => $4,\n  p_is_call_recorded => $5\n) as "released!"',
  params: ["generationId", "workerId", "claim", "pauseSeconds", "isCallRecorded"],
};

/**
 * Query generated from SQL:
 * ```
 * select release_generation(
 *   p_generation_id => :generationId!,
 *   p_worker_id => :workerId!,
 *   p_claim => :claim!,
 *   p_pause_seconds => :pauseSeconds!,
 *   p_is_call_recorded => :isCallRecorded!
 * ) as "released!"
 * ```
 */
export const releaseGeneration = prepareQuery<IReleaseGenerationParams, IReleaseGenerationResult>(
  releaseGenerationIR,
);

/** 'FindDelivered' parameters type */
export interface IFindDeliveredParams {
  id: string;
}

/** 'FindDelivered' return type */
export interface IFindDeliveredResult {
  keys: stringArray;
}

/** 'FindDelivered' query type */
export interface IFindDeliveredQuery {
  params: IFindDeliveredParams;
  result: IFindDeliveredResult;
}

const findDeliveredIR: any = {
  text: '-- Returns the storage keys of the images of a finished generation. No row if it has not finished.\nselect\n  array(\n    select stored.key\n    from images i\n      cross join lateral unnest(array[i.storage_key, i.webp_key]) as stored (key)\n    where i.generation_id = g.id and stored.key is not null\n  ) as "keys!"\nfrom generations g\nwhere g.id = $1 and g.finished_at is not null',
  params: ["id"],
};

/**
 * Query generated from SQL:
 * ```
 * -- Returns the storage keys of the images of a finished generation. No row if it has not finished.
 * select
 *   array(
 *     select stored.key
 *     from images i
 *       cross join lateral unnest(array[i.storage_key, i.webp_key]) as stored (key)
 *     where i.generation_id = g.id and stored.key is not null
 *   ) as "keys!"
 * from generations g
 * where g.id = :id! and g.finished_at is not null
 * ```
 */
export const findDelivered = prepareQuery<IFindDeliveredParams, IFindDeliveredResult>(
  findDeliveredIR,
);

/** 'AdminCancelGeneration' parameters type */
export interface IAdminCancelGenerationParams {
  actorId?: string | null | void;
  address?: string | null | void;
  generationId: string;
  reason?: string | null | void;
}

/** 'AdminCancelGeneration' return type */
export interface IAdminCancelGenerationResult {
  outcome: cancel_outcome | null;
}

/** 'AdminCancelGeneration' query type */
export interface IAdminCancelGenerationQuery {
  params: IAdminCancelGenerationParams;
  result: IAdminCancelGenerationResult;
}

const adminCancelGenerationIR: any = {
  text: 'select admin_cancel(act_as($1, $2), $3, $4) as "outcome?"',
  params: ["actorId", "address", "generationId", "reason"],
};

/**
 * Query generated from SQL:
 * ```
 * select admin_cancel(act_as(:actorId, :address), :generationId!, :reason) as "outcome?"
 * ```
 */
export const adminCancelGeneration = prepareQuery<
  IAdminCancelGenerationParams,
  IAdminCancelGenerationResult
>(adminCancelGenerationIR);
