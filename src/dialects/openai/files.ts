import type { components, operations } from "../../../generated/openai/server.ts";
import { type Context, toBackground } from "../../app/context.ts";
import { findBatchOfFile } from "../../core/generations/request-batches.ts";
import type { Caller } from "../../core/accounts/key-authentication.ts";
import type { InputUrl } from "../../core/generations/input-urls.ts";
import * as files from "../../core/media/files.ts";
import { toUuid } from "../../foundation/ids.ts";
import { toStream } from "../../http/stream.ts";
import type { Call } from "../../openapi/handlers.ts";
import { createValidationError, invalidFields } from "../../openapi/validation-error.ts";
import { writeResults } from "./batches/result-lines.ts";
import { toUnixSeconds } from "./images.ts";

type Schemas = components["schemas"];
type FileCall<Name extends keyof operations> = Call<operations[Name], Caller>;

const PREFIX = "file-";
// More than an account can have.
const MAX_LIMIT = 10_000;

/** Handlers of the files of an account. */
export const fileHandlers = { createFile, listFiles, getFile, deleteFile, getFileContent };

async function createFile({ ctx, caller, body, reply }: FileCall<"createFile">) {
  const { file, purpose } = body;
  const lifeSeconds = readLifeSeconds(body);
  const { path, filename } = file;
  const { accountId } = caller;
  const stored = await files.createFile(ctx, { accountId, path, filename, purpose, lifeSeconds });
  return reply(200, toFile(stored));
}

async function listFiles({ ctx, caller, query, reply }: FileCall<"listFiles">) {
  const { after, limit = MAX_LIMIT, order = "desc", purpose } = query;
  const afterId = after === undefined ? undefined : fromFileId(after);
  const page = { afterId, limit, order, purpose };
  const { files: rows, hasMore } = await files.listFiles(ctx, caller.accountId, page);
  const data = rows.map(toFile);
  const [first, last] = [data[0]?.id ?? null, data.at(-1)?.id ?? null];
  return reply(200, { object: "list", data, has_more: hasMore, first_id: first, last_id: last });
}

async function getFile({ ctx, caller, params, reply }: FileCall<"getFile">) {
  return reply(200, toFile(await files.getFile(ctx, caller.accountId, fromFileId(params.file_id))));
}

async function deleteFile({ ctx, caller, params, reply }: FileCall<"deleteFile">) {
  await files.deleteFile(ctx, caller.accountId, fromFileId(params.file_id));
  return reply(200, { id: params.file_id, object: "file", deleted: true });
}

async function getFileContent({ ctx, caller, params, reply }: FileCall<"getFileContent">) {
  const file = await files.getFile(ctx, caller.accountId, fromFileId(params.file_id));
  return reply(200, toStream(await openContent(toBackground(ctx), caller.accountId, file)), {
    "content-type": "application/octet-stream",
    "content-disposition": `attachment; filename="${params.file_id}.${toExtension(file)}"`,
  });
}

/**
 * Finds the stored objects of those links whose `url` is the id of a file. Throws `invalid_request` for
 * files that the account does not have and for files that are no images.
 */
export async function resolveFileIds(
  ctx: Context,
  accountId: string,
  links: InputUrl[],
): Promise<InputUrl[]> {
  const wanted = links.filter(({ url }) => url.startsWith(PREFIX));
  if (wanted.length === 0) return links;
  const ids = wanted.map(({ url }) => fromFileId(url));
  const found = await files.findFiles(ctx, accountId, ids);
  const images = found.filter(({ contentType }) => contentType.startsWith("image/"));
  const keys = new Map(images.map(({ id, storageKey }) => [toFileId(id), storageKey]));
  const reason = "is not the ID of an image file of this account";
  const issues = wanted
    .filter(({ url }) => !keys.has(url))
    .map(({ field }) => ({ path: field, reason }));
  if (issues.length > 0) throw createValidationError(issues);
  return links.map((link) => ({ ...link, storageKey: keys.get(link.url) ?? undefined }));
}

function readLifeSeconds(body: Schemas["CreateFileForm"]): number | undefined {
  const { "expires_after[anchor]": anchor, "expires_after[seconds]": seconds } = body;
  if (anchor !== undefined && seconds === undefined)
    throw invalidFields(["expires_after[seconds]"], "is required with expires_after[anchor]");
  if (anchor === undefined && seconds !== undefined)
    throw invalidFields(["expires_after[anchor]"], "is required with expires_after[seconds]");
  return seconds;
}

function toFile(file: files.StoredFile): Schemas["File"] {
  return {
    id: toFileId(file.id),
    object: "file",
    bytes: Number(file.sizeBytes),
    created_at: toUnixSeconds(file.createdAt),
    expires_at: file.expiresAt === null ? undefined : toUnixSeconds(file.expiresAt),
    filename: file.filename,
    purpose: file.purpose,
    status: "processed",
  };
}

/** Returns the public id of a file. */
export function toFileId(id: string): string {
  return `${PREFIX}${id.replaceAll("-", "")}`;
}

/** Returns the id of the row of a file. The document ensures the form of the public id. */
export function fromFileId(fileId: string): string {
  return toUuid(fileId.slice(PREFIX.length));
}

function toExtension({ storageKey }: files.StoredFile): string {
  return storageKey?.slice(storageKey.lastIndexOf(".") + 1) ?? "jsonl";
}

async function openContent(
  ctx: Context,
  accountId: string,
  { id, storageKey }: files.StoredFile,
): Promise<AsyncGenerator<Uint8Array>> {
  if (storageKey !== null) return toGenerator(await files.openFile(ctx, storageKey));
  const batch = await findBatchOfFile(ctx, accountId, id);
  if (batch === undefined) throw files.createMissingError();
  return writeResults(ctx, accountId, batch);
}

async function* toGenerator(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* bytes;
}
