import { setTimeout } from "node:timers/promises";
import { findDiskFault } from "../foundation/errors.ts";
import type { LocalImage } from "./provider.ts";

// What every provider needs that speaks HTTP to somebody else's server.

/** Writes down what the upstream said, without our key, fit for a database and for a caller. */
export interface CallLog {
  text(words: string): string;
  /** An error for the log. */
  clean(error: unknown): unknown;
}

const LONGEST_MESSAGE = 500;

/** A scribe that blots out `apiKey`, and whatever else looks like a key. */
export function createCallLog(apiKey: string): CallLog {
  function blot(words: string): string {
    // A short key, as "x" for a server that asks for none, is no secret and would blot out words.
    const known = apiKey.length >= 8 ? words.replaceAll(apiKey, "[redacted]") : words;
    return known.replace(/\b(?:sk|sess)-[\w*-]{4,}|\bBearer\s+\S+/gi, "[redacted]");
  }

  function text(words: string): string {
    // Postgres stores neither U+0000 nor half of a surrogate pair.
    const storable = blot(words).replaceAll("\0", "").toWellFormed();
    return [...storable].slice(0, LONGEST_MESSAGE).join("");
  }

  function clean(error: unknown): unknown {
    if (!(error instanceof Error)) return new Error(text(String(error)));
    const { name, stack = "" } = error;
    const code = readErrorCode(error);
    const copy = new Error(text(error.message));
    return Object.assign(copy, { name, stack: blot(stack), ...(code && { code }) });
  }

  return { text, clean };
}

/** When the upstream asks to be called again, where it says so. */
export function readRetryAfter(headers: Headers | undefined): { retryAfterMs?: number } {
  const ms = headers?.get("retry-after-ms");
  if (ms && Number(ms) >= 0) return { retryAfterMs: Math.ceil(Number(ms)) };
  const seconds = headers?.get("retry-after");
  if (!seconds) return {};
  if (Number(seconds) >= 0) return { retryAfterMs: Math.ceil(Number(seconds) * 1000) };
  const at = Date.parse(seconds);
  return Number.isNaN(at) ? {} : { retryAfterMs: Math.max(0, at - Date.now()) };
}

/** How much of a picture tells what it is. */
export const HEAD_BYTES = 12;

/** What a picture's first bytes say it is. */
export function detectImageType(head: Uint8Array): LocalImage["contentType"] | undefined {
  const text = Buffer.from(head).toString("latin1");
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "image/png";
  if (text.startsWith("\xff\xd8\xff")) return "image/jpeg";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "WEBP") return "image/webp";
  return undefined;
}

// How often a full disk is tried again.
const FULL_DISK_PAUSE_MS = 500;

/**
 * Repeats a step that writes what was paid for while the disk takes no data. Throws the disk's error
 * once `signal` aborts, and every other error at once.
 */
export async function untilWritten<T>(signal: AbortSignal, step: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await step();
    } catch (error) {
      if (findDiskFault(error) === undefined) throw error;
      const isOpen = await setTimeout(FULL_DISK_PAUSE_MS, true, { signal }).catch(() => false);
      if (!isOpen) throw error;
    }
  }
}

/** The parameter of a callback's address that names the attempt. */
export const ATTEMPT_PARAMETER = "attempt";

const UNREACHED = /^(?:ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_\w+)$/;
const DISTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|HOSTNAME_MISMATCH|^ERR_TLS_/;

/**
 * True only for what Bun's fetch reports before the first byte of a request: no address, no
 * connection, no TLS. A reset may come at any time, also in a handshake, so it never counts.
 */
export function isConnectError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = readErrorCode(error) ?? "";
  if (code === "EPROTO") return error.message.includes("handshake failed");
  const isDns = "syscall" in error && error.syscall === "getaddrinfo";
  return isDns || UNREACHED.test(code) || DISTRUSTED.test(code);
}

function readErrorCode(error: Error): string | undefined {
  return "code" in error && typeof error.code === "string" ? error.code : undefined;
}
