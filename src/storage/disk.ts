import { createReadStream } from "node:fs";
import { constants, copyFile, mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "../foundation/errors.ts";
import { answered, toStorageFault } from "./storage-fault.ts";
import { toContentType, requireType } from "./keys.ts";
import { moveIntoPlace, writeAtomically } from "./atomic-write.ts";
import { serveFile } from "./serve.ts";
import type { Storage, StoredObject } from "./storage.ts";
import { receiveUpload, signUpload } from "./uploads.ts";

// Many are read at once: half a megabyte a chunk, as Bun reads by itself, would add up.
const CHUNK_BYTES = 65_536;

export interface DiskOptions {
  /** The folder that holds every object, and the drafts of those on their way. */
  root: string;
  /** Where this server is reached from outside; asked anew each time, as the port may come late. */
  publicUrl: () => string;
  /** Signs uploads. */
  secret: string;
}

/** What only a store on this machine needs: the server answers its two kinds of URL itself. */
export interface DiskRoutes {
  /** Answers `/files/…`. */
  serveFile(request: Request): Promise<Response>;
  /** Answers `/uploads/…`. */
  receiveUpload(request: Request): Promise<Response>;
}

/** Storage in a folder of this machine; the content type of an object is what its extension says. */
export function createDisk(options: DiskOptions): Storage & DiskRoutes {
  const { root, secret } = options;
  return {
    async put(key, path, contentType) {
      requireType(key, contentType);
      await answered(put(root, key, path));
    },
    async fetchTo(key, path) {
      const contentType = toContentType(key);
      const sizeBytes = await answered(fetchTo(root, key, path));
      return sizeBytes === undefined ? undefined : { sizeBytes, contentType };
    },
    async read(key, firstBytes) {
      if (!(await find(root, key))) return undefined;
      const end = firstBytes === undefined ? undefined : firstBytes - 1;
      return createReadStream(join(root, key), {
        ...(end !== undefined && { end }),
        highWaterMark: CHUNK_BYTES,
      });
    },
    find: (key) => find(root, key),
    async copy(from, to, contentType) {
      requireType(to, contentType);
      if (!(await find(root, from))) throw new AppError("not_found", "There is no such object.");
      await answered(writeAtomically(root, to, (draft) => clone(join(root, from), draft)));
    },
    async remove(keys) {
      for (const key of keys) toContentType(key);
      await answered(Promise.all(keys.map((key) => rm(join(root, key), { force: true }))));
    },
    publicUrl(key) {
      toContentType(key);
      return `${options.publicUrl()}/files/${key}`;
    },
    async presignPut(key, object) {
      return signUpload({ publicUrl: options.publicUrl(), secret }, key, object);
    },
    check: () => answered(check(root)),
    serveFile: (request) => serveFile(root, request),
    receiveUpload: (request) => receiveUpload(root, secret, request),
  };
}

async function put(root: string, key: string, path: string): Promise<void> {
  if (await moveIntoPlace(root, key, path)) return;
  await writeAtomically(root, key, (draft) => clone(path, draft));
}

/** Returns the size of what was copied, not of what was found: an upload may be replaced in between. */
async function fetchTo(root: string, key: string, path: string): Promise<number | undefined> {
  try {
    await clone(join(root, key), path);
  } catch (error) {
    if (!isAbsent(error) || (await find(root, key))) throw error;
    return undefined;
  }
  return (await stat(path)).size;
}

// Shares the blocks where the filesystem can, and copies the bytes where it cannot.
function clone(from: string, to: string): Promise<void> {
  return copyFile(from, to, constants.COPYFILE_FICLONE);
}

async function find(root: string, key: string): Promise<StoredObject | undefined> {
  const contentType = toContentType(key);
  try {
    const file = await stat(join(root, key));
    return file.isFile() ? { sizeBytes: file.size, contentType } : undefined;
  } catch (error) {
    if (!isAbsent(error)) throw toStorageFault(error);
    return undefined;
  }
}

// A folder that has become a file (ENOTDIR) or cannot be read says nothing about the object.
function isAbsent(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

async function check(root: string): Promise<void> {
  const probe = join(root, "drafts", Bun.randomUUIDv7());
  await mkdir(join(root, "drafts"), { recursive: true });
  await Bun.write(probe, "probe");
  await rm(probe);
}
