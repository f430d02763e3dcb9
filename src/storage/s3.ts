import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { createReadStream, createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { S3Config } from "../foundation/config.ts";
import { toStorageResult } from "./storage-fault.ts";
import { findImageKeyInUrl, toContentType, requireType } from "./keys.ts";
import { listObjects } from "./s3-list.ts";
import { isPresigned, presignGet, toBucketUrl } from "./s3-presign.ts";
import { PUBLIC_CACHE_CONTROL } from "./serve.ts";
import { isNotFound, ATTEMPTS, withRetries } from "./s3-errors.ts";
import type { PresignedUpload, ReadOptions, Storage, StoredObject } from "./storage.ts";

const CONNECT_MS = 3_000;
// For a request with an image in its body or response. SLOWEST_BYTES_PER_MS extends the time for sending.
const REQUEST_MS = 60_000;
const SEND_MS = 20_000;
const SLOWEST_BYTES_PER_MS = 256;
// For a request without a body.
const METADATA_MS = 15_000;
const MAX_CONCURRENT_DELETES = 16;

// Errors are thrown; by default the SDK also prints them.
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** A bucket, with two clients. */
interface Bucket {
  name: string;
  client: S3Client;
  /** Without retries, for streamed bodies, which the SDK cannot send again. `withRetries` repeats them. */
  transfers: S3Client;
}

/** A local image to be stored. */
interface Source {
  path: string;
  contentType: string;
}

/**
 * Creates a storage in a bucket of S3 or of a compatible server. With `linkSeconds`, URLs of images are
 * presigned URLs of the bucket itself that are valid for this time; `publicUrl` is then not used.
 */
export function createS3(config: S3Config, linkSeconds = 0): Storage {
  const bucket = openBucket(config);
  const imageUrl = (key: string) => {
    toContentType(key);
    if (linkSeconds > 0) return presignGet(config, key, linkSeconds);
    return `${config.publicUrl ?? toBucketUrl(config)}/${key}`;
  };
  return {
    isLocal: false,
    put: (key, path, contentType) => put(bucket, key, { path, contentType }),
    fetchTo: (key, path) => fetchTo(bucket, key, path),
    read: (key, options) => toStorageResult(read(bucket, key, options)),
    async find(key) {
      toContentType(key);
      return await toStorageResult(find(bucket, key));
    },
    list: (folder, afterKey) => listObjects(bucket, folder, afterKey),
    remove: (keys) => remove(bucket, keys),
    imageUrl,
    findImageKey(url) {
      const key = findImageKeyInUrl(url);
      if (key === undefined) return undefined;
      const isOwn = linkSeconds > 0 ? isPresigned(config, key, url) : imageUrl(key) === url;
      return isOwn ? key : undefined;
    },
    presignPut: (key, object) => presignPut(bucket, key, object),
    check: () => check(bucket),
  };
}

function openBucket(config: S3Config): Bucket {
  const options = {
    region: config.region,
    credentials: { accessKeyId: config.accessKeyId, secretAccessKey: config.secretAccessKey },
    ...(config.endpoint && { endpoint: config.endpoint, forcePathStyle: true }),
    // Compatible servers reject the newer checksum trailers of the SDK.
    requestChecksumCalculation: "WHEN_REQUIRED" as const,
    responseChecksumValidation: "WHEN_REQUIRED" as const,
    // Some servers and proxies never send "100 Continue", which the SDK would wait for.
    expectContinueHeader: false,
    requestHandler: { connectionTimeout: CONNECT_MS },
    logger: SILENT,
  };
  return {
    name: config.bucket,
    client: new S3Client({ ...options, maxAttempts: ATTEMPTS }),
    transfers: new S3Client({ ...options, maxAttempts: 1 }),
  };
}

function deadline(ms: number) {
  return { abortSignal: AbortSignal.timeout(ms) };
}

async function put(bucket: Bucket, key: string, source: Source): Promise<void> {
  const { path, contentType } = source;
  requireType(key, contentType);
  const { size } = await stat(path);
  const sendMs = SEND_MS + Math.ceil(size / SLOWEST_BYTES_PER_MS);
  await toStorageResult(
    withRetries(async () => {
      await bucket.transfers.send(
        new PutObjectCommand({
          Bucket: bucket.name,
          Key: key,
          Body: createReadStream(path),
          ContentLength: size,
          ...toObjectHeaders(key, contentType),
        }),
        deadline(sendMs),
      );
      await requireStored(bucket, key, size);
    }),
  );
}

// A generation must not count as delivered if the store has confirmed the image without keeping it.
async function requireStored(bucket: Bucket, key: string, sizeBytes: number): Promise<void> {
  const stored = await find(bucket, key);
  if (stored?.sizeBytes === sizeBytes) return;
  throw new Error(`The store accepted ${key} with ${sizeBytes} bytes but has ${stored?.sizeBytes}`);
}

function toObjectHeaders(key: string, contentType: string) {
  const isPublic = key.startsWith("generations/");
  const CacheControl = isPublic ? PUBLIC_CACHE_CONTROL : "private, no-store";
  return { ContentType: contentType, CacheControl };
}

async function fetchTo(
  bucket: Bucket,
  key: string,
  path: string,
): Promise<StoredObject | undefined> {
  const contentType = toContentType(key);
  const get = () => new GetObjectCommand({ Bucket: bucket.name, Key: key });
  const fetchOnce = async () => {
    const { abortSignal } = deadline(REQUEST_MS);
    const reply = await bucket.transfers.send(get(), { abortSignal }).catch(isNotFound);
    if (!reply) return undefined;
    if (!(reply.Body instanceof Readable)) throw new Error("The store answered without a body");
    await pipeline(reply.Body, createWriteStream(path), { signal: abortSignal });
    return { sizeBytes: (await stat(path)).size, contentType: reply.ContentType ?? contentType };
  };
  try {
    return await toStorageResult(withRetries(fetchOnce));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

// The deadline applies to the response headers; the caller controls the speed of reading the body.
async function read(bucket: Bucket, key: string, options: ReadOptions = {}) {
  toContentType(key);
  const Range = toRangeHeader(options);
  const command = new GetObjectCommand({ Bucket: bucket.name, Key: key, ...(Range && { Range }) });
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error("The store does not respond")), REQUEST_MS);
  try {
    const abortSignal = late.signal;
    const reply = await withRetries(() => bucket.transfers.send(command, { abortSignal })).catch(
      isNotFound,
    );
    if (!reply) return undefined;
    if (!(reply.Body instanceof Readable)) throw new Error("The store answered without a body");
    return reply.Body;
  } finally {
    clearTimeout(timer);
  }
}

function toRangeHeader({ startByte = 0, firstBytes }: ReadOptions): string | undefined {
  if (firstBytes !== undefined) return `bytes=${startByte}-${startByte + firstBytes - 1}`;
  return startByte === 0 ? undefined : `bytes=${startByte}-`;
}

async function find(bucket: Bucket, key: string): Promise<StoredObject | undefined> {
  const fallbackType = toContentType(key);
  const command = new HeadObjectCommand({ Bucket: bucket.name, Key: key });
  const head = await bucket.client.send(command, deadline(METADATA_MS)).catch(isNotFound);
  if (head?.ContentLength === undefined) return undefined;
  return { sizeBytes: head.ContentLength, contentType: head.ContentType ?? fallbackType };
}

// Separate requests, because not every compatible store supports DeleteObjects.
async function remove(bucket: Bucket, keys: string[]): Promise<void> {
  for (const key of keys) toContentType(key);
  for (let next = 0; next < keys.length; next += MAX_CONCURRENT_DELETES) {
    const batch = keys.slice(next, next + MAX_CONCURRENT_DELETES).map((Key) => {
      const command = new DeleteObjectCommand({ Bucket: bucket.name, Key });
      return bucket.client.send(command, deadline(METADATA_MS)).catch(isNotFound);
    });
    await toStorageResult(Promise.all(batch));
  }
}

async function presignPut(
  bucket: Bucket,
  key: string,
  object: StoredObject & { expiresInSeconds: number },
): Promise<PresignedUpload> {
  const { sizeBytes, contentType } = object;
  requireType(key, contentType);
  if (!key.startsWith("uploads/")) throw new Error(`Not an upload key: ${key}`);
  const command = new PutObjectCommand({
    Bucket: bucket.name,
    Key: key,
    ContentLength: sizeBytes,
    ContentType: contentType,
  });
  // By default only the host is signed, so any size and type would be accepted.
  const signed = new Set(["host", "content-length", "content-type"]);
  const url = await getSignedUrl(bucket.client, command, {
    expiresIn: object.expiresInSeconds,
    signableHeaders: signed,
    unhoistableHeaders: signed,
  });
  const headers = { "content-type": contentType, "content-length": String(sizeBytes) };
  return { url, headers };
}

// Requests an object that does not exist. Only the response to a GET states the error: a wrong bucket, a
// wrong key or a missing permission.
async function check(bucket: Bucket): Promise<void> {
  const command = new GetObjectCommand({ Bucket: bucket.name, Key: "uploads/check/absent.png" });
  await toStorageResult(bucket.client.send(command, deadline(METADATA_MS)).catch(isNotFound));
}
