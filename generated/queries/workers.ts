/** Types generated for queries found in "sql/queries/workers.sql" */
import { PreparedQuery } from "@pgtyped/runtime";

/** 'RegisterWorker' parameters type */
export interface IRegisterWorkerParams {
  id: string;
  poolId: string;
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
  usedParamSet: { id: true, poolId: true },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 23, b: 26 }] },
    { name: "poolId", required: true, transform: { type: "scalar" }, locs: [{ a: 29, b: 36 }] },
  ],
  statement: 'select register_worker(:id!, :poolId!) as "number!"',
};

/**
 * Query generated from SQL:
 * ```
 * select register_worker(:id!, :poolId!) as "number!"
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

/** 'SetWorkerPool' parameters type */
export interface ISetWorkerPoolParams {
  id: string;
  poolId: string;
}

/** 'SetWorkerPool' return type */
export interface ISetWorkerPoolResult {
  id: string;
}

/** 'SetWorkerPool' query type */
export interface ISetWorkerPoolQuery {
  params: ISetWorkerPoolParams;
  result: ISetWorkerPoolResult;
}

const setWorkerPoolIR: any = {
  usedParamSet: { poolId: true, id: true },
  params: [
    { name: "poolId", required: true, transform: { type: "scalar" }, locs: [{ a: 29, b: 36 }] },
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 49, b: 52 }] },
  ],
  statement: "update workers\nset pool_id = :poolId!\nwhere id = :id!\nreturning id",
};

/**
 * Query generated from SQL:
 * ```
 * update workers
 * set pool_id = :poolId!
 * where id = :id!
 * returning id
 * ```
 */
export const setWorkerPool = new PreparedQuery<ISetWorkerPoolParams, ISetWorkerPoolResult>(
  setWorkerPoolIR,
);
