import { AppError } from "../foundation/errors.ts";
import { limitBytes, isEncoded, readText, writeTo } from "./body.ts";
import { type Deadline, startDeadline, withMinDuration } from "./deadline.ts";
import { type FinalResponse, followRedirects } from "./follow.ts";
import { readErrorCode } from "./send.ts";
import { toEndpoint, createUnreachableError, checkUrl, type CheckUrlOptions } from "./check-url.ts";

/** Options for requests to URLs from customers and providers. */
export interface OutboundOptions extends Omit<CheckUrlOptions, "signal"> {
  /** Certificate authorities in PEM that replace the built-in ones. */
  ca?: string;
  /** The minimum duration of a failed `check`, `fetch` or `download`, in ms. Default: 1000. */
  failureFloorMs?: number;
}

/** A request to an untrusted URL. */
interface OutboundRequest {
  /** Default: GET. Redirects are followed for GET and HEAD only. */
  method?: string;
  /** Sent to the origin of the URL only, not to another origin after a redirect. */
  headers?: Record<string, string>;
  body?: Uint8Array<ArrayBuffer> | string;
  /** For the whole request: name resolution, connections, redirects and the body. */
  deadlineMs: number;
  maxBytes: number;
  /** With 0 a redirect is returned as the response. */
  maxRedirects: number;
  signal?: AbortSignal;
}

/** The response of an untrusted URL. */
interface OutboundResponse {
  status: number;
  headers: Headers;
  /** The final URL, after redirects. */
  url: string;
  /** Raw bytes, never decompressed. Reading throws on a failure and beyond `maxBytes`. */
  body: AsyncIterable<Uint8Array>;
  /** Closes the connection. Required only if the body is not read; the deadline closes it as well. */
  close(): void;
}

/** A POST request, such as a webhook delivery. */
interface Post {
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer> | string;
  deadlineMs: number;
  signal?: AbortSignal;
}

/**
 * The outcome of a POST request. `cause` is only for the log.
 *
 * - `answered`: any status, also 3xx. The text has at most 64 KiB, and is empty if it is compressed.
 * - `refused`: the URL may not be requested, or its name has no address. No connection was opened.
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
 * `check`, `fetch` and `download` throw the same `invalid_request` for every rejection and failure, after
 * at least `failureFloorMs`. When `signal` aborts, they throw its reason instead.
 */
export interface Outbound {
  /** Checks a URL without connecting, such as when it is saved. It is checked again at each use. */
  check(url: string): Promise<void>;
  /** Requests a URL. Any status is a response. */
  fetch(url: string, request: OutboundRequest): Promise<OutboundResponse>;
  /** Sends a POST request without following redirects. Failures are returned as outcomes. */
  post(url: string, post: Post): Promise<PostOutcome>;
  /**
   * Downloads a URL to a file. Requires a complete, uncompressed response with status 200; a failure
   * leaves no file. Disk errors are thrown unchanged.
   */
  download(url: string, intoPath: string, limits: DownloadLimits): Promise<Download>;
}

const FAILURE_FLOOR_MS = 1000;
const CHECK_DEADLINE_MS = 5000;
const MAX_REPLY_BYTES = 64 * 1024;
const TLS_FAULT = /^ERR_TLS|^ERR_SSL|CERT|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|^EPROTO$/;

/** Creates the client for untrusted URLs. Throws if an entry of `allow` or `self` is not `host:port`. */
export function createOutbound(options: OutboundOptions): Outbound {
  [...options.allow, ...options.self].forEach(toEndpoint);
  const floorMs = options.failureFloorMs ?? FAILURE_FLOOR_MS;
  return {
    check: (url) => withMinDuration(floorMs, () => check(url, options)),
    fetch: (url, request) => withMinDuration(floorMs, () => open(url, request, options)),
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
    throw toPostOutcome(error, undefined);
  } finally {
    deadline.stop();
  }
}

async function open(
  url: string,
  request: OutboundRequest,
  options: OutboundOptions,
): Promise<OutboundResponse> {
  const { method = "GET", headers = {}, ...rest } = request;
  const deadline = startDeadline(request);
  try {
    const outgoing = { ...rest, method, headers, signal: deadline.signal };
    const final = await followRedirects(url, outgoing, options);
    return {
      status: final.response.status,
      headers: final.response.headers,
      url: final.url.href,
      body: readBody(final, request, deadline),
      close: deadline.stop,
    };
  } catch (error) {
    deadline.stop();
    throw toPostOutcome(error, request.signal);
  }
}

async function* readBody(
  final: FinalResponse,
  request: OutboundRequest,
  deadline: Deadline,
): AsyncGenerator<Uint8Array> {
  try {
    yield* limitBytes(final.response, request.maxBytes);
  } catch (error) {
    throw toPostOutcome(error, request.signal);
  } finally {
    deadline.stop();
  }
}

async function deliver(url: string, post: Post, options: OutboundOptions): Promise<PostOutcome> {
  const deadline = startDeadline(post);
  try {
    const outgoing = { ...post, method: "POST", maxRedirects: 0, signal: deadline.signal };
    const { response } = await followRedirects(url, outgoing, options);
    const bodyText = await readText(response, MAX_REPLY_BYTES);
    return { kind: "answered", status: response.status, headers: response.headers, bodyText };
  } catch (cause) {
    post.signal?.throwIfAborted();
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
  const final = await open(url, limits, options);
  try {
    if (final.status !== 200)
      throw createUnreachableError(new Error(`its status is ${final.status}`));
    if (isEncoded(final.headers))
      throw createUnreachableError(new Error("its response is compressed"));
    const sizeBytes = await writeTo(intoPath, final.body);
    const contentType = final.headers.get("content-type") ?? undefined;
    return { url: final.url, contentType, sizeBytes };
  } finally {
    final.close();
  }
}

function toPostOutcome(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  return error instanceof AppError ? error : createUnreachableError(error);
}

function toFailureReason(error: unknown): "timeout" | "connection" | "tls" | "protocol" {
  const code = readErrorCode(error);
  if (code === "ETIMEDOUT" || (error instanceof Error && error.name === "TimeoutError")) {
    return "timeout";
  }
  if (TLS_FAULT.test(code)) return "tls";
  return code === "Malformed_HTTP_Response" ? "protocol" : "connection";
}
