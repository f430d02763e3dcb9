import { mkdir, open, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { toStorageResult, toStorageFault } from "./storage-fault.ts";
import { findImageKeyInUrl, toContentType, requireType } from "./keys.ts";
import { listFolder } from "./list-folder.ts";
import { clone, placeFile, placeUnflushed } from "./atomic-write.ts";
import { isAbsent } from "./file-errors.ts";
import { serveFile } from "./serve.ts";
import { findLinkExpiry, type LinkSigning, signLink } from "./signed-links.ts";
import type { Storage, StoredObject } from "./storage.ts";
import { receiveUpload, signUpload, type UploadBody } from "./uploads.ts";

// Many files are read concurrently; Bun's default of half a megabyte per chunk would take too much memory.
const CHUNK_BYTES = 65_536;

/** Options of the storage on the local disk. */
interface DiskOptions {
  /** The folder with all objects, and with drafts of objects that are being written. */
  root: string;
  /** Returns the public URL of this server. Called at each use, because the port may be assigned late. */
  publicUrl: () => string;
  /** Signs uploads. */
  secret: string;
  /** Other secrets with which uploads may be signed. */
  oldSecrets?: string[];
  /** Undefined: URLs of images are not signed. */
  linkSigning?: LinkSigning | undefined;
}

/** Bytes of a file; `end` is exclusive. */
interface ByteRange {
  start: number;
  end: number;
}

/** Handlers for the URLs of the storage on the local disk, which the server itself serves. */
export interface DiskRoutes {
  /** Handles requests to `/files/…`. */
  serveFile(request: Request): Promise<Response>;
  /** Handles requests to `/uploads/…`, whose body is read from `body`. */
  receiveUpload(request: Request, body: UploadBody): Promise<Response>;
}

/** Creates a storage in a local folder. The content type of an object is derived from its extension. */
export function createDisk(options: DiskOptions): Storage & DiskRoutes {
  const { root, secret, oldSecrets = [], linkSigning } = options;
  return {
    isLocal: true,
    async put(key, path, contentType) {
      requireType(key, contentType);
      const place = key.startsWith("partials/") ? placeUnflushed : placeFile;
      await toStorageResult(place(root, key, path));
    },
    async fetchTo(key, path) {
      const contentType = toContentType(key);
      const sizeBytes = await toStorageResult(fetchTo(root, key, path));
      return sizeBytes === undefined ? undefined : { sizeBytes, contentType };
    },
    async read(key, { firstBytes = Infinity, startByte = 0, buffer } = {}) {
      const found = await find(root, key);
      if (found === undefined) return undefined;
      const end = Math.min(found.sizeBytes, startByte + firstBytes);
      return openFile(join(root, key), { start: startByte, end }, buffer);
    },
    find: (key) => find(root, key),
    list: (folder, afterKey) => listFolder(root, folder, afterKey),
    async remove(keys) {
      for (const key of keys) toContentType(key);
      await toStorageResult(Promise.all(keys.map((key) => rm(join(root, key), { force: true }))));
      await removeEmptyFolders(root, keys);
    },
    imageUrl(key) {
      toContentType(key);
      return `${options.publicUrl()}/files/${key}${linkSigning ? signLink(linkSigning, key) : ""}`;
    },
    findImageKey(url) {
      const key = findImageKeyInUrl(url);
      if (key === undefined || !url.startsWith(`${options.publicUrl()}/files/${key}`)) return;
      if (linkSigning === undefined) return key;
      const expiresAt = findLinkExpiry(linkSigning, key, new URL(url).searchParams);
      return expiresAt === undefined ? undefined : key;
    },
    async presignPut(key, object) {
      return signUpload({ publicUrl: options.publicUrl(), secret }, key, object);
    },
    check: () => toStorageResult(check(root)),
    serveFile: (request) => serveFile({ root, linkSigning }, request),
    receiveUpload: (request, body) =>
      receiveUpload({ root, secrets: [secret, ...oldSecrets] }, request, body),
  };
}

// A stream of node:fs takes several times as long to open as a small file takes to read, and longer to read.
function openFile(
  path: string,
  range: ByteRange,
  buffer: Uint8Array | undefined,
): AsyncIterable<Uint8Array> {
  if (range.end - range.start <= CHUNK_BYTES) return readWhole(path, range);
  return readChunks(path, range, buffer);
}

async function* readWhole(path: string, { start, end }: ByteRange): AsyncGenerator<Uint8Array> {
  yield await Bun.file(path).slice(start, end).bytes();
}

// The file stays readable if it is removed while it is read.
async function* readChunks(
  path: string,
  range: ByteRange,
  buffer: Uint8Array | undefined,
): AsyncGenerator<Uint8Array> {
  await using file = await open(path);
  for (let { start } = range; start < range.end;) {
    const chunk = buffer ?? Buffer.allocUnsafeSlow(CHUNK_BYTES);
    const mostBytes = Math.min(chunk.length, range.end - start);
    const { bytesRead } = await file.read(chunk, 0, mostBytes, start);
    if (bytesRead === 0) throw new Error(`${path} is shorter than ${range.end} bytes.`);
    start += bytesRead;
    yield chunk.subarray(0, bytesRead);
  }
}

/** Copies an object to a file and returns the copied size; an upload may be replaced before the copy. */
async function fetchTo(root: string, key: string, path: string): Promise<number | undefined> {
  try {
    await clone(join(root, key), path);
  } catch (error) {
    if (!isAbsent(error) || (await find(root, key))) throw error;
    return undefined;
  }
  return (await stat(path)).size;
}

async function find(root: string, key: string): Promise<StoredObject | undefined> {
  const contentType = toContentType(key);
  try {
    const file = await stat(join(root, key));
    return file.isFile() ? { sizeBytes: file.size, contentType } : undefined;
  } catch (error) {
    // Others, such as ENOTDIR or EACCES, do not mean that the object is absent.
    if (!isAbsent(error)) throw toStorageFault(error);
    return undefined;
  }
}

// Those of generations, uploads and files: otherwise each would take an inode forever. One that has objects
// stays.
async function removeEmptyFolders(root: string, keys: string[]): Promise<void> {
  const folders = new Set(keys.map((key) => dirname(key)).filter((path) => path.includes("/")));
  await Promise.all([...folders].map((path) => rmdir(join(root, path)).catch(() => undefined)));
}

async function check(root: string): Promise<void> {
  const probe = join(root, "drafts", Bun.randomUUIDv7());
  await mkdir(join(root, "drafts"), { recursive: true });
  try {
    await Bun.write(probe, "probe");
  } finally {
    // On a full disk the file exists and is empty.
    await rm(probe, { force: true });
  }
}
