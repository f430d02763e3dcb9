/** Types generated for queries found in "sql/queries/partials.sql" */
import { PreparedQuery } from "@pgtyped/runtime";

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
  usedParamSet: {
    generationId: true,
    workerId: true,
    claim: true,
    partialIndex: true,
    storageKey: true,
  },
  params: [
    {
      name: "generationId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 28, b: 41 }],
    },
    { name: "workerId", required: true, transform: { type: "scalar" }, locs: [{ a: 44, b: 53 }] },
    { name: "claim", required: true, transform: { type: "scalar" }, locs: [{ a: 56, b: 62 }] },
    {
      name: "partialIndex",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 65, b: 78 }],
    },
    { name: "storageKey", required: true, transform: { type: "scalar" }, locs: [{ a: 81, b: 92 }] },
  ],
  statement:
    'select add_partial_image(\n  :generationId!, :workerId!, :claim!, :partialIndex!, :storageKey!\n) as "added!"',
};

/**
 * Query generated from SQL:
 * ```
 * select add_partial_image(
 *   :generationId!, :workerId!, :claim!, :partialIndex!, :storageKey!
 * ) as "added!"
 * ```
 */
export const addPartialImage = new PreparedQuery<IAddPartialImageParams, IAddPartialImageResult>(
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
  usedParamSet: { generationId: true, after: true },
  params: [
    {
      name: "generationId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 92, b: 105 }],
    },
    { name: "after", required: true, transform: { type: "scalar" }, locs: [{ a: 116, b: 122 }] },
  ],
  statement:
    "select id, partial_index, storage_key, created_at\nfrom partial_images\nwhere generation_id = :generationId! and id > :after!\norder by id",
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
export const listPartialImages = new PreparedQuery<
  IListPartialImagesParams,
  IListPartialImagesResult
>(listPartialImagesIR);

/** 'ListOldPartialImages' parameters type */
export interface IListOldPartialImagesParams {
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
  usedParamSet: { seconds: true, limit: true },
  params: [
    { name: "seconds", required: true, transform: { type: "scalar" }, locs: [{ a: 72, b: 80 }] },
    { name: "limit", required: true, transform: { type: "scalar" }, locs: [{ a: 139, b: 145 }] },
  ],
  statement:
    "select id, storage_key\nfrom partial_images\nwhere created_at < clock() - :seconds!::integer * interval '1 second'\norder by created_at\nlimit :limit!",
};

/**
 * Query generated from SQL:
 * ```
 * select id, storage_key
 * from partial_images
 * where created_at < clock() - :seconds!::integer * interval '1 second'
 * order by created_at
 * limit :limit!
 * ```
 */
export const listOldPartialImages = new PreparedQuery<
  IListOldPartialImagesParams,
  IListOldPartialImagesResult
>(listOldPartialImagesIR);

/** 'ForgetPartialImages' parameters type */
export interface IForgetPartialImagesParams {
  ids: NumberOrStringArray;
}

/** 'ForgetPartialImages' return type */
export type IForgetPartialImagesResult = void;

/** 'ForgetPartialImages' query type */
export interface IForgetPartialImagesQuery {
  params: IForgetPartialImagesParams;
  result: IForgetPartialImagesResult;
}

const forgetPartialImagesIR: any = {
  usedParamSet: { ids: true },
  params: [
    { name: "ids", required: true, transform: { type: "scalar" }, locs: [{ a: 42, b: 46 }] },
  ],
  statement: "delete from partial_images\nwhere id = any(:ids!)",
};

/**
 * Query generated from SQL:
 * ```
 * delete from partial_images
 * where id = any(:ids!)
 * ```
 */
export const forgetPartialImages = new PreparedQuery<
  IForgetPartialImagesParams,
  IForgetPartialImagesResult
>(forgetPartialImagesIR);
