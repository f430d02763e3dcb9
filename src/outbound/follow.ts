import { send } from "./send.ts";
import { createUnreachableError, checkUrl, type CheckUrlOptions } from "./check-url.ts";

/** A GET request with its redirect limit. */
interface FollowedRequest {
  maxRedirects: number;
  signal: AbortSignal;
}

/** The response to a request after redirects. */
interface FinalResponse {
  response: Response;
  /** The final URL, after redirects. */
  url: URL;
}

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Requests a URL with GET and follows redirects. The URL and each redirect are checked before the
 * connection. Throws `invalid_request` for a URL that may not be requested, and the errors of `fetch`.
 */
export async function followRedirects(
  text: string,
  { maxRedirects, signal }: FollowedRequest,
  options: CheckUrlOptions & { ca?: string },
): Promise<FinalResponse> {
  const checking = { ...options, signal };
  let target = await checkUrl(text, checking);
  for (let hops = 0; ; hops += 1) {
    const response = await send(target, { method: "GET", ca: options.ca, signal });
    const location = readLocation(response, target.url);
    if (location === undefined) return { response, url: target.url };
    await response.body?.cancel();
    if (hops === maxRedirects) throw createUnreachableError(new Error("it redirects too often"));
    target = await checkUrl(location, checking);
  }
}

function readLocation(response: Response, base: URL): string | undefined {
  const location = response.headers.get("location");
  if (location === null || !REDIRECTS.includes(response.status)) return undefined;
  return URL.parse(location, base)?.href ?? location;
}
