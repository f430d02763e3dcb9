import { isIP, isIPv6 } from "node:net";
import { readHost, type AllowedTarget } from "./check-url.ts";

/** One request to a vetted target. */
export interface PinnedRequest {
  method: string;
  headers: Headers;
  body?: Uint8Array<ArrayBuffer> | string;
  /** Certificate authorities in PEM, in place of the built-in ones. */
  ca?: string;
  signal: AbortSignal;
}

/** Failures before any byte was sent, after which the same request may go to another address. */
const NOT_CONNECTED = ["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL"];

/**
 * Sends a request to the very address that was vetted, under the URL's own name: no second look-up,
 * no redirect, no proxy, no kept connection, no inflation, and no time limit but the signal's.
 */
export async function send(target: AllowedTarget, request: PinnedRequest): Promise<Response> {
  const [first = "", second] = target.addresses;
  if (second === undefined) return await sendTo(first, target.url, request);
  try {
    return await sendTo(first, target.url, request);
  } catch (error) {
    if (!NOT_CONNECTED.includes(readErrorCode(error))) throw error;
    return await sendTo(second, target.url, request);
  }
}

/** The code of a network failure, or "" where it has none. */
export function readErrorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function sendTo(address: string, url: URL, request: PinnedRequest): Promise<Response> {
  const { method, body, ca, signal } = request;
  return fetch(addressed(address, url), {
    method,
    headers: withOwnHeaders(request.headers, url),
    signal,
    ...(body === undefined ? {} : { body }),
    redirect: "manual",
    protocol: "http1.1",
    proxy: false,
    decompress: false,
    keepalive: false,
    timeout: false,
    tls: {
      rejectUnauthorized: true,
      // An address is no server name: its certificate is checked against the address itself.
      ...(isIP(readHost(url)) === 0 ? { serverName: readHost(url) } : {}),
      ...(ca === undefined ? {} : { ca }),
    },
  });
}

function addressed(address: string, url: URL): string {
  const host = isIPv6(address) ? `[${address}]` : address;
  const port = url.port === "" ? "" : `:${url.port}`;
  return `${url.protocol}//${host}${port}${url.pathname}${url.search}`;
}

function withOwnHeaders(given: Headers, url: URL): Headers {
  const headers = new Headers(given);
  headers.set("host", url.host);
  headers.set("accept-encoding", "identity");
  if (!headers.has("user-agent")) headers.set("user-agent", "Darkroom");
  return headers;
}
