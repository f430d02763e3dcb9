/** Types generated for queries found in "sql/queries/workers.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type NumberOrString = number | string;

export type NumberOrStringArray = NumberOrString[];

export type numberArray = number[];

export type stringArray = string[];

/** 'RegisterWorker' parameters type */
export interface IRegisterWorkerParams {
  id: string;
  poolIds: readonly (stringArray[number] | null)[];
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
export const registerWorker = prepareQuery<IRegisterWorkerParams, IRegisterWorkerResult>(
  registerWorkerIR,
);

/** 'RecordHeartbeat' parameters type */
export interface IRecordHeartbeatParams {
  id: string;
}

/** 'RecordHeartbeat' return type */
export interface IRecordHeartbeatResult {
  alive: boolean;
}

/** 'RecordHeartbeat' query type */
export interface IRecordHeartbeatQuery {
  params: IRecordHeartbeatParams;
  result: IRecordHeartbeatResult;
}

const recordHeartbeatIR: any = { text: 'select record_heartbeat($1) as "alive!"', params: ["id"] };

/**
 * Query generated from SQL:
 * ```
 * select record_heartbeat(:id!) as "alive!"
 * ```
 */
export const recordHeartbeat = prepareQuery<IRecordHeartbeatParams, IRecordHeartbeatResult>(
  recordHeartbeatIR,
);

/** 'StopWorker' parameters type */
export interface IStopWorkerParams {
  id: string;
}

/** 'StopWorker' return type */
export interface IStopWorkerResult {
  unlocked: number;
}

/** 'StopWorker' query type */
export interface IStopWorkerQuery {
  params: IStopWorkerParams;
  result: IStopWorkerResult;
}

const stopWorkerIR: any = {
  text: "with stopped as (\n  update workers\n  set stopped_at = clock()\n  where id = $1 and stopped_at is null\n  returning pool_ids\n)\nselect unlock_pool_jobs(pool_ids, '{}') as \"unlocked!\"\nfrom stopped",
  params: ["id"],
};

/**
 * Query generated from SQL:
 * ```
 * with stopped as (
 *   update workers
 *   set stopped_at = clock()
 *   where id = :id! and stopped_at is null
 *   returning pool_ids
 * )
 * select unlock_pool_jobs(pool_ids, '{}') as "unlocked!"
 * from stopped
 * ```
 */
export const stopWorker = prepareQuery<IStopWorkerParams, IStopWorkerResult>(stopWorkerIR);

/** 'DeclareDeadWorkers' parameters type */
export interface IDeclareDeadWorkersParams {
  observer?: string | null | void;
}

/** 'DeclareDeadWorkers' return type */
export interface IDeclareDeadWorkersResult {
  id: string;
}

/** 'DeclareDeadWorkers' query type */
export interface IDeclareDeadWorkersQuery {
  params: IDeclareDeadWorkersParams;
  result: IDeclareDeadWorkersResult;
}

const declareDeadWorkersIR: any = {
  text: 'select declare_dead_workers($1) as "id!"',
  params: ["observer"],
};

/**
 * Query generated from SQL:
 * ```
 * select declare_dead_workers(:observer) as "id!"
 * ```
 */
export const declareDeadWorkers = prepareQuery<
  IDeclareDeadWorkersParams,
  IDeclareDeadWorkersResult
>(declareDeadWorkersIR);

/** 'RecoverClaims' parameters type */
export type IRecoverClaimsParams = void;

/** 'RecoverClaims' return type */
export interface IRecoverClaimsResult {
  id: string;
}

/** 'RecoverClaims' query type */
export interface IRecoverClaimsQuery {
  params: IRecoverClaimsParams;
  result: IRecoverClaimsResult;
}

const recoverClaimsIR: any = { text: 'select recover_claims() as "id!"', params: [] };

/**
 * Query generated from SQL:
 * ```
 * select recover_claims() as "id!"
 * ```
 */
export const recoverClaims = prepareQuery<IRecoverClaimsParams, IRecoverClaimsResult>(
  recoverClaimsIR,
);

/** 'ReadoptGenerations' parameters type */
export interface IReadoptGenerationsParams {
  claims: readonly (numberArray[number] | null)[];
  generationIds: readonly (stringArray[number] | null)[];
  id: string;
}

/** 'ReadoptGenerations' return type */
export interface IReadoptGenerationsResult {
  id: string;
}

/** 'ReadoptGenerations' query type */
export interface IReadoptGenerationsQuery {
  params: IReadoptGenerationsParams;
  result: IReadoptGenerationsResult;
}

const readoptGenerationsIR: any = {
  text: 'select readopt_generations($1, $2, $3) as "id!"',
  params: ["id", "generationIds", "claims"],
};

/**
 * Query generated from SQL:
 * ```
 * select readopt_generations(:id!, :generationIds!, :claims!) as "id!"
 * ```
 */
export const readoptGenerations = prepareQuery<
  IReadoptGenerationsParams,
  IReadoptGenerationsResult
>(readoptGenerationsIR);

/** 'RequeueGenerations' parameters type */
export interface IRequeueGenerationsParams {
  id: string;
  knownSeconds: number;
  running: readonly (stringArray[number] | null)[];
}

/** 'RequeueGenerations' return type */
export interface IRequeueGenerationsResult {
  id: string;
}

/** 'RequeueGenerations' query type */
export interface IRequeueGenerationsQuery {
  params: IRequeueGenerationsParams;
  result: IRequeueGenerationsResult;
}

const requeueGenerationsIR: any = {
  text: 'select requeue_stranded_generations($1, $2, $3) as "id!"',
  params: ["id", "running", "knownSeconds"],
};

/**
 * Query generated from SQL:
 * ```
 * select requeue_stranded_generations(:id!, :running!, :knownSeconds!) as "id!"
 * ```
 */
export const requeueGenerations = prepareQuery<
  IRequeueGenerationsParams,
  IRequeueGenerationsResult
>(requeueGenerationsIR);

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
export const addWorkerPool = prepareQuery<IAddWorkerPoolParams, IAddWorkerPoolResult>(
  addWorkerPoolIR,
);

/** 'RemoveWorkerPool' parameters type */
export interface IRemoveWorkerPoolParams {
  id: string;
  poolId: string;
}

/** 'RemoveWorkerPool' return type */
export interface IRemoveWorkerPoolResult {
  id: string;
}

/** 'RemoveWorkerPool' query type */
export interface IRemoveWorkerPoolQuery {
  params: IRemoveWorkerPoolParams;
  result: IRemoveWorkerPoolResult;
}

const removeWorkerPoolIR: any = {
  text: "update workers\nset pool_ids = array_remove(pool_ids, $1::text)\nwhere id = $2\nreturning id",
  params: ["poolId", "id"],
};

/**
 * Query generated from SQL:
 * ```
 * update workers
 * set pool_ids = array_remove(pool_ids, :poolId!::text)
 * where id = :id!
 * returning id
 * ```
 */
export const removeWorkerPool = prepareQuery<IRemoveWorkerPoolParams, IRemoveWorkerPoolResult>(
  removeWorkerPoolIR,
);

/** 'UnlockPoolJobs' parameters type */
export interface IUnlockPoolJobsParams {
  poolId: string;
  runningJobIds: readonly (NumberOrStringArray[number] | null)[];
}

/** 'UnlockPoolJobs' return type */
export interface IUnlockPoolJobsResult {
  unlocked: number;
}

/** 'UnlockPoolJobs' query type */
export interface IUnlockPoolJobsQuery {
  params: IUnlockPoolJobsParams;
  result: IUnlockPoolJobsResult;
}

const unlockPoolJobsIR: any = {
  text: 'select unlock_pool_jobs(array[$1]::text[], $2) as "unlocked!"',
  params: ["poolId", "runningJobIds"],
};

/**
 * Query generated from SQL:
 * ```
 * select unlock_pool_jobs(array[:poolId!]::text[], :runningJobIds!) as "unlocked!"
 * ```
 */
export const unlockPoolJobs = prepareQuery<IUnlockPoolJobsParams, IUnlockPoolJobsResult>(
  unlockPoolJobsIR,
);

/** 'ListIdleLocks' parameters type */
export interface IListIdleLocksParams {
  poolId: string;
  runningJobIds: readonly (NumberOrStringArray[number] | null)[];
}

/** 'ListIdleLocks' return type */
export interface IListIdleLocksResult {
  lock: string;
}

/** 'ListIdleLocks' query type */
export interface IListIdleLocksQuery {
  params: IListIdleLocksParams;
  result: IListIdleLocksResult;
}

const listIdleLocksIR: any = {
  text: 'select list_idle_locks($1, $2) as "lock!"',
  params: ["poolId", "runningJobIds"],
};

/**
 * Query generated from SQL:
 * ```
 * select list_idle_locks(:poolId!, :runningJobIds!) as "lock!"
 * ```
 */
export const listIdleLocks = prepareQuery<IListIdleLocksParams, IListIdleLocksResult>(
  listIdleLocksIR,
);

/** 'UnlockOrphanedJobs' parameters type */
export type IUnlockOrphanedJobsParams = void;

/** 'UnlockOrphanedJobs' return type */
export interface IUnlockOrphanedJobsResult {
  unlocked: number;
}

/** 'UnlockOrphanedJobs' query type */
export interface IUnlockOrphanedJobsQuery {
  params: IUnlockOrphanedJobsParams;
  result: IUnlockOrphanedJobsResult;
}

const unlockOrphanedJobsIR: any = {
  text: 'select unlock_orphaned_jobs() as "unlocked!"',
  params: [],
};

/**
 * Query generated from SQL:
 * ```
 * select unlock_orphaned_jobs() as "unlocked!"
 * ```
 */
export const unlockOrphanedJobs = prepareQuery<
  IUnlockOrphanedJobsParams,
  IUnlockOrphanedJobsResult
>(unlockOrphanedJobsIR);

/** 'HasWaitingJob' parameters type */
export interface IHasWaitingJobParams {
  tasks: readonly (stringArray[number] | null)[];
}

/** 'HasWaitingJob' return type */
export interface IHasWaitingJobResult {
  waiting: boolean;
}

/** 'HasWaitingJob' query type */
export interface IHasWaitingJobQuery {
  params: IHasWaitingJobParams;
  result: IHasWaitingJobResult;
}

const hasWaitingJobIR: any = {
  text: 'select has_waiting_job($1) as "waiting!"',
  params: ["tasks"],
};

/**
 * Query generated from SQL:
 * ```
 * select has_waiting_job(:tasks!) as "waiting!"
 * ```
 */
export const hasWaitingJob = prepareQuery<IHasWaitingJobParams, IHasWaitingJobResult>(
  hasWaitingJobIR,
);
