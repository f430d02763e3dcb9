/** Types generated for queries found in "sql/queries/files.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type file_purpose = "batch" | "batch_output" | "user_data" | "vision";

export type NumberOrString = number | string;

export type stringArray = string[];

/** 'InsertFile' parameters type */
export interface IInsertFileParams {
  accountId: string;
  contentType: string;
  filename: string;
  id: string;
  maxBytes: NumberOrString;
  maxBytesWithoutCredits: NumberOrString;
  maxFiles: number;
  pendingSeconds: number;
  purpose: file_purpose;
  sizeBytes: NumberOrString;
  storageKey: string;
}

/** 'InsertFile' return type */
export interface IInsertFileResult {
  id: string;
}

/** 'InsertFile' query type */
export interface IInsertFileQuery {
  params: IInsertFileParams;
  result: IInsertFileResult;
}

const insertFileIR: any = {
  text: "with room as materialized (\n  select has_file_room(\n    p_account_id => $1,\n    p_size_bytes => $2,\n    p_most_files => $3,\n    p_most_bytes => file_bytes_limit(\n      p_account_id => $1,\n      p_most_bytes => $4,\n      p_most_bytes_without_credits => $5\n    )\n  ) as has_room\n)\ninsert into files (\n  id, account_id, purpose, filename, content_type, size_bytes, storage_key, created_at, expires_at\n)\nselect\n  $6, $1, $7, $8, $9, $2, $10,\n  created_at, created_at + $11::integer * interval '1 second'\nfrom room, clock() as c (created_at)\nwhere has_room\nreturning id",
  params: [
    "accountId",
    "sizeBytes",
    "maxFiles",
    "maxBytes",
    "maxBytesWithoutCredits",
    "id",
    "purpose",
    "filename",
    "contentType",
    "storageKey",
    "pendingSeconds",
  ],
};

/**
 * Query generated from SQL:
 * ```
 * with room as materialized (
 *   select has_file_room(
 *     p_account_id => :accountId!,
 *     p_size_bytes => :sizeBytes!,
 *     p_most_files => :maxFiles!,
 *     p_most_bytes => file_bytes_limit(
 *       p_account_id => :accountId!,
 *       p_most_bytes => :maxBytes!,
 *       p_most_bytes_without_credits => :maxBytesWithoutCredits!
 *     )
 *   ) as has_room
 * )
 * insert into files (
 *   id, account_id, purpose, filename, content_type, size_bytes, storage_key, created_at, expires_at
 * )
 * select
 *   :id!, :accountId!, :purpose!, :filename!, :contentType!, :sizeBytes!, :storageKey!,
 *   created_at, created_at + :pendingSeconds!::integer * interval '1 second'
 * from room, clock() as c (created_at)
 * where has_room
 * returning id
 * ```
 */
export const insertFile = prepareQuery<IInsertFileParams, IInsertFileResult>(insertFileIR);

/** 'CompleteFile' parameters type */
export interface ICompleteFileParams {
  defaultDays: number;
  id: string;
  lifeSeconds?: number | null | void;
}

/** 'CompleteFile' return type */
export interface ICompleteFileResult {
  contentType: string;
  createdAt: Date;
  expiresAt: Date | null;
  filename: string;
  id: string;
  purpose: file_purpose;
  sizeBytes: string;
  storageKey: string | null;
}

/** 'CompleteFile' query type */
export interface ICompleteFileQuery {
  params: ICompleteFileParams;
  result: ICompleteFileResult;
}

const completeFileIR: any = {
  text: "update files\nset stored_at = clock(),\n  expires_at = file_expiry(\n    p_account_id => account_id,\n    p_created_at => created_at,\n    p_life_seconds => $1,\n    p_default_days => $2\n  )\nwhere id = $3 and stored_at is null and expires_at > clock()\nreturning id, purpose, filename, content_type, size_bytes, storage_key, created_at, expires_at",
  params: ["lifeSeconds", "defaultDays", "id"],
};

/**
 * Query generated from SQL:
 * ```
 * update files
 * set stored_at = clock(),
 *   expires_at = file_expiry(
 *     p_account_id => account_id,
 *     p_created_at => created_at,
 *     p_life_seconds => :lifeSeconds,
 *     p_default_days => :defaultDays!
 *   )
 * where id = :id! and stored_at is null and expires_at > clock()
 * returning id, purpose, filename, content_type, size_bytes, storage_key, created_at, expires_at
 * ```
 */
export const completeFile = prepareQuery<ICompleteFileParams, ICompleteFileResult>(completeFileIR);

/** 'AbandonFile' parameters type */
export interface IAbandonFileParams {
  id: string;
}

/** 'AbandonFile' return type */
export interface IAbandonFileResult {
  id: string;
}

/** 'AbandonFile' query type */
export interface IAbandonFileQuery {
  params: IAbandonFileParams;
  result: IAbandonFileResult;
}

const abandonFileIR: any = {
  text: "update files\nset expires_at = clock()\nwhere id = $1 and stored_at is null\nreturning id",
  params: ["id"],
};

/**
 * Query generated from SQL:
 * ```
 * update files
 * set expires_at = clock()
 * where id = :id! and stored_at is null
 * returning id
 * ```
 */
export const abandonFile = prepareQuery<IAbandonFileParams, IAbandonFileResult>(abandonFileIR);

/** 'FindFiles' parameters type */
export interface IFindFilesParams {
  accountId: string;
  ids: readonly (stringArray[number] | null)[];
}

/** 'FindFiles' return type */
export interface IFindFilesResult {
  contentType: string;
  createdAt: Date;
  expiresAt: Date | null;
  filename: string;
  id: string;
  purpose: file_purpose;
  sizeBytes: string;
  storageKey: string | null;
}

/** 'FindFiles' query type */
export interface IFindFilesQuery {
  params: IFindFilesParams;
  result: IFindFilesResult;
}

const findFilesIR: any = {
  text: "select id, purpose, filename, content_type, size_bytes, storage_key, created_at, expires_at\nfrom files\nwhere account_id = $1\n  and id = any ($2::uuid[])\n  and stored_at is not null\n  and (expires_at is null or expires_at > clock())",
  params: ["accountId", "ids"],
};

/**
 * Query generated from SQL:
 * ```
 * select id, purpose, filename, content_type, size_bytes, storage_key, created_at, expires_at
 * from files
 * where account_id = :accountId!
 *   and id = any (:ids!::uuid[])
 *   and stored_at is not null
 *   and (expires_at is null or expires_at > clock())
 * ```
 */
export const findFiles = prepareQuery<IFindFilesParams, IFindFilesResult>(findFilesIR);

/** 'ListNewestFiles' parameters type */
export interface IListNewestFilesParams {
  accountId: string;
  afterId?: string | null | void;
  limit: NumberOrString;
  purpose?: string | null | void;
}

/** 'ListNewestFiles' return type */
export interface IListNewestFilesResult {
  contentType: string;
  createdAt: Date;
  expiresAt: Date | null;
  filename: string;
  id: string;
  purpose: file_purpose;
  sizeBytes: string;
  storageKey: string | null;
}

/** 'ListNewestFiles' query type */
export interface IListNewestFilesQuery {
  params: IListNewestFilesParams;
  result: IListNewestFilesResult;
}

const listNewestFilesIR: any = {
  text: "select id, purpose, filename, content_type, size_bytes, storage_key, created_at, expires_at\nfrom files\nwhere account_id = $1\n  and ($2::uuid is null or id < $2)\n  and ($3::text is null or purpose::text = $3)\n  and stored_at is not null\n  and (expires_at is null or expires_at > clock())\norder by id desc\nlimit $4",
  params: ["accountId", "afterId", "purpose", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select id, purpose, filename, content_type, size_bytes, storage_key, created_at, expires_at
 * from files
 * where account_id = :accountId!
 *   and (:afterId::uuid is null or id < :afterId)
 *   and (:purpose::text is null or purpose::text = :purpose)
 *   and stored_at is not null
 *   and (expires_at is null or expires_at > clock())
 * order by id desc
 * limit :limit!
 * ```
 */
export const listNewestFiles = prepareQuery<IListNewestFilesParams, IListNewestFilesResult>(
  listNewestFilesIR,
);

/** 'ListOldestFiles' parameters type */
export interface IListOldestFilesParams {
  accountId: string;
  afterId?: string | null | void;
  limit: NumberOrString;
  purpose?: string | null | void;
}

/** 'ListOldestFiles' return type */
export interface IListOldestFilesResult {
  contentType: string;
  createdAt: Date;
  expiresAt: Date | null;
  filename: string;
  id: string;
  purpose: file_purpose;
  sizeBytes: string;
  storageKey: string | null;
}

/** 'ListOldestFiles' query type */
export interface IListOldestFilesQuery {
  params: IListOldestFilesParams;
  result: IListOldestFilesResult;
}

const listOldestFilesIR: any = {
  text: "select id, purpose, filename, content_type, size_bytes, storage_key, created_at, expires_at\nfrom files\nwhere account_id = $1\n  and ($2::uuid is null or id > $2)\n  and ($3::text is null or purpose::text = $3)\n  and stored_at is not null\n  and (expires_at is null or expires_at > clock())\norder by id\nlimit $4",
  params: ["accountId", "afterId", "purpose", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select id, purpose, filename, content_type, size_bytes, storage_key, created_at, expires_at
 * from files
 * where account_id = :accountId!
 *   and (:afterId::uuid is null or id > :afterId)
 *   and (:purpose::text is null or purpose::text = :purpose)
 *   and stored_at is not null
 *   and (expires_at is null or expires_at > clock())
 * order by id
 * limit :limit!
 * ```
 */
export const listOldestFiles = prepareQuery<IListOldestFilesParams, IListOldestFilesResult>(
  listOldestFilesIR,
);

/** 'ExpireFile' parameters type */
export interface IExpireFileParams {
  accountId: string;
  id: string;
}

/** 'ExpireFile' return type */
export interface IExpireFileResult {
  id: string;
  isInUse: boolean;
  storageKey: string | null;
}

/** 'ExpireFile' query type */
export interface IExpireFileQuery {
  params: IExpireFileParams;
  result: IExpireFileResult;
}

const expireFileIR: any = {
  text: 'update files\nset expires_at = clock()\nwhere id = $1\n  and account_id = $2\n  and stored_at is not null\n  and (expires_at is null or expires_at > clock())\nreturning\n  id, storage_key,\n  exists (\n    select 1 from batches b where b.input_file_id = files.id and b.finished_at is null\n  ) as "isInUse!"',
  params: ["id", "accountId"],
};

/**
 * Query generated from SQL:
 * ```
 * update files
 * set expires_at = clock()
 * where id = :id!
 *   and account_id = :accountId!
 *   and stored_at is not null
 *   and (expires_at is null or expires_at > clock())
 * returning
 *   id, storage_key,
 *   exists (
 *     select 1 from batches b where b.input_file_id = files.id and b.finished_at is null
 *   ) as "isInUse!"
 * ```
 */
export const expireFile = prepareQuery<IExpireFileParams, IExpireFileResult>(expireFileIR);

/** 'ListExpiredFiles' parameters type */
export interface IListExpiredFilesParams {
  exceptIds: readonly (stringArray[number] | null)[];
  limit: NumberOrString;
}

/** 'ListExpiredFiles' return type */
export interface IListExpiredFilesResult {
  id: string;
  storageKey: string | null;
}

/** 'ListExpiredFiles' query type */
export interface IListExpiredFilesQuery {
  params: IListExpiredFilesParams;
  result: IListExpiredFilesResult;
}

const listExpiredFilesIR: any = {
  text: "select id, storage_key\nfrom files\nwhere expires_at <= (select clock())\n  and not exists (\n    select 1 from batches b where b.input_file_id = files.id and b.finished_at is null\n  )\n  and id <> all ($1::uuid[])\norder by expires_at\nlimit $2",
  params: ["exceptIds", "limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select id, storage_key
 * from files
 * where expires_at <= (select clock())
 *   and not exists (
 *     select 1 from batches b where b.input_file_id = files.id and b.finished_at is null
 *   )
 *   and id <> all (:exceptIds!::uuid[])
 * order by expires_at
 * limit :limit!
 * ```
 */
export const listExpiredFiles = prepareQuery<IListExpiredFilesParams, IListExpiredFilesResult>(
  listExpiredFilesIR,
);

/** 'DeleteFiles' parameters type */
export interface IDeleteFilesParams {
  ids: readonly (stringArray[number] | null)[];
}

/** 'DeleteFiles' return type */
export interface IDeleteFilesResult {
  id: string;
}

/** 'DeleteFiles' query type */
export interface IDeleteFilesQuery {
  params: IDeleteFilesParams;
  result: IDeleteFilesResult;
}

const deleteFilesIR: any = {
  text: "with removable as (\n  select id\n  from files\n  where id = any ($1::uuid[])\n  order by id\n  for update skip locked\n)\ndelete from files f\nusing removable\nwhere f.id = removable.id\nreturning f.id",
  params: ["ids"],
};

/**
 * Query generated from SQL:
 * ```
 * with removable as (
 *   select id
 *   from files
 *   where id = any (:ids!::uuid[])
 *   order by id
 *   for update skip locked
 * )
 * delete from files f
 * using removable
 * where f.id = removable.id
 * returning f.id
 * ```
 */
export const deleteFiles = prepareQuery<IDeleteFilesParams, IDeleteFilesResult>(deleteFilesIR);
