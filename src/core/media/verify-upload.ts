import { join } from "node:path";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import * as images from "./images.ts";
import { removeInputMetadata } from "./metadata/remove-metadata.ts";

/** The declared properties of an upload. */
interface DeclaredUpload {
  id: string;
  storageKey: string;
  contentType: string;
  sizeBytes: number;
}

/** A local file without EXIF, created from an upload. */
export interface VerifiedUpload {
  id: string;
  path: string;
  contentType: images.ImageFacts["contentType"];
  width: number;
  height: number;
  sizeBytes: number;
  digest: string;
  sourceKey: string;
  /** SHA-256 of the uploaded file, in hex. */
  sourceDigest: string;
}

/**
 * Downloads an uploaded file, compares it with the declaration, and encodes it again without EXIF. Returns
 * undefined if nothing was uploaded. Returns the reason if the file is invalid, after removing it. Uses a
 * local copy, so that a later PUT cannot change the verified file.
 */
export async function verifyUpload(
  ctx: Context,
  declared: DeclaredUpload,
  folder: string,
): Promise<VerifiedUpload | string | undefined> {
  const { id, storageKey } = declared;
  const source = join(folder, id);
  if ((await ctx.storage.fetchTo(storageKey, source)) === undefined) return undefined;
  const encoded = `${source}-encoded`;
  const fault = await writeCleanCopy(declared, source, encoded);
  if (fault !== undefined) {
    await ctx.storage.remove([storageKey]);
    return fault;
  }
  const { format } = await images.inspectImage(encoded);
  // The encoder copies what it has found as color profile.
  const path = await removeInputMetadata(encoded, format, `${source}-clean`);
  const { format: _format, ...facts } = await images.inspectImage(path);
  const [digest, sourceDigest] = await Promise.all([
    images.computeImageDigest(path),
    images.computeImageDigest(source),
  ]);
  return { id, path, ...facts, digest, sourceKey: storageKey, sourceDigest };
}

/** Returns the digest of the file at the key of an upload, or undefined if there is none. */
export async function computeFileDigest(
  ctx: Context,
  { id, storageKey }: DeclaredUpload,
  folder: string,
): Promise<string | undefined> {
  const source = join(folder, id);
  const found = await ctx.storage.fetchTo(storageKey, source);
  return found && images.computeImageDigest(source);
}

/** Returns the reason why a file is invalid, or undefined after its clean copy was written. */
async function writeCleanCopy(
  declared: DeclaredUpload,
  source: string,
  into: string,
): Promise<string | undefined> {
  try {
    const { contentType, sizeBytes } = await images.inspectImage(source);
    if (sizeBytes !== declared.sizeBytes) return "does not have the declared size";
    if (contentType !== declared.contentType) return "does not have the declared content type";
    await runLimited(() => images.stripMetadata(source, into));
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `cannot be used. ${error.message.replace(/\.$/, "")}`;
  }
}

let last: Promise<unknown> = Promise.resolve();

/** Runs one task at a time, because a decoded image can need 256 MB. */
function runLimited<T>(step: () => Promise<T>): Promise<T> {
  const result = last.then(step);
  last = result.catch(() => undefined);
  return result;
}
