/** Types generated for queries found in "sql/queries/images.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type NumberOrString = number | string;

/** 'FindInputImage' parameters type */
export interface IFindInputImageParams {
  accountId: string;
  id: string;
  position: number;
}

/** 'FindInputImage' return type */
export interface IFindInputImageResult {
  input: Json | null;
}

/** 'FindInputImage' query type */
export interface IFindInputImageQuery {
  params: IFindInputImageParams;
  result: IFindInputImageResult;
}

const findInputImageIR: any = {
  text: 'select inputs -> $1::integer as "input?"\nfrom generations\nwhere id = $2 and account_id = $3 and deleted_at is null',
  params: ["position", "id", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select inputs -> :position!::integer as "input?"
 * from generations
 * where id = :id! and account_id = :accountId! and deleted_at is null
 * ```
 */
export const findInputImage = prepareQuery<IFindInputImageParams, IFindInputImageResult>(
  findInputImageIR,
);

/** 'FindImage' parameters type */
export interface IFindImageParams {
  accountId: string;
  id: string;
}

/** 'FindImage' return type */
export interface IFindImageResult {
  contentType: string;
  generationId: string;
  hasPlaceholder: boolean;
  position: number;
  storageKey: string;
}

/** 'FindImage' query type */
export interface IFindImageQuery {
  params: IFindImageParams;
  result: IFindImageResult;
}

const findImageIR: any = {
  text: 'select\n  i.storage_key, i.content_type, i.position, i.generation_id,\n  i.placeholder is not null as "hasPlaceholder!"\nfrom images i\n  join generations g on g.id = i.generation_id\nwhere i.id = $1\n  and g.account_id = $2\n  and g.delivered > 0\n  and g.deleted_at is null',
  params: ["id", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   i.storage_key, i.content_type, i.position, i.generation_id,
 *   i.placeholder is not null as "hasPlaceholder!"
 * from images i
 *   join generations g on g.id = i.generation_id
 * where i.id = :id!
 *   and g.account_id = :accountId!
 *   and g.delivered > 0
 *   and g.deleted_at is null
 * ```
 */
export const findImage = prepareQuery<IFindImageParams, IFindImageResult>(findImageIR);

/** 'ListImageObjects' parameters type */
export interface IListImageObjectsParams {
  after: string;
  limit: NumberOrString;
  to?: string | null | void;
}

/** 'ListImageObjects' return type */
export interface IListImageObjectsResult {
  id: string;
  sizeBytes: string;
  storageKey: string;
  webpKey: string | null;
}

/** 'ListImageObjects' query type */
export interface IListImageObjectsQuery {
  params: IListImageObjectsParams;
  result: IListImageObjectsResult;
}

const listImageObjectsIR: any = {
  text: "-- The images that their owners have not deleted, in the order of their ids.\nselect i.id, i.storage_key, i.webp_key, i.size_bytes\nfrom images i\n  join generations g on g.id = i.generation_id\nwhere i.id > $1\n  and ($2::uuid is null or i.id <= $2)\n  and g.deleted_at is null\norder by i.id\nlimit $3",
  params: ["after", "to", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * -- The images that their owners have not deleted, in the order of their ids.
 * select i.id, i.storage_key, i.webp_key, i.size_bytes
 * from images i
 *   join generations g on g.id = i.generation_id
 * where i.id > :after!
 *   and (:to::uuid is null or i.id <= :to)
 *   and g.deleted_at is null
 * order by i.id
 * limit :limit!
 * ```
 */
export const listImageObjects = prepareQuery<IListImageObjectsParams, IListImageObjectsResult>(
  listImageObjectsIR,
);
