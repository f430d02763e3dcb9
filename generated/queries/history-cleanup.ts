/** Types generated for queries found in "sql/queries/history-cleanup.sql" */
import { prepareQuery } from "../../src/database/db.ts";

export type stringArray = string[];

/** 'ArchiveAttempts' parameters type */
export interface IArchiveAttemptsParams {
  limit: number;
}

/** 'ArchiveAttempts' return type */
export interface IArchiveAttemptsResult {
  archived: number;
}

/** 'ArchiveAttempts' query type */
export interface IArchiveAttemptsQuery {
  params: IArchiveAttemptsParams;
  result: IArchiveAttemptsResult;
}

const archiveAttemptsIR: any = {
  text: 'select archive_attempts($1) as "archived!"',
  params: ["limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select archive_attempts(:limit!) as "archived!"
 * ```
 */
export const archiveAttempts = prepareQuery<IArchiveAttemptsParams, IArchiveAttemptsResult>(
  archiveAttemptsIR,
);

/** 'DeleteFinishedRecords' parameters type */
export interface IDeleteFinishedRecordsParams {
  limit: number;
}

/** 'DeleteFinishedRecords' return type */
export interface IDeleteFinishedRecordsResult {
  deleted: number;
}

/** 'DeleteFinishedRecords' query type */
export interface IDeleteFinishedRecordsQuery {
  params: IDeleteFinishedRecordsParams;
  result: IDeleteFinishedRecordsResult;
}

const deleteFinishedRecordsIR: any = {
  text: 'select delete_finished_records($1) as "deleted!"',
  params: ["limit"],
};

/**
 * Query generated from SQL:
 * ```
 * select delete_finished_records(:limit!) as "deleted!"
 * ```
 */
export const deleteFinishedRecords = prepareQuery<
  IDeleteFinishedRecordsParams,
  IDeleteFinishedRecordsResult
>(deleteFinishedRecordsIR);

/** 'ListUnneededKeys' parameters type */
export interface IListUnneededKeysParams {
  keys: readonly (stringArray[number] | null)[];
}

/** 'ListUnneededKeys' return type */
export interface IListUnneededKeysResult {
  key: string;
}

/** 'ListUnneededKeys' query type */
export interface IListUnneededKeysQuery {
  params: IListUnneededKeysParams;
  result: IListUnneededKeysResult;
}

const listUnneededKeysIR: any = {
  text: 'select list_unneeded_keys($1) as "key!"',
  params: ["keys"],
};

/**
 * Query generated from SQL:
 * ```
 * select list_unneeded_keys(:keys!) as "key!"
 * ```
 */
export const listUnneededKeys = prepareQuery<IListUnneededKeysParams, IListUnneededKeysResult>(
  listUnneededKeysIR,
);

/** 'FindOrphanScan' parameters type */
export interface IFindOrphanScanParams {
  folder: string;
}

/** 'FindOrphanScan' return type */
export interface IFindOrphanScanResult {
  afterKey: string | null;
  databaseCreatedAt: Date;
  now: Date;
}

/** 'FindOrphanScan' query type */
export interface IFindOrphanScanQuery {
  params: IFindOrphanScanParams;
  result: IFindOrphanScanResult;
}

const findOrphanScanIR: any = {
  text: 'select\n  (select after_key from orphan_scans where folder = $1) as "afterKey?",\n  (select min(applied_at) from migrations) as "databaseCreatedAt!",\n  clock() as "now!"\nfrom (select 1) as one',
  params: ["folder"],
};

/**
 * Query generated from SQL:
 * ```
 * select
 *   (select after_key from orphan_scans where folder = :folder!) as "afterKey?",
 *   (select min(applied_at) from migrations) as "databaseCreatedAt!",
 *   clock() as "now!"
 * from (select 1) as one
 * ```
 */
export const findOrphanScan = prepareQuery<IFindOrphanScanParams, IFindOrphanScanResult>(
  findOrphanScanIR,
);

/** 'SaveOrphanScan' parameters type */
export interface ISaveOrphanScanParams {
  afterKey?: string | null | void;
  folder: string;
}

/** 'SaveOrphanScan' return type */
export type ISaveOrphanScanResult = void;

/** 'SaveOrphanScan' query type */
export interface ISaveOrphanScanQuery {
  params: ISaveOrphanScanParams;
  result: ISaveOrphanScanResult;
}

const saveOrphanScanIR: any = {
  text: "insert into orphan_scans (folder, after_key, updated_at)\nvalues ($1, $2, clock())\non conflict (folder) do update\nset after_key = excluded.after_key, updated_at = excluded.updated_at",
  params: ["folder", "afterKey"],
};

/**
 * Query generated from SQL:
 * ```
 * insert into orphan_scans (folder, after_key, updated_at)
 * values (:folder!, :afterKey, clock())
 * on conflict (folder) do update
 * set after_key = excluded.after_key, updated_at = excluded.updated_at
 * ```
 */
export const saveOrphanScan = prepareQuery<ISaveOrphanScanParams, ISaveOrphanScanResult>(
  saveOrphanScanIR,
);
