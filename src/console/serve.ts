import type { Context } from "../app/context.ts";
import type { S3Config } from "../foundation/config.ts";
import { isPage } from "./app/page-paths.ts";
import { toBucketUrl } from "../storage/s3-presign.ts";
import { type ConsoleAsset, buildConsole, type ConsoleBundle } from "./bundle.ts";

const ASSETS = "/console/assets/";
// Below these paths, unknown URLs are answered by the APIs or the storage, also for browsers.
const NOT_PAGES = /^\/(?:api|v1|files|uploads)(?:\/|$)/;

/** Paths of the original web applications of the APIs, and the console pages they redirect to. */
const REDIRECTS: Record<string, string> = {
  "/account/api": "/keys",
  "/account/webhooks": "/webhooks",
  "/settings/apikeys": "/keys",
};

/** Returns a handler for the console's pages and assets. It returns undefined for other requests. */
export function createConsole(ctx: Context): (request: Request) => Promise<Response> | undefined {
  const shellHeaders = createSecurityHeaders(ctx.config.s3);
  return (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") return undefined;
    const { pathname } = new URL(request.url);
    if (pathname.startsWith(ASSETS)) return sendAsset(request, pathname.slice(ASSETS.length));
    const page = REDIRECTS[pathname];
    if (page !== undefined) return redirect(page);
    const wantsPage = request.headers.get("accept")?.includes("text/html") ?? false;
    // Health checks and crawlers request the root without an Accept header for HTML.
    if (!(wantsPage || pathname === "/") || NOT_PAGES.test(pathname)) return undefined;
    // The console renders its not-found page for unknown paths.
    const status = isPage(pathname) ? 200 : 404;
    return sendShell(request, { status, headers: shellHeaders });
  };
}

// One per process: the bundle depends only on the code.
let built: Promise<ConsoleBundle> | undefined;

function getBundle(): Promise<ConsoleBundle> {
  const pending = (built ??= buildConsole());
  // Concurrent callers receive the error; the next request starts a new build.
  pending.catch(() => {
    built = undefined;
  });
  return pending;
}

async function redirect(location: string): Promise<Response> {
  return new Response(null, { status: 302, headers: { location, "cache-control": "no-cache" } });
}

async function sendShell(request: Request, options: ResponseOptions): Promise<Response> {
  const { shell } = await getBundle();
  return send(request, shell, options);
}

async function sendAsset(request: Request, name: string): Promise<Response> {
  const { assets } = await getBundle();
  const asset = assets.find((each) => each.name === name);
  if (asset === undefined) return new Response("Not found\n", { status: 404 });
  const headers = {
    "cache-control": "public, max-age=31536000, immutable",
    "x-content-type-options": "nosniff",
  };
  return send(request, asset, { status: 200, headers });
}

interface ResponseOptions {
  status: number;
  headers: Record<string, string>;
}

function send(
  request: Request,
  asset: ConsoleAsset,
  { status, headers }: ResponseOptions,
): Response {
  const accepted = request.headers.get("accept-encoding") ?? "";
  const encoding = (["br", "gzip"] as const).find((each) => accepted.includes(each));
  const bytes = { br: asset.brotli, gzip: asset.gzip, plain: asset.plain }[encoding ?? "plain"];
  return new Response(request.method === "HEAD" ? null : bytes, {
    status,
    headers: {
      ...headers,
      "content-type": asset.type,
      "content-length": String(bytes.length),
      vary: "Accept-Encoding",
      ...(encoding && { "content-encoding": encoding }),
    },
  });
}

function createSecurityHeaders(s3: S3Config | undefined): Record<string, string> {
  const storageUrls = s3 ? [s3.publicUrl ?? [], toBucketUrl(s3)].flat() : [];
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    // Selected files are previewed with blob URLs before the upload.
    ["img-src 'self' data: blob:", ...storageUrls.map((url) => new URL(url).origin)].join(" "),
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return {
    "content-security-policy": policy.join("; "),
    "cache-control": "no-cache",
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };
}
