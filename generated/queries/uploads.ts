/** Types generated for queries found in "sql/queries/uploads.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type upload_content_type = "image/jpeg" | "image/png" | "image/webp";

export type NumberOrString = number | string;

export type stringArray = string[];

/** 'InsertUpload' parameters type */
export interface IInsertUploadParams {
  accountId: string;
  contentType: upload_content_type;
  filename: string;
  id: string;
  lifeSeconds: number;
  maxBytes: NumberOrString;
  maxFiles: number;
  signedSeconds: number;
  sizeBytes: number;
  storageKey: string;
}

/** 'InsertUpload' return type */
export interface IInsertUploadResult {
  contentType: upload_content_type | null;
  filename: string | null;
  replayed: boolean | null;
  signedUntil: Date | null;
  sizeBytes: number | null;
  waitSeconds: number | null;
}

/** 'InsertUpload' query type */
export interface IInsertUploadQuery {
  params: IInsertUploadParams;
  result: IInsertUploadResult;
}

const insertUploadIR: any = {
  text: 'with room as materialized (\n  select upload_wait_seconds(\n    p_account_id => $1,\n    p_id => $2,\n    p_size_bytes => $3::integer,\n    p_most_files => $4,\n    p_most_bytes => $5\n  ) as wait_seconds\n), inserted as (\n  insert into uploads (\n    id, account_id, storage_key, filename, content_type, size_bytes, created_at, expires_at\n  )\n  select\n    $2, $1, $6, $7, $8, $3::integer,\n    created_at, created_at + $9::integer * interval \'1 second\'\n  from room, clock() as c (created_at)\n  where room.wait_seconds is null\n  on conflict (id) do update\n  set expires_at = greatest(uploads.expires_at, excluded.expires_at)\n  returning\n    filename, content_type, size_bytes, xmax::text <> \'0\' as replayed,\n    clock() + $10::integer * interval \'1 second\' as signed_until\n)\nselect\n  room.wait_seconds as "waitSeconds?",\n  inserted.filename as "filename?", inserted.content_type as "contentType?",\n  inserted.size_bytes as "sizeBytes?", inserted.replayed as "replayed?",\n  inserted.signed_until as "signedUntil?"\nfrom room\n  left join inserted on true',
  params: [
    "accountId",
    "id",
    "sizeBytes",
    "maxFiles",
    "maxBytes",
    "storageKey",
    "filename",
    "contentType",
    "lifeSeconds",
    "signedSeconds",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * with room as materialized (
 *   select upload_wait_seconds(
 *     p_account_id => :accountId!,
 *     p_id => :id!,
 *     p_size_bytes => :sizeBytes!::integer,
 *     p_most_files => :maxFiles!,
 *     p_most_bytes => :maxBytes!
 *   ) as wait_seconds
 * ), inserted as (
 *   insert into uploads (
 *     id, account_id, storage_key, filename, content_type, size_bytes, created_at, expires_at
 *   )
 *   select
 *     :id!, :accountId!, :storageKey!, :filename!, :contentType!, :sizeBytes!::integer,
 *     created_at, created_at + :lifeSeconds!::integer * interval '1 second'
 *   from room, clock() as c (created_at)
 *   where room.wait_seconds is null
 *   on conflict (id) do update
 *   set expires_at = greatest(uploads.expires_at, excluded.expires_at)
 *   returning
 *     filename, content_type, size_bytes, xmax::text <> '0' as replayed,
 *     clock() + :signedSeconds!::integer * interval '1 second' as signed_until
 * )
 * select
 *   room.wait_seconds as "waitSeconds?",
 *   inserted.filename as "filename?", inserted.content_type as "contentType?",
 *   inserted.size_bytes as "sizeBytes?", inserted.replayed as "replayed?",
 *   inserted.signed_until as "signedUntil?"
 * from room
 *   left join inserted on true
 * ```
 */
export const insertUpload = prepareQuery<IInsertUploadParams, IInsertUploadResult>(insertUploadIR);

/** 'FindUploads' parameters type */
export interface IFindUploadsParams {
  accountId: string;
  storageKeys: readonly (stringArray[number] | null)[];
}

/** 'FindUploads' return type */
export interface IFindUploadsResult {
  contentType: upload_content_type;
  copyContentType: upload_content_type;
  copyDigest: string;
  copyHeight: number;
  copyKey: string | null;
  copySizeBytes: number;
  copyWidth: number;
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
  text: 'select\n  id, storage_key, content_type, size_bytes, expires_at <= clock() as "expired!",\n  -- A constraint sets all columns of the copy together.\n  copy_key, copy_content_type as "copyContentType!", copy_width as "copyWidth!",\n  copy_height as "copyHeight!", copy_size_bytes as "copySizeBytes!",\n  encode(copy_digest, \'hex\') as "copyDigest!", encode(source_digest, \'hex\') as "sourceDigest?"\nfrom uploads\nwhere account_id = $1 and storage_key = any($2::text[])',
  params: ["accountId", "storageKeys"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   id, storage_key, content_type, size_bytes, expires_at <= clock() as "expired!",
 *   -- A constraint sets all columns of the copy together.
 *   copy_key, copy_content_type as "copyContentType!", copy_width as "copyWidth!",
 *   copy_height as "copyHeight!", copy_size_bytes as "copySizeBytes!",
 *   encode(copy_digest, 'hex') as "copyDigest!", encode(source_digest, 'hex') as "sourceDigest?"
 * from uploads
 * where account_id = :accountId! and storage_key = any(:storageKeys!::text[])
 * ```
 */
export const findUploads = prepareQuery<IFindUploadsParams, IFindUploadsResult>(findUploadsIR);

/** 'ClaimUpload' parameters type */
export interface IClaimUploadParams {
  contentType: upload_content_type;
  digest: string;
  height: number;
  sizeBytes: number;
  sourceDigest: string;
  storageKey: string;
  uploadId: string;
  width: number;
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
  text: "with claimed as (\n  update uploads\n  set copy_key = $1,\n    copy_content_type = $2,\n    copy_width = $3,\n    copy_height = $4,\n    copy_size_bytes = $5,\n    copy_digest = decode($6, 'hex'),\n    source_digest = decode($7, 'hex')\n  where id = $8 and copy_key is null\n  returning id, copy_key\n), needed as (\n  delete from pending_inputs\n  where storage_key in (select copy_key from claimed)\n)\nselect id\nfrom claimed",
  params: [
    "storageKey",
    "contentType",
    "width",
    "height",
    "sizeBytes",
    "digest",
    "sourceDigest",
    "uploadId",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * with claimed as (
 *   update uploads
 *   set copy_key = :storageKey!,
 *     copy_content_type = :contentType!,
 *     copy_width = :width!,
 *     copy_height = :height!,
 *     copy_size_bytes = :sizeBytes!,
 *     copy_digest = decode(:digest!, 'hex'),
 *     source_digest = decode(:sourceDigest!, 'hex')
 *   where id = :uploadId! and copy_key is null
 *   returning id, copy_key
 * ), needed as (
 *   delete from pending_inputs
 *   where storage_key in (select copy_key from claimed)
 * )
 * select id
 * from claimed
 * ```
 */
export const claimUpload = prepareQuery<IClaimUploadParams, IClaimUploadResult>(claimUploadIR);

/** 'ListStaleUploads' parameters type */
export interface IListStaleUploadsParams {
  exceptIds: readonly (stringArray[number] | null)[];
  graceSeconds: number;
  limit: NumberOrString;
}

/** 'ListStaleUploads' return type */
export interface IListStaleUploadsResult {
  copyKey: string | null;
  id: string;
  storageKey: string;
}

/** 'ListStaleUploads' query type */
export interface IListStaleUploadsQuery {
  params: IListStaleUploadsParams;
  result: IListStaleUploadsResult;
}

const listStaleUploadsIR: any = {
  text: "select id, storage_key, case when used_at is null then copy_key end as \"copyKey?\"\nfrom uploads\nwhere expires_at < (select clock()) - $1::integer * interval '1 second'\n  and id <> all ($2::uuid[])\norder by expires_at\nlimit $3",
  params: ["graceSeconds", "exceptIds", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select id, storage_key, case when used_at is null then copy_key end as "copyKey?"
 * from uploads
 * where expires_at < (select clock()) - :graceSeconds!::integer * interval '1 second'
 *   and id <> all (:exceptIds!::uuid[])
 * order by expires_at
 * limit :limit!
 * ```
 */
export const listStaleUploads = prepareQuery<IListStaleUploadsParams, IListStaleUploadsResult>(
  listStaleUploadsIR,
);

/** 'DeleteUploads' parameters type */
export interface IDeleteUploadsParams {
  ids: readonly (stringArray[number] | null)[];
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
export const deleteUploads = prepareQuery<IDeleteUploadsParams, IDeleteUploadsResult>(
  deleteUploadsIR,
);
