import { isIP, isIPv6 } from "node:net";
import { readHost, type AllowedTarget } from "./check-url.ts";

/** A request to a checked target. */
interface PinnedRequest {
  method: "GET" | "POST";
  headers?: Record<string, string>;
  body?: Uint8Array<ArrayBuffer> | string;
  /** Certificate authorities in PEM that replace the built-in ones. */
  ca: string | undefined;
  signal: AbortSignal;
}

/** Failures before any byte was sent, after which the request may be sent to another address. */
const NOT_CONNECTED = ["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL"];

/**
 * Sends a request to the checked address, with the host name of the URL. Name resolution, redirects,
 * proxies, keep-alive, decompression and time limits other than `signal` are disabled.
 */
export async function send(target: AllowedTarget, request: PinnedRequest): Promise<Response> {
  const [first = "", second] = target.addresses;
  if (second === undefined) return await sendTo(first, target.url, request);
  try {
    return await sendTo(first, target.url, request);
  } catch (error) {
    if (!NOT_CONNECTED.includes(readSystemErrorCode(error))) throw error;
    return await sendTo(second, target.url, request);
  }
}

/** Returns the code of a network error, or "" if it has none. */
export function readSystemErrorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

function sendTo(address: string, url: URL, request: PinnedRequest): Promise<Response> {
  const { method, body, ca, signal } = request;
  return fetch(toAddressUrl(address, url), {
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
      // For an address no server name is sent; the certificate is checked against the address.
      ...(isIP(readHost(url)) === 0 ? { serverName: readHost(url) } : {}),
      ...(ca === undefined ? {} : { ca }),
    },
  });
}

function toAddressUrl(address: string, url: URL): string {
  const host = isIPv6(address) ? `[${address}]` : address;
  const port = url.port === "" ? "" : `:${url.port}`;
  return `${url.protocol}//${host}${port}${url.pathname}${url.search}`;
}

function withOwnHeaders(given: Record<string, string> | undefined, url: URL): Headers {
  const headers = new Headers(given);
  headers.set("host", url.host);
  headers.set("accept-encoding", "identity");
  if (!headers.has("user-agent")) headers.set("user-agent", "Darkroom");
  return headers;
}
