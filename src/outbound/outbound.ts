import { AppError } from "../foundation/errors.ts";
import { limitBytes, isEncoded, readText, writeTo } from "./body.ts";
import { FAILURE_FLOOR_MS, startDeadline, withMinDuration } from "./deadline.ts";
import { followRedirects } from "./follow.ts";
import { readSystemErrorCode, send } from "./send.ts";
import { toEndpoint, createUnreachableError, checkUrl, type CheckUrlOptions } from "./check-url.ts";

/** Options for requests to URLs from customers and providers. */
export interface OutboundOptions extends Omit<CheckUrlOptions, "signal"> {
  /** Certificate authorities in PEM that replace the built-in ones. */
  ca?: string;
  /** The minimum duration of a failed `check` or `download`, in ms. Default: 1000. */
  failureFloorMs?: number;
}

/** A POST request, such as a webhook delivery. */
interface Post {
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer> | string;
  deadlineMs: number;
}

/**
 * The outcome of a POST request. `cause` is only for the log.
 *
 * - `answered`: any status, also 3xx. The text has at most 64 KiB, and is empty if it is compressed.
 * - `refused`: the URL may not be requested, or its name could not be resolved. No connection was opened.
 *   Which of them is only in `cause`, so that customers cannot find out the names of the internal network.
 * - `failed`: no response.
 */
export type PostOutcome =
  | { kind: "answered"; status: number; headers: Headers; bodyText: string }
  | { kind: "refused"; cause: unknown }
  | { kind: "failed"; reason: "timeout" | "connection" | "tls" | "protocol"; cause: unknown };

/** The limits of a download. */
interface DownloadLimits {
  deadlineMs: number;
  maxBytes: number;
  maxRedirects: number;
  signal?: AbortSignal;
}

/** A downloaded file. */
interface Download {
  /** The final URL, after redirects. */
  url: string;
  /** As declared by the sender; not verified. */
  contentType: string | undefined;
  sizeBytes: number;
}

/**
 * Requests URLs from customers and providers. Each URL and each redirect is checked immediately before
 * use, and the connection goes to the checked address: see `checkUrl`.
 *
 * `check` and `download` throw the same `invalid_request` for every rejection and failure, after at least
 * `failureFloorMs`. When `signal` aborts, they throw its reason instead.
 */
export interface Outbound {
  /** Checks a URL without connecting, such as when it is saved. It is checked again at each use. */
  check(url: string): Promise<void>;
  /** Sends a POST request without following redirects. Failures are returned as outcomes. */
  post(url: string, post: Post): Promise<PostOutcome>;
  /**
   * Downloads a URL to a file. Requires a complete, uncompressed response with status 200; a failure
   * leaves no file. Disk errors are thrown unchanged.
   */
  download(url: string, intoPath: string, limits: DownloadLimits): Promise<Download>;
}

const CHECK_DEADLINE_MS = 5000;
const MAX_REPLY_BYTES = 64 * 1024;
const TLS_FAULT = /^ERR_TLS|^ERR_SSL|CERT|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|^EPROTO$/;

/** Creates the client for untrusted URLs. Throws if an entry of `allow` or `self` is not `host:port`. */
export function createOutbound(options: OutboundOptions): Outbound {
  [...options.allow, ...options.self].forEach(toEndpoint);
  const floorMs = options.failureFloorMs ?? FAILURE_FLOOR_MS;
  return {
    check: (url) => withMinDuration(floorMs, () => check(url, options)),
    post: (url, post) => deliver(url, post, options),
    download: (url, intoPath, limits) =>
      withMinDuration(floorMs, () => download(url, { ...limits, intoPath }, options)),
  };
}

async function check(url: string, options: OutboundOptions): Promise<void> {
  const deadline = startDeadline({ deadlineMs: CHECK_DEADLINE_MS });
  try {
    await checkUrl(url, { ...options, signal: deadline.signal });
  } catch (error) {
    throw toThrownError(error, undefined);
  } finally {
    deadline.stop();
  }
}

async function deliver(url: string, post: Post, options: OutboundOptions): Promise<PostOutcome> {
  const deadline = startDeadline(post);
  try {
    const target = await checkUrl(url, { ...options, signal: deadline.signal });
    const response = await send(target, {
      method: "POST",
      headers: post.headers,
      body: post.body,
      ca: options.ca,
      signal: deadline.signal,
    });
    const bodyText = await readText(response, MAX_REPLY_BYTES);
    return { kind: "answered", status: response.status, headers: response.headers, bodyText };
  } catch (cause) {
    if (cause instanceof AppError) return { kind: "refused", cause: cause.cause };
    return { kind: "failed", reason: toFailureReason(cause), cause };
  } finally {
    deadline.stop();
  }
}

async function download(
  url: string,
  { intoPath, ...limits }: DownloadLimits & { intoPath: string },
  options: OutboundOptions,
): Promise<Download> {
  const deadline = startDeadline(limits);
  try {
    const get = { maxRedirects: limits.maxRedirects, signal: deadline.signal };
    const final = await followRedirects(url, get, options).catch((error: unknown) => {
      throw toThrownError(error, limits.signal);
    });
    const { status, headers } = final.response;
    if (status !== 200) throw createUnreachableError(new Error(`its status is ${status}`));
    if (isEncoded(headers)) throw createUnreachableError(new Error("its response is compressed"));
    const sizeBytes = await writeTo(intoPath, readBody(final.response, limits));
    return {
      url: final.url.href,
      contentType: headers.get("content-type") ?? undefined,
      sizeBytes,
    };
  } finally {
    // Closes the connection if the body was not read.
    deadline.stop();
  }
}

async function* readBody(response: Response, limits: DownloadLimits): AsyncGenerator<Uint8Array> {
  try {
    yield* limitBytes(response, limits.maxBytes);
  } catch (error) {
    throw toThrownError(error, limits.signal);
  }
}

function toThrownError(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  return error instanceof AppError ? error : createUnreachableError(error);
}

function toFailureReason(error: unknown): "timeout" | "connection" | "tls" | "protocol" {
  const code = readSystemErrorCode(error);
  if (code === "ETIMEDOUT" || (error instanceof Error && error.name === "TimeoutError")) {
    return "timeout";
  }
  if (TLS_FAULT.test(code)) return "tls";
  return code === "Malformed_HTTP_Response" ? "protocol" : "connection";
}
