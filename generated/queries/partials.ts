/** Types generated for queries found in "sql/queries/partials.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type NumberOrString = number | string;

export type NumberOrStringArray = NumberOrString[];

/** 'AddPartialImage' parameters type */
export interface IAddPartialImageParams {
  claim: number;
  generationId: string;
  partialIndex: number;
  storageKey: string;
  workerId: string;
}

/** 'AddPartialImage' return type */
export interface IAddPartialImageResult {
  added: boolean;
}

/** 'AddPartialImage' query type */
export interface IAddPartialImageQuery {
  params: IAddPartialImageParams;
  result: IAddPartialImageResult;
}

const addPartialImageIR: any = {
  text: 'select add_partial_image(\n  p_generation_id => $1,\n  p_worker_id => $2,\n  p_claim => $3,\n  p_partial_index => $4,\n  p_storage_key => $5\n) as "added!"',
  params: ["generationId", "workerId", "claim", "partialIndex", "storageKey"],
};

/**
 * Query generated from SQL:
 * ```
 * select add_partial_image(
 *   p_generation_id => :generationId!,
 *   p_worker_id => :workerId!,
 *   p_claim => :claim!,
 *   p_partial_index => :partialIndex!,
 *   p_storage_key => :storageKey!
 * ) as "added!"
 * ```
 */
export const addPartialImage = prepareQuery<IAddPartialImageParams, IAddPartialImageResult>(
  addPartialImageIR,
);

/** 'ListPartialImages' parameters type */
export interface IListPartialImagesParams {
  after: NumberOrString;
  generationId: string;
}

/** 'ListPartialImages' return type */
export interface IListPartialImagesResult {
  createdAt: Date;
  id: string;
  partialIndex: number;
  storageKey: string;
}

/** 'ListPartialImages' query type */
export interface IListPartialImagesQuery {
  params: IListPartialImagesParams;
  result: IListPartialImagesResult;
}

const listPartialImagesIR: any = {
  text: "select id, partial_index, storage_key, created_at\nfrom partial_images\nwhere generation_id = $1 and id > $2\norder by id",
  params: ["generationId", "after"],
};

/**
 * Query generated from SQL:
 * ```
 * select id, partial_index, storage_key, created_at
 * from partial_images
 * where generation_id = :generationId! and id > :after!
 * order by id
 * ```
 */
export const listPartialImages = prepareQuery<IListPartialImagesParams, IListPartialImagesResult>(
  listPartialImagesIR,
);

/** 'ListOldPartialImages' parameters type */
export interface IListOldPartialImagesParams {
  exceptIds: readonly (NumberOrStringArray[number] | null)[];
  limit: NumberOrString;
  seconds: number;
}

/** 'ListOldPartialImages' return type */
export interface IListOldPartialImagesResult {
  id: string;
  storageKey: string;
}

/** 'ListOldPartialImages' query type */
export interface IListOldPartialImagesQuery {
  params: IListOldPartialImagesParams;
  result: IListOldPartialImagesResult;
}

const listOldPartialImagesIR: any = {
  text: "select id, storage_key\nfrom partial_images\nwhere created_at < (select clock()) - $1::integer * interval '1 second'\n  and id <> all ($2::bigint[])\norder by created_at\nlimit $3",
  params: ["seconds", "exceptIds", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select id, storage_key
 * from partial_images
 * where created_at < (select clock()) - :seconds!::integer * interval '1 second'
 *   and id <> all (:exceptIds!::bigint[])
 * order by created_at
 * limit :limit!
 * ```
 */
export const listOldPartialImages = prepareQuery<
  IListOldPartialImagesParams,
  IListOldPartialImagesResult
>(listOldPartialImagesIR);

/** 'DeletePartialImageRows' parameters type */
export interface IDeletePartialImageRowsParams {
  ids: readonly (NumberOrStringArray[number] | null)[];
}

/** 'DeletePartialImageRows' return type */
export type IDeletePartialImageRowsResult = void;

/** 'DeletePartialImageRows' query type */
export interface IDeletePartialImageRowsQuery {
  params: IDeletePartialImageRowsParams;
  result: IDeletePartialImageRowsResult;
}

const deletePartialImageRowsIR: any = {
  text: "delete from partial_images\nwhere id = any($1)",
  params: ["ids"],
};

/**
 * Query generated from SQL:
 * ```
 * delete from partial_images
 * where id = any(:ids!)
 * ```
 */
export const deletePartialImageRows = prepareQuery<
  IDeletePartialImageRowsParams,
  IDeletePartialImageRowsResult
>(deletePartialImageRowsIR);
