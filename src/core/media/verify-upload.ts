import { join } from "node:path";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import * as images from "./images.ts";

/** An upload as it was announced. */
export interface DeclaredUpload {
  id: string;
  storageKey: string;
  contentType: string;
  sizeBytes: number;
}

/** A file without EXIF on this machine, made of what was uploaded. */
export interface VerifiedUpload {
  id: string;
  path: string;
  contentType: images.ImageFacts["contentType"];
  width: number;
  height: number;
  sizeBytes: number;
  digest: string;
  sourceKey: string;
  /** Hex SHA-256 of what was uploaded. */
  sourceDigest: string;
}

/**
 * Fetches what has been uploaded, checks it against what was announced, and writes it anew without
 * EXIF. Undefined where nothing has been uploaded; a text says what is wrong with it, and then it
 * has been removed. Only this machine's own file is looked at, so that no later PUT can change it.
 */
export async function verifyUpload(
  ctx: Context,
  announced: DeclaredUpload,
  folder: string,
): Promise<VerifiedUpload | string | undefined> {
  const { id, storageKey } = announced;
  const source = join(folder, id);
  if ((await ctx.storage.fetchTo(storageKey, source)) === undefined) return undefined;
  const path = `${source}-clean`;
  const fault = await clean(announced, source, path);
  if (fault !== undefined) {
    await ctx.storage.remove([storageKey]);
    return fault;
  }
  const { format: _format, ...facts } = await images.inspectImage(path);
  const [digest, sourceDigest] = await Promise.all([
    images.computeImageDigest(path),
    images.computeImageDigest(source),
  ]);
  return { id, path, ...facts, digest, sourceKey: storageKey, sourceDigest };
}

/** Digests what lies where an upload was PUT. Undefined where nothing does. */
export async function computeFileDigest(
  ctx: Context,
  { id, storageKey }: DeclaredUpload,
  folder: string,
): Promise<string | undefined> {
  const source = join(folder, id);
  const found = await ctx.storage.fetchTo(storageKey, source);
  return found && images.computeImageDigest(source);
}

/** What is wrong with a file; nothing where its clean copy has been written. */
async function clean(
  announced: DeclaredUpload,
  source: string,
  into: string,
): Promise<string | undefined> {
  try {
    const { contentType, sizeBytes } = await images.inspectImage(source);
    if (sizeBytes !== announced.sizeBytes) return "is not of the size that was declared";
    if (contentType !== announced.contentType) return "is not of the type that was declared";
    await runLimited(() => images.stripMetadata(source, into));
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `cannot be used. ${error.message.replace(/\.$/, "")}`;
  }
}

let turn: Promise<unknown> = Promise.resolve();

/** One picture at a time: decoded, it may take a quarter of a gigabyte. */
function runLimited<T>(step: () => Promise<T>): Promise<T> {
  const mine = turn.then(step);
  turn = mine.catch(() => undefined);
  return mine;
}
