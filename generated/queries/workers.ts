/** Types generated for queries found in "sql/queries/workers.sql" */
import { prepare } from "../../src/db.ts";

export type stringArray = string[];

/** 'RegisterWorker' parameters type */
export interface IRegisterWorkerParams {
  id: string;
  poolIds: stringArray;
}

/** 'RegisterWorker' return type */
export interface IRegisterWorkerResult {
  number: number;
}

/** 'RegisterWorker' query type */
export interface IRegisterWorkerQuery {
  params: IRegisterWorkerParams;
  result: IRegisterWorkerResult;
}

const registerWorkerIR: any = {
  text: 'select register_worker($1, $2) as "number!"',
  params: ["id", "poolIds"],
};

/**
 * Query generated from SQL:
 * ```
 * select register_worker(:id!, :poolIds!) as "number!"
 * ```
 */
export const registerWorker = prepare<IRegisterWorkerParams, IRegisterWorkerResult>(
  registerWorkerIR,
);

/** 'TouchWorker' parameters type */
export interface ITouchWorkerParams {
  id: string;
}

/** 'TouchWorker' return type */
export interface ITouchWorkerResult {
  alive: boolean;
}

/** 'TouchWorker' query type */
export interface ITouchWorkerQuery {
  params: ITouchWorkerParams;
  result: ITouchWorkerResult;
}

const touchWorkerIR: any = { text: 'select touch_worker($1) as "alive!"', params: ["id"] };

/**
 * Query generated from SQL:
 * ```
 * select touch_worker(:id!) as "alive!"
 * ```
 */
export const touchWorker = prepare<ITouchWorkerParams, ITouchWorkerResult>(touchWorkerIR);

/** 'StopWorker' parameters type */
export interface IStopWorkerParams {
  id: string;
}

/** 'StopWorker' return type */
export interface IStopWorkerResult {
  id: string;
}

/** 'StopWorker' query type */
export interface IStopWorkerQuery {
  params: IStopWorkerParams;
  result: IStopWorkerResult;
}

const stopWorkerIR: any = {
  text: "update workers\nset stopped_at = clock()\nwhere id = $1 and stopped_at is null\nreturning id",
  params: ["id"],
};

/**
 * Query generated from SQL:
 * ```
 * update workers
 * set stopped_at = clock()
 * where id = :id! and stopped_at is null
 * returning id
 * ```
 */
export const stopWorker = prepare<IStopWorkerParams, IStopWorkerResult>(stopWorkerIR);

/** 'RescueGenerations' parameters type */
export type IRescueGenerationsParams = void;

/** 'RescueGenerations' return type */
export interface IRescueGenerationsResult {
  id: string;
}

/** 'RescueGenerations' query type */
export interface IRescueGenerationsQuery {
  params: IRescueGenerationsParams;
  result: IRescueGenerationsResult;
}

const rescueGenerationsIR: any = { text: 'select rescue_generations() as "id!"', params: [] };

/**
 * Query generated from SQL:
 * ```
 * select rescue_generations() as "id!"
 * ```
 */
export const rescueGenerations = prepare<IRescueGenerationsParams, IRescueGenerationsResult>(
  rescueGenerationsIR,
);

/** 'AddWorkerPool' parameters type */
export interface IAddWorkerPoolParams {
  id: string;
  poolId: string;
}

/** 'AddWorkerPool' return type */
export interface IAddWorkerPoolResult {
  id: string;
}

/** 'AddWorkerPool' query type */
export interface IAddWorkerPoolQuery {
  params: IAddWorkerPoolParams;
  result: IAddWorkerPoolResult;
}

const addWorkerPoolIR: any = {
  text: "update workers\nset pool_ids = pool_ids || $1::text\nwhere id = $2\nreturning id",
  params: ["poolId", "id"],
};

/**
 * Query generated from SQL:
 * ```
 * update workers
 * set pool_ids = pool_ids || :poolId!::text
 * where id = :id!
 * returning id
 * ```
 */
export const addWorkerPool = prepare<IAddWorkerPoolParams, IAddWorkerPoolResult>(addWorkerPoolIR);

/** 'UnlockPool' parameters type */
export interface IUnlockPoolParams {
  poolId: string;
}

/** 'UnlockPool' return type */
export interface IUnlockPoolResult {
  unlocked: undefined | null;
}

/** 'UnlockPool' query type */
export interface IUnlockPoolQuery {
  params: IUnlockPoolParams;
  result: IUnlockPoolResult;
}

const unlockPoolIR: any = {
  text: 'select graphile_worker.force_unlock_workers(array[$1]) as "unlocked?"',
  params: ["poolId"],
};

/**
 * Query generated from SQL:
 * ```
 * select graphile_worker.force_unlock_workers(array[:poolId!]) as "unlocked?"
 * ```
 */
export const unlockPool = prepare<IUnlockPoolParams, IUnlockPoolResult>(unlockPoolIR);
