import { join } from "node:path";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import * as images from "./images.ts";

/** An upload as it was announced. */
export interface Announced {
  id: string;
  storageKey: string;
  contentType: string;
  sizeBytes: number;
}

/** A file without EXIF on this machine, made of what was uploaded. */
export interface Prepared {
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
export async function prepare(
  ctx: Context,
  announced: Announced,
  folder: string,
): Promise<Prepared | string | undefined> {
  const { id, storageKey } = announced;
  const source = join(folder, id);
  if ((await ctx.storage.fetchTo(storageKey, source)) === undefined) return undefined;
  const path = `${source}-clean`;
  const fault = await clean(announced, source, path);
  if (fault !== undefined) {
    await ctx.storage.remove([storageKey]);
    return fault;
  }
  const { format: _format, ...facts } = await images.inspect(path);
  const [digest, sourceDigest] = await Promise.all([images.digest(path), images.digest(source)]);
  return { id, path, ...facts, digest, sourceKey: storageKey, sourceDigest };
}

/** Digests what lies where an upload was PUT. Undefined where nothing does. */
export async function digestOf(
  ctx: Context,
  { id, storageKey }: Announced,
  folder: string,
): Promise<string | undefined> {
  const source = join(folder, id);
  const found = await ctx.storage.fetchTo(storageKey, source);
  return found && images.digest(source);
}

/** What is wrong with a file; nothing where its clean copy has been written. */
async function clean(
  announced: Announced,
  source: string,
  into: string,
): Promise<string | undefined> {
  try {
    const { contentType, sizeBytes } = await images.inspect(source);
    if (sizeBytes !== announced.sizeBytes) return "is not of the size that was declared";
    if (contentType !== announced.contentType) return "is not of the type that was declared";
    await inTurn(() => images.withoutMetadata(source, into));
    return undefined;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return `cannot be used. ${error.message.replace(/\.$/, "")}`;
  }
}

let turn: Promise<unknown> = Promise.resolve();

/** One picture at a time: decoded, it may take a quarter of a gigabyte. */
function inTurn<T>(step: () => Promise<T>): Promise<T> {
  const mine = turn.then(step);
  turn = mine.catch(() => undefined);
  return mine;
}
