import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { S3Config } from "../foundation/config.ts";
import { toStorageResult } from "./storage-fault.ts";
import { findImageKeyInUrl, toContentType, requireType } from "./keys.ts";
import { listObjects } from "./s3-list.ts";
import { isPresigned, presignGet, toBucketUrl } from "./s3-presign.ts";
import {
  fetchObject,
  READ_TIMES,
  readObject,
  type ReadTimes,
  SLOWEST_BYTES_PER_MS,
} from "./s3-read.ts";
import { PUBLIC_CACHE_CONTROL } from "./serve.ts";
import { isNotFound, ATTEMPTS, withRetries } from "./s3-errors.ts";
import type { PresignedUpload, Storage, StoredObject } from "./storage.ts";

const CONNECT_MS = 3_000;
// For a request with an image in its body, and longer by its size.
const SEND_MS = 20_000;
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
  times: ReadTimes;
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
export function createS3(config: S3Config, linkSeconds = 0, times = READ_TIMES): Storage {
  const bucket = openBucket(config, times);
  const imageUrl = (key: string) => {
    toContentType(key);
    if (linkSeconds > 0) return presignGet(config, key, linkSeconds);
    return `${config.publicUrl ?? toBucketUrl(config)}/${key}`;
  };
  return {
    isLocal: false,
    put: (key, path, contentType) => put(bucket, key, { path, contentType }),
    fetchTo: (key, path, signal) => fetchObject(bucket, key, { path, signal }),
    read: (key, options) => toStorageResult(readObject(bucket, key, options)),
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

function openBucket(config: S3Config, times: ReadTimes): Bucket {
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
    times,
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
      const Body = createReadStream(path);
      // The client does not listen to errors of the file, and one without a listener is an uncaught error.
      // After the end of the request, such an error has no effect.
      const unreadable = new AbortController();
      Body.on("error", (error) => unreadable.abort(error));
      const abortSignal = AbortSignal.any([AbortSignal.timeout(sendMs), unreadable.signal]);
      const object = { Body, ContentLength: size, ...toObjectHeaders(key, contentType) };
      const command = new PutObjectCommand({ Bucket: bucket.name, Key: key, ...object });
      // The client leaves the file open if it does not read it to its end.
      await bucket.transfers.send(command, { abortSignal }).finally(() => Body.destroy());
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
