/** Types generated for queries found in "sql/queries/generation-deletion.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type generation_deletion_outcome = "deleted" | "not_found" | "unfinished";

export type NumberOrString = number | string;

export type stringArray = string[];

/** 'DeleteGeneration' parameters type */
export interface IDeleteGenerationParams {
  accountId: string;
  id: string;
}

/** 'DeleteGeneration' return type */
export interface IDeleteGenerationResult {
  outcome: generation_deletion_outcome;
}

/** 'DeleteGeneration' query type */
export interface IDeleteGenerationQuery {
  params: IDeleteGenerationParams;
  result: IDeleteGenerationResult;
}

const deleteGenerationIR: any = {
  text: 'select delete_generation($1, $2) as "outcome!"                                                                                                      ',
  params: ["id", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select delete_generation(:id!, :accountId!) as "outcome!"  
 * ```
 */
export const deleteGeneration = prepareQuery<IDeleteGenerationParams, IDeleteGenerationResult>(
  deleteGenerationIR,
);

/** 'ListFilesToRemove' parameters type */
export interface IListFilesToRemoveParams {
  accountId?: string | null | void;
  exceptIds: readonly (stringArray[number] | null)[];
  id?: string | null | void;
  limit: NumberOrString;
}

/** 'ListFilesToRemove' return type */
export interface IListFilesToRemoveResult {
  id: string;
  keys: stringArray;
}

/** 'ListFilesToRemove' query type */
export interface IListFilesToRemoveQuery {
  params: IListFilesToRemoveParams;
  result: IListFilesToRemoveResult;
}

const listFilesToRemoveIR: any = {
  text: "select\n  g.id,\n  array(\n    select i.storage_key\n    from images i\n    where i.generation_id = g.id\n    union\n    select i.webp_key\n    from images i\n    where i.generation_id = g.id and i.webp_key is not null\n    union\n    select p.storage_key\n    from partial_images p\n    where p.generation_id = g.id\n    union\n    select input.storage_key\n    from unnest(input_storage_keys(g.inputs)) input (storage_key)\n    where not exists (\n      select 1\n      from generations o\n      where o.inputs <> '[]'\n        and o.inputs @> jsonb_build_array(jsonb_build_object('storageKey', input.storage_key))\n        and o.id <> g.id\n        and o.deleted_at is null\n    )\n  ) as \"keys!\"\nfrom generations g\nwhere g.deleted_at is not null\n  and g.files_removed_at is null\n  and ($1::uuid is null or g.id = $1)\n  and ($2::uuid is null or g.account_id = $2)\n  and g.id <> all ($3::uuid[])\norder by g.deleted_at\nlimit $4",
  params: ["id", "accountId", "exceptIds", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   g.id,
 *   array(
 *     select i.storage_key
 *     from images i
 *     where i.generation_id = g.id
 *     union
 *     select i.webp_key
 *     from images i
 *     where i.generation_id = g.id and i.webp_key is not null
 *     union
 *     select p.storage_key
 *     from partial_images p
 *     where p.generation_id = g.id
 *     union
 *     select input.storage_key
 *     from unnest(input_storage_keys(g.inputs)) input (storage_key)
 *     where not exists (
 *       select 1
 *       from generations o
 *       where o.inputs <> '[]'
 *         and o.inputs @> jsonb_build_array(jsonb_build_object('storageKey', input.storage_key))
 *         and o.id <> g.id
 *         and o.deleted_at is null
 *     )
 *   ) as "keys!"
 * from generations g
 * where g.deleted_at is not null
 *   and g.files_removed_at is null
 *   and (:id::uuid is null or g.id = :id)
 *   and (:accountId::uuid is null or g.account_id = :accountId)
 *   and g.id <> all (:exceptIds!::uuid[])
 * order by g.deleted_at
 * limit :limit!
 * ```
 */
export const listFilesToRemove = prepareQuery<IListFilesToRemoveParams, IListFilesToRemoveResult>(
  listFilesToRemoveIR,
);

/** 'EraseDeletedGenerations' parameters type */
export interface IEraseDeletedGenerationsParams {
  ids: readonly (stringArray[number] | null)[];
}

/** 'EraseDeletedGenerations' return type */
export interface IEraseDeletedGenerationsResult {
  done: undefined | null;
}

/** 'EraseDeletedGenerations' query type */
export interface IEraseDeletedGenerationsQuery {
  params: IEraseDeletedGenerationsParams;
  result: IEraseDeletedGenerationsResult;
}

const eraseDeletedGenerationsIR: any = {
  text: 'select erase_deleted_generations($1) as "done?"',
  params: ["ids"],
};

/**
 * Query generated from SQL:
 * ```
 * select erase_deleted_generations(:ids!) as "done?"
 * ```
 */
export const eraseDeletedGenerations = prepareQuery<
  IEraseDeletedGenerationsParams,
  IEraseDeletedGenerationsResult
>(eraseDeletedGenerationsIR);

/** 'ListAccountsToErase' parameters type */
export interface IListAccountsToEraseParams {
  limit: NumberOrString;
}

/** 'ListAccountsToErase' return type */
export interface IListAccountsToEraseResult {
  id: string;
}

/** 'ListAccountsToErase' query type */
export interface IListAccountsToEraseQuery {
  params: IListAccountsToEraseParams;
  result: IListAccountsToEraseResult;
}

const listAccountsToEraseIR: any = {
  text: "select id\nfrom accounts\nwhere closed_at is not null and erased_at is null\norder by closed_at\nlimit $1",
  params: ["limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select id
 * from accounts
 * where closed_at is not null and erased_at is null
 * order by closed_at
 * limit :limit!
 * ```
 */
export const listAccountsToErase = prepareQuery<
  IListAccountsToEraseParams,
  IListAccountsToEraseResult
>(listAccountsToEraseIR);

/** 'EraseGenerations' parameters type */
export interface IEraseGenerationsParams {
  accountId: string;
  beforeId?: string | null | void;
  limit: number;
}

/** 'EraseGenerations' return type */
export interface IEraseGenerationsResult {
  erased: number;
  lastId: string;
  live: number;
}

/** 'EraseGenerations' query type */
export interface IEraseGenerationsQuery {
  params: IEraseGenerationsParams;
  result: IEraseGenerationsResult;
}

const eraseGenerationsIR: any = {
  text: 'select last_id as "lastId!", erased as "erased!", live as "live!"\nfrom erase_generations(\n  p_account_id => $1,\n  p_before_at => null,\n  p_before_id => $2,\n  p_limit => $3\n)',
  params: ["accountId", "beforeId", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select last_id as "lastId!", erased as "erased!", live as "live!"
 * from erase_generations(
 *   p_account_id => :accountId!,
 *   p_before_at => null,
 *   p_before_id => :beforeId,
 *   p_limit => :limit!
 * )
 * ```
 */
export const eraseGenerations = prepareQuery<IEraseGenerationsParams, IEraseGenerationsResult>(
  eraseGenerationsIR,
);

/** 'EraseAccountRecords' parameters type */
export interface IEraseAccountRecordsParams {
  accountId: string;
  limit: number;
}

/** 'EraseAccountRecords' return type */
export interface IEraseAccountRecordsResult {
  erased: number;
}

/** 'EraseAccountRecords' query type */
export interface IEraseAccountRecordsQuery {
  params: IEraseAccountRecordsParams;
  result: IEraseAccountRecordsResult;
}

const eraseAccountRecordsIR: any = {
  text: 'select erase_account_records($1, $2) as "erased!"',
  params: ["accountId", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select erase_account_records(:accountId!, :limit!) as "erased!"
 * ```
 */
export const eraseAccountRecords = prepareQuery<
  IEraseAccountRecordsParams,
  IEraseAccountRecordsResult
>(eraseAccountRecordsIR);

/** 'MarkAccountErased' parameters type */
export interface IMarkAccountErasedParams {
  accountId: string;
}

/** 'MarkAccountErased' return type */
export type IMarkAccountErasedResult = void;

/** 'MarkAccountErased' query type */
export interface IMarkAccountErasedQuery {
  params: IMarkAccountErasedParams;
  result: IMarkAccountErasedResult;
}

const markAccountErasedIR: any = {
  text: "update accounts\nset erased_at = clock()\nwhere id = $1 and closed_at is not null and erased_at is null",
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * update accounts
 * set erased_at = clock()
 * where id = :accountId! and closed_at is not null and erased_at is null
 * ```
 */
export const markAccountErased = prepareQuery<IMarkAccountErasedParams, IMarkAccountErasedResult>(
  markAccountErasedIR,
);

/** 'FindErasure' parameters type */
export interface IFindErasureParams {
  accountId: string;
}

/** 'FindErasure' return type */
export interface IFindErasureResult {
  isErased: boolean;
}

/** 'FindErasure' query type */
export interface IFindErasureQuery {
  params: IFindErasureParams;
  result: IFindErasureResult;
}

const findErasureIR: any = {
  text: 'select\n  erased_at is not null\n  and not exists (\n    select 1\n    from generations g\n    where g.account_id = a.id and g.deleted_at is not null and g.files_removed_at is null\n  ) as "isErased!"\nfrom accounts a\nwhere id = $1',
  params: ["accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   erased_at is not null
 *   and not exists (
 *     select 1
 *     from generations g
 *     where g.account_id = a.id and g.deleted_at is not null and g.files_removed_at is null
 *   ) as "isErased!"
 * from accounts a
 * where id = :accountId!
 * ```
 */
export const findErasure = prepareQuery<IFindErasureParams, IFindErasureResult>(findErasureIR);
