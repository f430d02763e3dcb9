/** Types generated for queries found in "sql/queries/uploads.sql" */
import { PreparedQuery } from "@pgtyped/runtime";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type NumberOrString = number | string;

export type stringArray = string[];

/** 'InsertUpload' parameters type */
export interface IInsertUploadParams {
  accountId: string;
  contentType: string;
  filename: string;
  id: string;
  lifeSeconds: number;
  signedSeconds: number;
  sizeBytes: number;
  storageKey: string;
}

/** 'InsertUpload' return type */
export interface IInsertUploadResult {
  signedUntil: Date;
}

/** 'InsertUpload' query type */
export interface IInsertUploadQuery {
  params: IInsertUploadParams;
  result: IInsertUploadResult;
}

const insertUploadIR: any = {
  usedParamSet: {
    id: true,
    accountId: true,
    storageKey: true,
    filename: true,
    contentType: true,
    sizeBytes: true,
    lifeSeconds: true,
    signedSeconds: true,
  },
  params: [
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 119, b: 122 }] },
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 125, b: 135 }],
    },
    {
      name: "storageKey",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 138, b: 149 }],
    },
    { name: "filename", required: true, transform: { type: "scalar" }, locs: [{ a: 152, b: 161 }] },
    {
      name: "contentType",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 164, b: 176 }],
    },
    {
      name: "sizeBytes",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 179, b: 189 }],
    },
    {
      name: "lifeSeconds",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 220, b: 232 }],
    },
    {
      name: "signedSeconds",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 315, b: 329 }],
    },
  ],
  statement:
    "insert into uploads (id, account_id, storage_key, filename, content_type, size_bytes, created_at, expires_at)\nselect\n  :id!, :accountId!, :storageKey!, :filename!, :contentType!, :sizeBytes!::integer,\n  moment, moment + :lifeSeconds!::integer * interval '1 second'\nfrom clock() as c (moment)\nreturning created_at + :signedSeconds!::integer * interval '1 second' as \"signedUntil!\"",
};

/**
 * Query generated from SQL:
 * ```
 * insert into uploads (id, account_id, storage_key, filename, content_type, size_bytes, created_at, expires_at)
 * select
 *   :id!, :accountId!, :storageKey!, :filename!, :contentType!, :sizeBytes!::integer,
 *   moment, moment + :lifeSeconds!::integer * interval '1 second'
 * from clock() as c (moment)
 * returning created_at + :signedSeconds!::integer * interval '1 second' as "signedUntil!"
 * ```
 */
export const insertUpload = new PreparedQuery<IInsertUploadParams, IInsertUploadResult>(
  insertUploadIR,
);

/** 'FindUploads' parameters type */
export interface IFindUploadsParams {
  accountId: string;
  storageKeys: stringArray;
}

/** 'FindUploads' return type */
export interface IFindUploadsResult {
  claimed: Json | null;
  contentType: string;
  expired: boolean;
  id: string;
  sizeBytes: number;
  sourceDigest: string | null;
  storageKey: string;
}

/** 'FindUploads' query type */
export interface IFindUploadsQuery {
  params: IFindUploadsParams;
  result: IFindUploadsResult;
}

const findUploadsIR: any = {
  usedParamSet: { accountId: true, storageKeys: true },
  params: [
    {
      name: "accountId",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 180, b: 190 }],
    },
    {
      name: "storageKeys",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 214, b: 226 }],
    },
  ],
  statement:
    'select\n  id, storage_key, content_type, size_bytes, claimed,\n  encode(source_digest, \'hex\') as "sourceDigest?", expires_at <= clock() as "expired!"\nfrom uploads\nwhere account_id = :accountId! and storage_key = any(:storageKeys!::text[])',
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   id, storage_key, content_type, size_bytes, claimed,
 *   encode(source_digest, 'hex') as "sourceDigest?", expires_at <= clock() as "expired!"
 * from uploads
 * where account_id = :accountId! and storage_key = any(:storageKeys!::text[])
 * ```
 */
export const findUploads = new PreparedQuery<IFindUploadsParams, IFindUploadsResult>(findUploadsIR);

/** 'ClaimUpload' parameters type */
export interface IClaimUploadParams {
  claimed: Json;
  id: string;
  sourceDigest: string;
}

/** 'ClaimUpload' return type */
export interface IClaimUploadResult {
  id: string;
}

/** 'ClaimUpload' query type */
export interface IClaimUploadQuery {
  params: IClaimUploadParams;
  result: IClaimUploadResult;
}

const claimUploadIR: any = {
  usedParamSet: { claimed: true, sourceDigest: true, id: true },
  params: [
    { name: "claimed", required: true, transform: { type: "scalar" }, locs: [{ a: 29, b: 37 }] },
    {
      name: "sourceDigest",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 63, b: 76 }],
    },
    { name: "id", required: true, transform: { type: "scalar" }, locs: [{ a: 97, b: 100 }] },
  ],
  statement:
    "update uploads\nset claimed = :claimed!, source_digest = decode(:sourceDigest!, 'hex')\nwhere id = :id! and claimed is null\nreturning id",
};

/**
 * Query generated from SQL:
 * ```
 * update uploads
 * set claimed = :claimed!, source_digest = decode(:sourceDigest!, 'hex')
 * where id = :id! and claimed is null
 * returning id
 * ```
 */
export const claimUpload = new PreparedQuery<IClaimUploadParams, IClaimUploadResult>(claimUploadIR);

/** 'StaleUploads' parameters type */
export interface IStaleUploadsParams {
  graceSeconds: number;
  limit: NumberOrString;
}

/** 'StaleUploads' return type */
export interface IStaleUploadsResult {
  copyKey: string | null;
  id: string;
  storageKey: string;
}

/** 'StaleUploads' query type */
export interface IStaleUploadsQuery {
  params: IStaleUploadsParams;
  result: IStaleUploadsResult;
}

const staleUploadsIR: any = {
  usedParamSet: { graceSeconds: true, limit: true },
  params: [
    {
      name: "graceSeconds",
      required: true,
      transform: { type: "scalar" },
      locs: [{ a: 149, b: 162 }],
    },
    { name: "limit", required: true, transform: { type: "scalar" }, locs: [{ a: 221, b: 227 }] },
  ],
  statement:
    "select id, storage_key, case when used_at is null then claimed ->> 'storageKey' end as \"copyKey?\"\nfrom uploads\nwhere expires_at < (select clock()) - :graceSeconds!::integer * interval '1 second'\norder by expires_at\nlimit :limit!",
};

/**
 * Query generated from SQL:
 * ```
 * select id, storage_key, case when used_at is null then claimed ->> 'storageKey' end as "copyKey?"
 * from uploads
 * where expires_at < (select clock()) - :graceSeconds!::integer * interval '1 second'
 * order by expires_at
 * limit :limit!
 * ```
 */
export const staleUploads = new PreparedQuery<IStaleUploadsParams, IStaleUploadsResult>(
  staleUploadsIR,
);

/** 'DeleteUploads' parameters type */
export interface IDeleteUploadsParams {
  ids: stringArray;
}

/** 'DeleteUploads' return type */
export interface IDeleteUploadsResult {
  id: string;
}

/** 'DeleteUploads' query type */
export interface IDeleteUploadsQuery {
  params: IDeleteUploadsParams;
  result: IDeleteUploadsResult;
}

const deleteUploadsIR: any = {
  usedParamSet: { ids: true },
  params: [
    { name: "ids", required: true, transform: { type: "scalar" }, locs: [{ a: 35, b: 39 }] },
  ],
  statement: "delete from uploads\nwhere id = any(:ids!::uuid[])\nreturning id",
};

/**
 * Query generated from SQL:
 * ```
 * delete from uploads
 * where id = any(:ids!::uuid[])
 * returning id
 * ```
 */
export const deleteUploads = new PreparedQuery<IDeleteUploadsParams, IDeleteUploadsResult>(
  deleteUploadsIR,
);
