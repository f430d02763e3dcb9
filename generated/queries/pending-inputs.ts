/** Types generated for queries found in "sql/queries/pending-inputs.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type NumberOrString = number | string;

export type stringArray = string[];

/** 'AddPendingInputs' parameters type */
export interface IAddPendingInputsParams {
  ownerId: string;
  storageKeys: readonly (stringArray[number] | null)[];
}

/** 'AddPendingInputs' return type */
export interface IAddPendingInputsResult {
  storageKey: string;
}

/** 'AddPendingInputs' query type */
export interface IAddPendingInputsQuery {
  params: IAddPendingInputsParams;
  result: IAddPendingInputsResult;
}

const addPendingInputsIR: any = {
  text: "insert into pending_inputs (storage_key, owner_id)\nselect storage_key, $1\nfrom unnest($2::text[]) storage_key\nreturning storage_key                                                                             ",
  params: ["ownerId", "storageKeys"],
};

/**
 * Query generated from SQL:
 * ```
 * insert into pending_inputs (storage_key, owner_id)
 * select storage_key, :ownerId!
 * from unnest(:storageKeys!::text[]) storage_key
 * returning storage_key  
 * ```
 */
export const addPendingInputs = prepareQuery<IAddPendingInputsParams, IAddPendingInputsResult>(
  addPendingInputsIR,
);

/** 'ListPendingInputs' parameters type */
export interface IListPendingInputsParams {
  exceptIds: readonly (stringArray[number] | null)[];
  graceSeconds: number;
  limit: NumberOrString;
}

/** 'ListPendingInputs' return type */
export interface IListPendingInputsResult {
  id: string;
  isAbandoned: boolean;
}

/** 'ListPendingInputs' query type */
export interface IListPendingInputsQuery {
  params: IListPendingInputsParams;
  result: IListPendingInputsResult;
}

const listPendingInputsIR: any = {
  text: "select\n  p.storage_key as id,\n  not exists (select 1 from generations g where g.id = p.owner_id)\n  and not exists (\n    select 1 from uploads u where u.id = p.owner_id and u.copy_key = p.storage_key\n  ) as \"isAbandoned!\"\nfrom pending_inputs p\nwhere p.created_at < (select clock()) - $1::integer * interval '1 second'\n  and p.storage_key <> all ($2::text[])\norder by p.created_at\nlimit $3",
  params: ["graceSeconds", "exceptIds", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   p.storage_key as id,
 *   not exists (select 1 from generations g where g.id = p.owner_id)
 *   and not exists (
 *     select 1 from uploads u where u.id = p.owner_id and u.copy_key = p.storage_key
 *   ) as "isAbandoned!"
 * from pending_inputs p
 * where p.created_at < (select clock()) - :graceSeconds!::integer * interval '1 second'
 *   and p.storage_key <> all (:exceptIds!::text[])
 * order by p.created_at
 * limit :limit!
 * ```
 */
export const listPendingInputs = prepareQuery<IListPendingInputsParams, IListPendingInputsResult>(
  listPendingInputsIR,
);

/** 'DeletePendingInputs' parameters type */
export interface IDeletePendingInputsParams {
  storageKeys: readonly (stringArray[number] | null)[];
}

/** 'DeletePendingInputs' return type */
export type IDeletePendingInputsResult = void;

/** 'DeletePendingInputs' query type */
export interface IDeletePendingInputsQuery {
  params: IDeletePendingInputsParams;
  result: IDeletePendingInputsResult;
}

const deletePendingInputsIR: any = {
  text: "delete from pending_inputs\nwhere storage_key = any ($1::text[])",
  params: ["storageKeys"],
};

/**
 * Query generated from SQL:
 * ```
 * delete from pending_inputs
 * where storage_key = any (:storageKeys!::text[])
 * ```
 */
export const deletePendingInputs = prepareQuery<
  IDeletePendingInputsParams,
  IDeletePendingInputsResult
>(deletePendingInputsIR);
