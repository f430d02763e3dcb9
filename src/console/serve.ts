import type { Context } from "../app/context.ts";
import type { S3Config } from "../foundation/config.ts";
import { isPage } from "./app/page-paths.ts";
import { type Asset, bundle, type Bundle } from "./bundle.ts";

const ASSETS = "/console/assets/";
// Here an address that does not exist is answered by the API or the storage, also to a browser.
const NOT_PAGES = /^\/(?:api|v1|files|uploads)(?:\/|$)/;

/** Paths of the web applications that the APIs come from, with the console's pages for them. */
const REDIRECTS: Record<string, string> = {
  "/account/api": "/keys",
  "/account/webhooks": "/webhooks",
  "/settings/apikeys": "/keys",
};

/** Answers what the console needs of a server: its page and its files; undefined for all else. */
export function createConsole(ctx: Context): (request: Request) => Promise<Response> | undefined {
  const shellHeaders = createSecurityHeaders(ctx.config.s3);
  return (request) => {
    if (request.method !== "GET" && request.method !== "HEAD") return undefined;
    const { pathname } = new URL(request.url);
    if (pathname.startsWith(ASSETS)) return sendAsset(request, pathname.slice(ASSETS.length));
    const page = REDIRECTS[pathname];
    if (page !== undefined) return redirect(page);
    const wantsPage = request.headers.get("accept")?.includes("text/html") ?? false;
    // Health checks and crawlers ask for the root without naming a type.
    if (!(wantsPage || pathname === "/") || NOT_PAGES.test(pathname)) return undefined;
    // The console shows its own page for an address that it does not know.
    const status = isPage(pathname) ? 200 : 404;
    return sendShell(request, { status, headers: shellHeaders });
  };
}

// One for the whole process: it depends on nothing but the code.
let built: Promise<Bundle> | undefined;

/** Has the console built before anybody asks for it, so that the first visitor does not wait. */
export async function prepareConsole(ctx: Context): Promise<void> {
  const { assets } = await getBundle();
  ctx.log.debug("console_built", { files: assets.length });
}

function getBundle(): Promise<Bundle> {
  const own = (built ??= bundle());
  // Whoever asks next has it built anew; those who wait now are told.
  own.catch(() => {
    built = undefined;
  });
  return own;
}

async function redirect(location: string): Promise<Response> {
  return new Response(null, { status: 302, headers: { location, "cache-control": "no-cache" } });
}

async function sendShell(request: Request, answer: Answer): Promise<Response> {
  const { shell } = await getBundle();
  return send(request, shell, answer);
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

interface Answer {
  status: number;
  headers: Record<string, string>;
}

function send(request: Request, asset: Asset, { status, headers }: Answer): Response {
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
  const pictures = [s3?.publicUrl, s3?.endpoint].filter((url) => url !== undefined);
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    // What is not uploaded yet is shown from memory.
    ["img-src 'self' data: blob:", ...pictures.map((url) => new URL(url).origin)].join(" "),
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
