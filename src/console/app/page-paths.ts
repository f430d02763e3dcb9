// Must match the route patterns in routes.tsx and pages.ts.
const PAGE_PATTERNS = [
  /^\/$/,
  /^\/(?:sign-in|sign-up|playground|keys|credits|usage|settings|settings\/activity)\/?$/,
  /^\/(?:generations|webhooks)(?:\/[^/]+)?\/?$/,
  /^\/admin(?:\/.*)?$/,
];

/** Returns whether the console has a page at this path. */
export function isPage(pathname: string): boolean {
  return PAGE_PATTERNS.some((pattern) => pattern.test(pathname));
}
