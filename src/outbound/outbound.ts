import { AppError } from "../foundation/errors.ts";
import { limitBytes, isEncoded, readText, writeTo } from "./body.ts";
import { type Deadline, startDeadline, withMinDuration } from "./deadline.ts";
import { type FinalResponse, followRedirects } from "./follow.ts";
import { readErrorCode } from "./send.ts";
import { toEndpoint, createUnreachableError, checkUrl, type CheckUrlOptions } from "./check-url.ts";

/** How this server reaches URLs that others give it. */
export interface OutboundOptions extends Omit<CheckUrlOptions, "signal"> {
  /** Certificate authorities in PEM that are trusted in place of the built-in ones. */
  ca?: string;
  /** What `check`, `fetch` and `download` take at least when they fail, 1000 unless given. */
  failureFloorMs?: number;
}

export interface OutboundRequest {
  /** GET unless given. Redirects are followed for GET and HEAD only. */
  method?: string;
  /** Sent to the URL's own origin, never to another one that it redirects to. */
  headers?: Record<string, string>;
  body?: Uint8Array<ArrayBuffer> | string;
  /** One deadline for everything: names, connections, redirects and the body. */
  deadlineMs: number;
  maxBytes: number;
  /** 0 hands a redirect back as the answer. */
  maxRedirects: number;
  signal?: AbortSignal;
}

export interface OutboundResponse {
  status: number;
  headers: Headers;
  /** The URL that answered, after redirects. */
  url: string;
  /** Raw bytes, never inflated. A failure or more than `maxBytes` throws while it is read. */
  body: AsyncIterable<Uint8Array>;
  /** Drops the connection. Needed only where the body is not read: it ends at the deadline, too. */
  close(): void;
}

export interface Post {
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer> | string;
  deadlineMs: number;
  signal?: AbortSignal;
}

/**
 * What became of a post. `cause` is for the log alone.
 *
 * - `answered`: any status, also 3xx. The text holds at most 64 KiB, and none that is compressed.
 * - `refused`: the URL may not be reached, or its name has no address. Nothing was connected to.
 * - `failed`: no answer.
 */
export type PostOutcome =
  | { kind: "answered"; status: number; headers: Headers; bodyText: string }
  | { kind: "refused"; cause: unknown }
  | { kind: "failed"; reason: "timeout" | "connection" | "tls" | "protocol"; cause: unknown };

export interface DownloadLimits {
  deadlineMs: number;
  maxBytes: number;
  maxRedirects: number;
  signal?: AbortSignal;
}

export interface Download {
  /** The URL that answered, after redirects. */
  url: string;
  /** As the sender calls it: a claim, not a fact. */
  contentType: string | undefined;
  sizeBytes: number;
}

/**
 * The one way to request a URL that a caller or a provider gave us. Every URL and every redirect is
 * vetted at the time of use and its host is connected to at the vetted address: see `vetUrl`.
 *
 * `check`, `fetch` and `download` tell every refusal and every failure as the same `invalid_request`
 * and not before `failureFloorMs`. Whoever aborts gets the reason of the signal thrown instead.
 */
export interface Outbound {
  /** Vets a URL without connecting, for the moment when it is saved. Use vets it again. */
  check(url: string): Promise<void>;
  /** Requests a URL. Any status is an answer. */
  fetch(url: string, request: OutboundRequest): Promise<OutboundResponse>;
  /** Delivers a body, follows no redirect, and tells every ending as an outcome. */
  post(url: string, post: Post): Promise<PostOutcome>;
  /**
   * Writes what a URL holds to a file. Only a whole, uncompressed 200 counts; a failure leaves no
   * file behind. A fault of the disk is thrown as it is.
   */
  download(url: string, intoPath: string, limits: DownloadLimits): Promise<Download>;
}

const FAILURE_FLOOR_MS = 1000;
const CHECK_DEADLINE_MS = 5000;
const MAX_REPLY_BYTES = 64 * 1024;
const TLS_FAULT = /^ERR_TLS|^ERR_SSL|CERT|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|^EPROTO$/;

/** Opens the door to the outside. Throws where an entry of `allow` or `self` is not `host:port`. */
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
    const asked = { ...rest, method, headers, signal: deadline.signal };
    const answer = await followRedirects(url, asked, options);
    return {
      status: answer.response.status,
      headers: answer.response.headers,
      url: answer.url.href,
      body: bodyOf(answer, request, deadline),
      close: deadline.stop,
    };
  } catch (error) {
    deadline.stop();
    throw toPostOutcome(error, request.signal);
  }
}

async function* bodyOf(
  answer: FinalResponse,
  request: OutboundRequest,
  deadline: Deadline,
): AsyncGenerator<Uint8Array> {
  try {
    yield* limitBytes(answer.response, request.maxBytes);
  } catch (error) {
    throw toPostOutcome(error, request.signal);
  } finally {
    deadline.stop();
  }
}

async function deliver(url: string, post: Post, options: OutboundOptions): Promise<PostOutcome> {
  const deadline = startDeadline(post);
  try {
    const asked = { ...post, method: "POST", maxRedirects: 0, signal: deadline.signal };
    const { response } = await followRedirects(url, asked, options);
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
  const answer = await open(url, limits, options);
  try {
    if (answer.status !== 200)
      throw createUnreachableError(new Error(`it answered ${answer.status}`));
    if (isEncoded(answer.headers))
      throw createUnreachableError(new Error("it answered compressed"));
    const sizeBytes = await writeTo(intoPath, answer.body);
    const contentType = answer.headers.get("content-type") ?? undefined;
    return { url: answer.url, contentType, sizeBytes };
  } finally {
    answer.close();
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
