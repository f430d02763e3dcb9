import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { toContentType } from "./keys.ts";
import { isNotFound, withRetries } from "./s3-errors.ts";
import type { ReadOptions, StoredObject } from "./storage.ts";
import { toStorageResult } from "./storage-fault.ts";

/** The lowest rate of a transfer, about 2 Mbit/s. The time limits of bodies are extended by their size. */
export const SLOWEST_BYTES_PER_MS = 256;

/** Time limits for reading an object. */
export interface ReadTimes {
  /** Until the response begins. The body of a file may take as long again, and longer by its size. */
  requestMs: number;
  /** Between two chunks of the body. */
  stallMs: number;
  /** Until the reader requests the next chunk of the body, or the first one. */
  unreadMs: number;
}

/** The default limits. `unreadMs` exceeds the 30 s in which a client has to read a chunk. */
export const READ_TIMES: ReadTimes = { requestMs: 60_000, stallMs: 60_000, unreadMs: 120_000 };

/** A bucket with a client that sends each request once. */
interface ReadBucket {
  name: string;
  transfers: S3Client;
  times: ReadTimes;
}

/** Writes an object of a bucket to a file. See `Storage.fetchTo`. */
export async function fetchObject(
  bucket: ReadBucket,
  key: string,
  { path, signal }: { path: string; signal: AbortSignal | undefined },
): Promise<StoredObject | undefined> {
  const contentType = toContentType(key);
  const fetchOnce = async () => {
    const reply = await request(bucket, { Key: key }, signal);
    if (reply === undefined) return undefined;
    const mostMs = bucket.times.requestMs + reply.sizeBytes / SLOWEST_BYTES_PER_MS;
    const late = AbortSignal.timeout(Math.ceil(mostMs));
    await pipeline(reply.body, createWriteStream(path), { signal: late });
    return { sizeBytes: (await stat(path)).size, contentType: reply.contentType ?? contentType };
  };
  try {
    return await toStorageResult(withRetries(fetchOnce, signal));
  } catch (error) {
    await rm(path, { force: true });
    signal?.throwIfAborted();
    throw error;
  }
}

/** Opens an object of a bucket. See `Storage.read`. The caller controls the speed of reading the body. */
export async function readObject(bucket: ReadBucket, key: string, options: ReadOptions = {}) {
  toContentType(key);
  const Range = toRangeHeader(options);
  const wanted = { Key: key, ...(Range && { Range }) };
  return (await withRetries(() => request(bucket, wanted)))?.body;
}

/** Returns undefined if the object does not exist. `signal` also ends the body. */
async function request(
  { name, transfers, times }: ReadBucket,
  wanted: { Key: string; Range?: string },
  signal?: AbortSignal,
) {
  const command = new GetObjectCommand({ Bucket: name, ...wanted });
  const late = new AbortController();
  const abort = () => late.abort(new Error("The store does not respond"));
  const timer = setTimeout(abort, times.requestMs);
  const abortSignal = signal ? AbortSignal.any([late.signal, signal]) : late.signal;
  try {
    const reply = await transfers.send(command, { abortSignal }).catch(isNotFound);
    if (!reply) return undefined;
    if (!(reply.Body instanceof Readable)) throw new Error("The store answered without a body");
    const body = readChunks(reply.Body, times, signal);
    return { body, sizeBytes: reply.ContentLength ?? 0, contentType: reply.ContentType };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Yields the chunks of a body. Throws `unavailable` if it fails, if none arrives for `stallMs`, and after
 * none was requested for `unreadMs`: an open body takes one of the few connections to the store, also if its
 * reader has gone without ever requesting a chunk.
 */
function readChunks(
  body: Readable,
  { stallMs, unreadMs }: ReadTimes,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const close = () => void body.destroy();
  let unread = setTimeout(close, unreadMs).unref();

  async function* read(): AsyncGenerator<Uint8Array> {
    const chunks = body[Symbol.asyncIterator]();
    const stop = () => void body.destroy(new Error("The store has stopped sending"));
    signal?.addEventListener("abort", stop, { once: true });
    try {
      if (signal?.aborted) stop();
      for (;;) {
        clearTimeout(unread);
        const timer = setTimeout(stop, stallMs);
        const next = chunks.next().finally(() => clearTimeout(timer));
        const { done, value } = await toStorageResult(next);
        if (done) return;
        unread = setTimeout(close, unreadMs).unref();
        yield value;
      }
    } finally {
      clearTimeout(unread);
      signal?.removeEventListener("abort", stop);
      body.destroy();
    }
  }
  return read();
}

function toRangeHeader({ startByte = 0, firstBytes }: ReadOptions): string | undefined {
  if (firstBytes !== undefined) return `bytes=${startByte}-${startByte + firstBytes - 1}`;
  return startByte === 0 ? undefined : `bytes=${startByte}-`;
}
