/** Types generated for queries found in "sql/queries/uploads.sql" */
import { prepare } from "../../src/db.ts";

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
  contentType: string;
  filename: string;
  replayed: boolean;
  signedUntil: Date;
  sizeBytes: number;
}

/** 'InsertUpload' query type */
export interface IInsertUploadQuery {
  params: IInsertUploadParams;
  result: IInsertUploadResult;
}

const insertUploadIR: any = {
  text: "insert into uploads (id, account_id, storage_key, filename, content_type, size_bytes, created_at, expires_at)\nselect\n  $1, $2, $3, $4, $5, $6::integer,\n  moment, moment + $7::integer * interval '1 second'\nfrom clock() as c (moment)\non conflict (id) do update\nset expires_at = greatest(uploads.expires_at, excluded.expires_at)\nreturning\n  filename, content_type, size_bytes, xmax::text <> '0' as \"replayed!\",\n  clock() + $8::integer * interval '1 second' as \"signedUntil!\"",
  params: [
    "id",
    "accountId",
    "storageKey",
    "filename",
    "contentType",
    "sizeBytes",
    "lifeSeconds",
    "signedSeconds",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * insert into uploads (id, account_id, storage_key, filename, content_type, size_bytes, created_at, expires_at)
 * select
 *   :id!, :accountId!, :storageKey!, :filename!, :contentType!, :sizeBytes!::integer,
 *   moment, moment + :lifeSeconds!::integer * interval '1 second'
 * from clock() as c (moment)
 * on conflict (id) do update
 * set expires_at = greatest(uploads.expires_at, excluded.expires_at)
 * returning
 *   filename, content_type, size_bytes, xmax::text <> '0' as "replayed!",
 *   clock() + :signedSeconds!::integer * interval '1 second' as "signedUntil!"
 * ```
 */
export const insertUpload = prepare<IInsertUploadParams, IInsertUploadResult>(insertUploadIR);

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
  text: 'select\n  id, storage_key, content_type, size_bytes, claimed,\n  encode(source_digest, \'hex\') as "sourceDigest?", expires_at <= clock() as "expired!"\nfrom uploads\nwhere account_id = $1 and storage_key = any($2::text[])',
  params: ["accountId", "storageKeys"],
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
export const findUploads = prepare<IFindUploadsParams, IFindUploadsResult>(findUploadsIR);

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
  text: "update uploads\nset claimed = $1, source_digest = decode($2, 'hex')\nwhere id = $3 and claimed is null\nreturning id",
  params: ["claimed", "sourceDigest", "id"],
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
export const claimUpload = prepare<IClaimUploadParams, IClaimUploadResult>(claimUploadIR);

/** 'StaleUploads' parameters type */
export interface IStaleUploadsParams {
  exceptIds: stringArray;
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
  text: "select id, storage_key, case when used_at is null then claimed ->> 'storageKey' end as \"copyKey?\"\nfrom uploads\nwhere expires_at < (select clock()) - $1::integer * interval '1 second'\n  and id <> all ($2::uuid[])\norder by expires_at\nlimit $3",
  params: ["graceSeconds", "exceptIds", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select id, storage_key, case when used_at is null then claimed ->> 'storageKey' end as "copyKey?"
 * from uploads
 * where expires_at < (select clock()) - :graceSeconds!::integer * interval '1 second'
 *   and id <> all (:exceptIds!::uuid[])
 * order by expires_at
 * limit :limit!
 * ```
 */
export const staleUploads = prepare<IStaleUploadsParams, IStaleUploadsResult>(staleUploadsIR);

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
  text: "with removable as (\n  select id\n  from uploads\n  where id = any($1::uuid[])\n  order by id\n  for update skip locked\n)\ndelete from uploads u\nusing removable\nwhere u.id = removable.id\nreturning u.id",
  params: ["ids"],
};

/**
 * Query generated from SQL:
 * ```
 * with removable as (
 *   select id
 *   from uploads
 *   where id = any(:ids!::uuid[])
 *   order by id
 *   for update skip locked
 * )
 * delete from uploads u
 * using removable
 * where u.id = removable.id
 * returning u.id
 * ```
 */
export const deleteUploads = prepare<IDeleteUploadsParams, IDeleteUploadsResult>(deleteUploadsIR);
