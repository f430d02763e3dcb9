/** Types generated for queries found in "sql/queries/workers.sql" */
import { PreparedQuery } from "@pgtyped/runtime";

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
  usedParamSet: { id: true, poolIds: true },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 23, b: 26 }] },
    { name: "poolIds", required: true, transform: { type: "scalar" }, locs: [{ a: 29, b: 37 }] },
  ],
  statement: 'select register_worker(:id!, :poolIds!) as "number!"',
};

/**
 * Query generated from SQL:
 * ```
 * select register_worker(:id!, :poolIds!) as "number!"
 * ```
 */
export const registerWorker = new PreparedQuery<IRegisterWorkerParams, IRegisterWorkerResult>(
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

const touchWorkerIR: any = {
  usedParamSet: { id: true },
  params: [{ name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 20, b: 23 }] }],
  statement: 'select touch_worker(:id!) as "alive!"',
};

/**
 * Query generated from SQL:
 * ```
 * select touch_worker(:id!) as "alive!"
 * ```
 */
export const touchWorker = new PreparedQuery<ITouchWorkerParams, ITouchWorkerResult>(touchWorkerIR);

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
  usedParamSet: { id: true },
  params: [{ name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 51, b: 54 }] }],
  statement:
    "update workers\nset stopped_at = clock()\nwhere id = :id! and stopped_at is null\nreturning id",
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
export const stopWorker = new PreparedQuery<IStopWorkerParams, IStopWorkerResult>(stopWorkerIR);

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

const rescueGenerationsIR: any = {
  usedParamSet: {},
  params: [],
  statement: 'select rescue_generations() as "id!"',
};

/**
 * Query generated from SQL:
 * ```
 * select rescue_generations() as "id!"
 * ```
 */
export const rescueGenerations = new PreparedQuery<
  IRescueGenerationsParams,
  IRescueGenerationsResult
>(rescueGenerationsIR);

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
  usedParamSet: { poolId: true, id: true },
  params: [
    { name: "poolId", required: true, transform: { type: "scalar" }, locs: [{ a: 42, b: 49 }] },
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 68, b: 71 }] },
  ],
  statement:
    "update workers\nset pool_ids = pool_ids || :poolId!::text\nwhere id = :id!\nreturning id",
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
export const addWorkerPool = new PreparedQuery<IAddWorkerPoolParams, IAddWorkerPoolResult>(
  addWorkerPoolIR,
);

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
  usedParamSet: { poolId: true },
  params: [
    { name: "poolId", required: true, transform: { type: "scalar" }, locs: [{ a: 50, b: 57 }] },
  ],
  statement: 'select graphile_worker.force_unlock_workers(array[:poolId!]) as "unlocked?"',
};

/**
 * Query generated from SQL:
 * ```
 * select graphile_worker.force_unlock_workers(array[:poolId!]) as "unlocked?"
 * ```
 */
export const unlockPool = new PreparedQuery<IUnlockPoolParams, IUnlockPoolResult>(unlockPoolIR);
