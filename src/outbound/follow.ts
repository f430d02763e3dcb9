import { send } from "./send.ts";
import { createUnreachableError, checkUrl, type CheckUrlOptions } from "./check-url.ts";

/** A request with its redirect limit. */
interface FollowedRequest {
  method: string;
  /** Sent to the URL's own origin only. */
  headers: Record<string, string>;
  body?: Uint8Array<ArrayBuffer> | string;
  /** With 0, or a method other than GET and HEAD, a redirect is returned as the response. */
  maxRedirects: number;
  signal: AbortSignal;
}

/** The response to a request after redirects. */
export interface FinalResponse {
  response: Response;
  /** The final URL, after redirects. */
  url: URL;
}

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Requests a URL and follows redirects. The URL and each redirect are checked before the connection.
 * Throws `invalid_request` for a URL that may not be requested, and the errors of `fetch`.
 */
export async function followRedirects(
  text: string,
  request: FollowedRequest,
  options: CheckUrlOptions & { ca?: string },
): Promise<FinalResponse> {
  const { maxRedirects, ...pinned } = request;
  const checking = { ...options, signal: request.signal };
  const follows = maxRedirects > 0 && ["GET", "HEAD"].includes(request.method);
  const trust = options.ca === undefined ? {} : { ca: options.ca };

  let target = await checkUrl(text, checking);
  let headers = new Headers(request.headers);
  for (let hops = 0; ; hops += 1) {
    const response = await send(target, { ...pinned, ...trust, headers });
    const location = follows ? readLocation(response, target.url) : undefined;
    if (location === undefined) return { response, url: target.url };
    await response.body?.cancel();
    if (hops === maxRedirects) throw createUnreachableError(new Error("it redirects too often"));
    const next = await checkUrl(location, checking);
    if (next.url.origin !== target.url.origin) headers = new Headers();
    target = next;
  }
}

function readLocation(response: Response, base: URL): string | undefined {
  const location = response.headers.get("location");
  if (location === null || !REDIRECTS.includes(response.status)) return undefined;
  return URL.parse(location, base)?.href ?? location;
}
