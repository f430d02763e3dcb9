import axe from "axe-core";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { updateAccount } from "../../src/core/accounts/admin.ts";
import type { Role } from "../../src/core/accounts/roles.ts";
import { CLI } from "../../src/core/audit/actor.ts";
import * as credits from "../../src/core/billing/grants.ts";
import type { App } from "./app.ts";
import { HANG_MS } from "./eventually.ts";

/** A browser page with its errors. */
export interface PageVisit {
  page: Page;
  /** Script errors, policy violations and requests to other hosts. */
  faults: string[];
}

/** Options of a browser window. */
export interface VisitOptions {
  locale?: string;
  colorScheme?: "light" | "dark";
  width?: number;
  /** Cookies of an earlier visit. */
  state?: State;
}

/** Cookies and storage of a visit. */
export type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** Opens a new window. */
export async function openPage(
  app: App,
  browser: Browser,
  sight: VisitOptions = {},
): Promise<PageVisit> {
  const { locale = "en", colorScheme = "light", width = 1280, state } = sight;
  const viewport = { width, height: 800 };
  const context = await browser.newContext({
    locale,
    colorScheme,
    viewport,
    // Animations would only take time.
    reducedMotion: "reduce",
    ...(state && { storageState: { cookies: state.cookies, origins: [] } }),
  });
  context.setDefaultTimeout(HANG_MS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) faults.push(message.text());
  });
  page.on("request", (request) => {
    if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(app.url))
      faults.push(request.url());
  });
  return { page, faults };
}

/** Navigates to another page of the console without loading it again. */
export async function navigate(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, "", to), path);
}

/** Waits until the page with this title is complete. */
export async function waitForPage(page: Page, title: string): Promise<void> {
  await page.waitForFunction((wanted) => {
    const heading = document.querySelector("h1")?.textContent;
    return heading === wanted && document.querySelector("main [aria-busy=true]") === null;
  }, title);
}

/** Signs up in the console and grants credits. */
export async function signUp(app: App, page: Page): Promise<State> {
  await page.goto(`${app.url}/sign-up`);
  await page.locator("[name=email]").fill(`${crypto.randomUUID()}@example.com`);
  await page.locator("[name=password]").fill("correct horse battery");
  await page.locator("[type=submit]").click();
  await page.waitForURL(`${app.url}/`);
  const account = await page.request.get(`${app.url}/api/account`);
  await credits.createGrant(app.ctx, {
    accountId: (await account.json()).id,
    credits: 500,
    source: "purchase",
  });
  return page.context().storageState();
}

/** Signs up in a window of its own. Returns the cookies of the account, which has `role` if one is given. */
export async function signUpInNewWindow(app: App, browser: Browser, role?: Role): Promise<State> {
  const { page } = await openPage(app, browser);
  const state = await signUp(app, page);
  if (role !== undefined) {
    const { id } = await (await page.request.get(`${app.url}/api/account`)).json();
    await updateAccount(app.ctx, id, { ...CLI, role });
  }
  await page.context().close();
  return state;
}

/** Returns the texts that `aria-describedby` of an element names. */
export function readDescription(element: Locator): Promise<string> {
  return element.evaluate((node) =>
    (node.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .join(" "),
  );
}

/** Returns the accessibility violations of a page or a part of it, by rule and element. */
export async function findAccessibilityViolations(page: Page, within = "html"): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  // Passed rules are not reported: that would take twice the time.
  const { violations } = await page.evaluate(
    (part) => globalThis.axe.run(part, { resultTypes: ["violations"] }),
    within,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${String(target)}`),
  );
}

declare global {
  // The script of axe-core defines this global.
  var axe: typeof import("axe-core");
}
