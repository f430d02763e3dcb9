import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser, Page, Request } from "playwright-core";
import { type App, startApp } from "../support/app.ts";
import {
  navigate,
  openPage,
  type State,
  waitForPage,
  signUpInNewWindow,
} from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { eventually } from "../support/eventually.ts";

let app: App;
let browser: Browser;
let state: State;

beforeAll(async () => {
  app = await startApp({ worker: false, env: { OUTBOUND_ALLOW: "127.0.0.1:9" } });
  browser = await openBrowser();
  state = await signUpInNewWindow(app, browser);
});

afterAll(async () => {
  await browser.close();
  await app.stop();
});

test("a tab that was opened before an update offers to reload it", async () => {
  const page = await openOverview();
  await updateServer(page);
  // As when the user comes back to the tab.
  await page.evaluate(() =>
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true })),
  );
  await page.getByText("A new version of the console is available.").waitFor();
  await page.unrouteAll();
  const loaded = page.waitForEvent("load");
  await page.getByRole("button", { name: "Reload" }).click();
  await loaded;
  await waitForPage(page, "Overview");
  expect(await page.getByText("A new version of the console is available.").count()).toBe(0);
  await page.context().close();
});

test("the bars and the navigation do not cover each other on a page that is scrolled", async () => {
  const page = await openOverview();
  await updateServer(page);
  await page.evaluate(() =>
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true })),
  );
  await page.getByText("A new version of the console is available.").waitFor();
  await page.context().setOffline(true);
  await page.getByText("You're offline.").waitFor();
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 400 });
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    const parts = [
      page.getByText("You're offline."),
      page.getByRole("button", { name: "Reload" }),
      page.getByRole("link", { name: "Darkroom" }),
    ];
    const areStacked = async () => {
      const boxes = await Promise.all(parts.map((part) => part.boundingBox()));
      const edges = boxes.flatMap((box) => (box ? [box.y, box.y + box.height] : []));
      return [0, ...edges, 400].every((edge, index, all) => edge >= (all[index - 1] ?? 0));
    };
    await eventually(areStacked, { message: `the bars overlap at a width of ${width}` });
  }
  await page.context().close();
});

test("a page whose files were removed by an update is opened by a reload", async () => {
  const page = await openOverview();
  await updateServer(page);
  let isReloaded = false;
  page.on("request", (request) => (isReloaded ||= request.isNavigationRequest()));
  await page.route(/assets\/pages-/, (route) =>
    isReloaded ? route.continue() : route.fulfill({ status: 404 }),
  );
  const loaded = page.waitForEvent("load");
  await page.getByRole("link", { name: "API keys" }).click();
  await loaded;
  await waitForPage(page, "API keys");
  await page.context().close();
});

test("a page that cannot be loaded without an update is not reloaded", async () => {
  const page = await openOverview();
  await page.route(/assets\/pages-/, (route) => route.fulfill({ status: 404 }));
  await page.evaluate(() => Object.assign(globalThis, { isSameDocument: true }));
  await page.getByRole("link", { name: "API keys" }).click();
  await page.getByRole("main").getByRole("alert").waitFor();
  expect(await page.evaluate(() => "isSameDocument" in globalThis)).toBe(true);
  await page.context().close();
});

test("without JavaScript, the page says that it is needed", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(app.url);
  // Not found by its text, which is that of a script for the driver.
  const message = page.locator("noscript");
  await message.waitFor();
  expect(await message.innerText()).toContain("The console needs JavaScript.");
  await context.close();
});

test("the logo is shown before the scripts have loaded", async () => {
  const { page } = await openPage(app, browser, { state });
  await page.route(/assets\/.*\.js$/, (route) => route.abort());
  await page.goto(app.url);
  await page.getByRole("status", { name: "Loading Darkroom" }).waitFor();
  const top = await page.locator("img").evaluate((image) => image.getBoundingClientRect().top);
  expect(top).toBeGreaterThan(100);
  await page.context().close();
});

test("a secret shown once survives Escape and a click beside it, and a reload asks first", async () => {
  const page = await openOverview();
  const dialog = page.getByRole("dialog");
  await navigate(page, "/keys");
  await page.getByRole("button", { name: "Create key" }).first().click();
  await dialog.getByRole("button", { name: "Create key" }).click();
  await tryToLose(page, "I've saved my key");
  await navigate(page, "/webhooks");
  await page.getByRole("button", { name: "Add endpoint" }).first().click();
  await dialog.getByLabel("URL").fill("http://127.0.0.1:9/hook");
  await dialog.getByRole("button", { name: "Add endpoint" }).click();
  await tryToLose(page, "I've saved my secret");
  expect(await isAskedBeforeUnload(page)).toBe(false);
  await page.context().close();
});

async function tryToLose(page: Page, confirmation: string): Promise<void> {
  const confirm = page.getByRole("button", { name: confirmation });
  // The focus arrives after the dialog, like what Escape and a click do.
  await page.getByRole("dialog").filter({ has: confirm }).locator(":focus").waitFor();
  await page.keyboard.press("Escape");
  await page.mouse.click(2, 2);
  expect(await isAskedBeforeUnload(page)).toBe(true);
  await confirm.click();
  await confirm.waitFor({ state: "detached" });
}

async function openOverview(): Promise<Page> {
  const { page } = await openPage(app, browser, { state });
  // While one check of the version has no answer, no other is made.
  const checked = page.waitForResponse((response) => isVersionCheck(response.request()));
  await page.goto(app.url);
  await (await checked).finished();
  await waitForPage(page, "Overview");
  return page;
}

function isVersionCheck(request: Request): boolean {
  return new URL(request.url()).pathname === "/" && !request.isNavigationRequest();
}

/** Answers with the console of a newer version, as after an update of the server. */
async function updateServer(page: Page): Promise<void> {
  const html = '<script type="module" src="/console/assets/index-newer.js"></script>';
  await page.route(
    (url) => url.pathname === "/",
    (route, request) =>
      isVersionCheck(request)
        ? route.fulfill({ contentType: "text/html", body: html })
        : route.continue(),
  );
}

function isAskedBeforeUnload(page: Page): Promise<boolean> {
  return page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));
}
