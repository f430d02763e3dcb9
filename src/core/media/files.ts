import * as queries from "../../../generated/queries/files.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import * as images from "./images.ts";
import { removeInputMetadata } from "./metadata/remove-metadata.ts";
import { removeStored } from "./removal.ts";
import { removeUnneeded } from "./unneeded-objects.ts";

/** Files of an account, without the results of its batches. */
export const MOST_FILES = 1_000;
const MOST_BYTES = 2 * 1024 ** 3;
const MAX_IMAGE_BYTES = 50 * 1024 * 1024;
// Files are of no use without credits. One image of the maximum size can be stored before they are bought.
const MOST_BYTES_WITHOUT_CREDITS = MAX_IMAGE_BYTES;
// Longer than a file takes to be stored.
const PENDING_SECONDS = 6 * 3_600;
const DAY_SECONDS = 86_400;
const BATCH_LIFE_SECONDS = 30 * DAY_SECONDS;
const REMOVED_AT_ONCE = 200;

/** What a file can be used for: input images, or the requests of a batch. */
export type FilePurpose = "vision" | "user_data" | "batch";

/** A file to store, which is a local file of the request. */
export interface NewFile {
  accountId: string;
  path: string;
  filename: string;
  purpose: FilePurpose;
  /** Seconds until it expires. Undefined: the default of its purpose. */
  lifeSeconds: number | undefined;
}

/** A stored file. `storageKey` is null for the results of a batch. */
export type StoredFile = queries.IFindFilesResult;

/** A page of the files of an account. */
export interface FilePage {
  afterId: string | undefined;
  limit: number;
  order: "asc" | "desc";
  purpose: string | undefined;
}

/**
 * Stores a file. Metadata is removed from images. Throws `invalid_request` unless the content fits the
 * purpose, `conflict` if the account has no room for it, and `unavailable`.
 */
export async function createFile(ctx: Context, file: NewFile): Promise<StoredFile> {
  const { accountId, purpose, filename } = file;
  const { path, contentType, extension } = await prepareContent(file);
  const id = Bun.randomUUIDv7();
  const storageKey = `files/${id}/0.${extension}`;
  const sizeBytes = String(Bun.file(path).size);
  const [inserted] = await queries.insertFile.run(
    {
      ...{ id, accountId, purpose, filename, contentType, sizeBytes, storageKey },
      ...{ maxFiles: MOST_FILES, maxBytes: String(MOST_BYTES) },
      maxBytesWithoutCredits: String(MOST_BYTES_WITHOUT_CREDITS),
      pendingSeconds: PENDING_SECONDS,
    },
    ctx.db,
  );
  if (inserted === undefined) throw createRoomError();
  await storeContent(ctx, { id, path, storageKey, contentType });
  const lifeSeconds = file.lifeSeconds ?? (purpose === "batch" ? BATCH_LIFE_SECONDS : null);
  const expiry = { lifeSeconds, defaultDays: ctx.config.retentionDays };
  const [stored] = await queries.completeFile.run({ id, ...expiry }, ctx.db);
  if (stored !== undefined) return stored;
  // The account was closed in the meantime, so the row has expired.
  await removeUnneeded(ctx, [storageKey]);
  throw new AppError("invalid_key", "The account has been closed.");
}

async function storeContent(
  ctx: Context,
  {
    id,
    path,
    storageKey,
    contentType,
  }: Record<"id" | "path" | "storageKey" | "contentType", string>,
): Promise<void> {
  try {
    await ctx.storage.put(storageKey, path, contentType);
  } catch (error) {
    // It may have been stored although the response was lost, so the cleanup removes row and object.
    await queries.abandonFile.run({ id }, ctx.db).catch(() => undefined);
    throw error;
  }
}

/** Returns a file of an account. Throws `not_found`, also for an expired file. */
export async function getFile(ctx: Context, accountId: string, id: string): Promise<StoredFile> {
  const [file] = await findFiles(ctx, accountId, [id]);
  if (file === undefined) throw createMissingError();
  return file;
}

/** Returns those of the files that exist and belong to the account. */
export function findFiles(ctx: Context, accountId: string, ids: string[]): Promise<StoredFile[]> {
  return queries.findFiles.run({ accountId, ids }, ctx.db);
}

/** Returns a page of the files of an account in the order of their creation, and whether more follow. */
export async function listFiles(
  ctx: Context,
  accountId: string,
  { order, limit, afterId, purpose }: FilePage,
): Promise<{ files: StoredFile[]; hasMore: boolean }> {
  const query = order === "asc" ? queries.listOldestFiles : queries.listNewestFiles;
  const filter = { afterId: afterId ?? null, purpose: purpose ?? null };
  const rows = await query.run({ accountId, ...filter, limit: String(limit + 1) }, ctx.db);
  return { files: rows.slice(0, limit), hasMore: rows.length > limit };
}

/** Deletes a file. Requests that were accepted with it have their own copy. Throws `not_found`. */
export async function deleteFile(ctx: Context, accountId: string, id: string): Promise<void> {
  const [row] = await queries.expireFile.run({ accountId, id }, ctx.db);
  if (row === undefined) throw createMissingError();
  // The cleanup removes it when the batch has ended.
  if (row.isInUse) return;
  await removeFile(ctx, row).catch((cause: unknown) =>
    // The cleanup removes what has expired.
    ctx.log.warn("file_removal_postponed", { fileId: id, accountId, cause }),
  );
}

/** Opens the content of a stored file. Throws `not_found` if it was removed in the meantime. */
export async function openFile(
  ctx: Context,
  storageKey: string,
): Promise<AsyncIterable<Uint8Array>> {
  const bytes = await ctx.storage.read(storageKey);
  if (bytes === undefined) throw createMissingError();
  return bytes;
}

/** Deletes expired files. Returns how many. */
export function cleanUpFiles(ctx: Context): Promise<number> {
  return removeStored(ctx, {
    step: "files",
    list: (exceptIds) =>
      queries.listExpiredFiles.run({ limit: String(REMOVED_AT_ONCE), exceptIds }, ctx.db),
    keysOf: ({ storageKey }) => (storageKey === null ? [] : [storageKey]),
    forget: (ids) => queries.deleteFiles.run({ ids }, ctx.db),
  });
}

/** Returns the error for a file that does not exist for an account. */
export function createMissingError(): AppError {
  return new AppError("not_found", "The requested resource was not found.");
}

async function removeFile(
  ctx: Context,
  { id, storageKey }: { id: string; storageKey: string | null },
): Promise<void> {
  if (storageKey !== null) await ctx.storage.remove([storageKey]);
  await queries.deleteFiles.run({ ids: [id] }, ctx.db);
}

interface Content {
  path: string;
  contentType: string;
  extension: string;
}

async function prepareContent({ path, purpose }: NewFile): Promise<Content> {
  const { size } = Bun.file(path);
  if (size === 0) throw createContentError("must not be empty");
  if (purpose === "batch") return { path, contentType: "application/jsonl", extension: "jsonl" };
  if (size > MAX_IMAGE_BYTES) {
    const reason = "is larger than 50 MB, the limit of images";
    throw createContentError(reason, "payload_too_large");
  }
  try {
    const { format, contentType } = await images.inspectImage(path);
    const clean = await removeInputMetadata(path, format, `${path}-clean`);
    return { path: clean, contentType, extension: images.EXTENSIONS[format] };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "invalid_request") throw error;
    throw createContentError(`must be a PNG, JPEG or WebP image for the purpose ${purpose}`);
  }
}

function createContentError(
  reason: string,
  code: "invalid_request" | "payload_too_large" = "invalid_request",
): AppError {
  const details = { issues: [{ path: ["file"], reason }] };
  return new AppError(code, `file: ${reason}.`, { details });
}

function createRoomError(): AppError {
  const message =
    `The account has ${MOST_FILES} files, or this file would exceed 2 GB for all of them, 50 MB without ` +
    "credits. Delete files that are no longer needed, or buy credits.";
  return new AppError("conflict", message);
}
