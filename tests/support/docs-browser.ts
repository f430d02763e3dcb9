import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { HANG_MS } from "./eventually.ts";

/** A page with its faults: one line for each request to another host, error and policy violation. */
export interface DocsVisit {
  page: Page;
  faults: string[];
  close(): Promise<void>;
}

/** Opens an empty page that may only load resources of `origin`. */
export async function openDocsPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<DocsVisit> {
  const context = await browser.newContext({ baseURL: origin, ...options });
  context.setDefaultTimeout(HANG_MS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("request", (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    const isHere = asked === origin || protocol === "data:" || protocol === "blob:";
    if (!isHere) faults.push(`asks for ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
  });
  // Policy violations are reported here as well.
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  return { page, faults, close: () => context.close() };
}
