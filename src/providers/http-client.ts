import { pause } from "../foundation/backoff.ts";
import { findDiskFault } from "../foundation/errors.ts";
import type { LocalImage } from "./provider.ts";

/** Prepares texts of a provider for the log, the database and customers. Removes API keys. */
export interface CallLog {
  /** Returns a text without keys that Postgres can store, limited in length. */
  text(words: string): string;
  /** Returns a copy of an error without keys, for the log. */
  clean(error: unknown): unknown;
}

const MAX_MESSAGE_LENGTH = 500;

/** Creates a CallLog that removes `apiKey` and any text in the form of a key. */
export function createCallLog(apiKey: string): CallLog {
  function redact(words: string): string {
    // A short key, such as "x" for a server without authentication, is not secret and may occur in words.
    const known = apiKey.length >= 8 ? words.replaceAll(apiKey, "[redacted]") : words;
    return known.replace(/\b(?:sk|sess)-[\w*-]{4,}|\bBearer\s+\S+/gi, "[redacted]");
  }

  function text(words: string): string {
    // Postgres cannot store U+0000 and lone surrogates.
    const storable = redact(words).replaceAll("\0", "").toWellFormed();
    return [...storable].slice(0, MAX_MESSAGE_LENGTH).join("");
  }

  function clean(error: unknown): unknown {
    if (!(error instanceof Error)) return new Error(text(String(error)));
    const { name, stack = "" } = error;
    const code = readErrorCode(error);
    const copy = new Error(text(error.message));
    return Object.assign(copy, { name, stack: redact(stack), ...(code && { code }) });
  }

  return { text, clean };
}

/** Returns the delay until a retry, from the headers `retry-after-ms` and `retry-after`. */
export function readRetryAfter(headers: Headers | undefined): { retryAfterMs?: number } {
  const ms = headers?.get("retry-after-ms");
  if (ms && Number(ms) >= 0) return { retryAfterMs: Math.ceil(Number(ms)) };
  const seconds = headers?.get("retry-after");
  if (!seconds) return {};
  if (Number(seconds) >= 0) return { retryAfterMs: Math.ceil(Number(seconds) * 1000) };
  const at = Date.parse(seconds);
  return Number.isNaN(at) ? {} : { retryAfterMs: Math.max(0, at - Date.now()) };
}

/** The number of leading bytes that identify the type of an image. */
export const HEAD_BYTES = 12;

/** Returns the type of an image from its first bytes, or undefined if it is unknown. */
export function detectImageType(head: Uint8Array): LocalImage["contentType"] | undefined {
  const text = Buffer.from(head).toString("latin1");
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (text.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "image/webp";
  return undefined;
}

// Between two attempts to write to a full disk.
const FULL_DISK_PAUSE_MS = 500;

/**
 * Repeats a step that writes paid images while the disk is full. Throws the error of the disk when
 * `signal` aborts, and any other error immediately.
 */
export async function untilWritten<T>(signal: AbortSignal, step: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await step();
    } catch (error) {
      if (findDiskFault(error) === undefined) throw error;
      if (!(await pause(FULL_DISK_PAUSE_MS, signal))) throw error;
    }
  }
}

/** Returns the fields of a request whose headers have the traceparent, if there is one. */
export function withTraceparent(
  init: RequestInit | undefined,
  traceparent: string | undefined,
): RequestInit | undefined {
  if (traceparent === undefined) return init;
  const headers = new Headers(init?.headers);
  headers.set("traceparent", traceparent);
  return { ...init, headers };
}

/** The query parameter of a callback URL that identifies the attempt. */
export const ATTEMPT_PARAMETER = "attempt";

const UNREACHABLE = /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_\w+)$/;
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|HOSTNAME_MISMATCH|^ERR_TLS_/;

/**
 * Returns whether `fetch` failed before it sent the first byte of the request: name resolution,
 * connection or TLS. False for a connection reset, which can occur at any time.
 */
export function isConnectError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = readErrorCode(error) ?? "";
  if (code === "EPROTO") return error.message.includes("handshake failed");
  const isDns = "syscall" in error && error.syscall === "getaddrinfo";
  return isDns || UNREACHABLE.test(code) || UNTRUSTED.test(code);
}

function readErrorCode(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}
