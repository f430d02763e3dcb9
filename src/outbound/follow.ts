import { send } from "./send.ts";
import { createUnreachableError, checkUrl, type CheckUrlOptions } from "./check-url.ts";

/** One request and the redirects that it may lead to. */
export interface FollowedRequest {
  method: string;
  /** Sent to the URL's own origin only. */
  headers: Record<string, string>;
  body?: Uint8Array<ArrayBuffer> | string;
  /** 0 hands a redirect back as the answer, and so does every method but GET and HEAD. */
  maxRedirects: number;
  signal: AbortSignal;
}

export interface FinalResponse {
  response: Response;
  /** The URL that answered, after redirects. */
  url: URL;
}

const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * Requests `text`, vetting it and every redirect at the time it is connected to.
 * Throws `unreachable` for what may not be reached, and what `fetch` throws for what fails.
 */
export async function followRedirects(
  text: string,
  request: FollowedRequest,
  options: CheckUrlOptions & { ca?: string },
): Promise<FinalResponse> {
  const { maxRedirects, ...pinned } = request;
  const vetting = { ...options, signal: request.signal };
  const follows = maxRedirects > 0 && ["GET", "HEAD"].includes(request.method);
  const trust = options.ca === undefined ? {} : { ca: options.ca };

  let target = await checkUrl(text, vetting);
  let headers = new Headers(request.headers);
  for (let hops = 0; ; hops += 1) {
    const response = await send(target, { ...pinned, ...trust, headers });
    const location = follows ? readLocation(response, target.url) : undefined;
    if (location === undefined) return { response, url: target.url };
    await response.body?.cancel();
    if (hops === maxRedirects) throw createUnreachableError(new Error("it redirects too often"));
    const next = await checkUrl(location, vetting);
    if (next.url.origin !== target.url.origin) headers = new Headers();
    target = next;
  }
}

function readLocation(response: Response, base: URL): string | undefined {
  const location = response.headers.get("location");
  if (location === null || !REDIRECTS.includes(response.status)) return undefined;
  return URL.parse(location, base)?.href ?? location;
}
