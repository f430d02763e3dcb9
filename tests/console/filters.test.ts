import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { type App, startApp } from "../support/app.ts";
import { openPage, type State, waitForPage, signUpInNewWindow } from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { moveClockToNoon } from "../support/clock.ts";
import { translations } from "../support/console.ts";
import { eventually } from "../support/eventually.ts";

const words = translations.en;

let app: App;
let browser: Browser;
let state: State;

beforeAll(async () => {
  app = await startApp({ worker: false, env: { OUTBOUND_ALLOW: "127.0.0.1:9" } });
  await moveClockToNoon(app.databaseUrl);
  browser = await openBrowser();
  state = await signUpInNewWindow(app, browser, "admin");
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function open(path: string, title: string, width = 1280): Promise<Page> {
  const { page } = await openPage(app, browser, { state, width });
  await page.goto(`${app.url}${path}`);
  await waitForPage(page, title);
  return page;
}

/** Returns the UTC day of the database. */
async function today(): Promise<string> {
  const text = "select to_char(clock() at time zone 'utc', 'YYYY-MM-DD') as day";
  const { rows }: { rows: { day: string }[] } = await app.ctx.db.query(text, []);
  return rows[0]?.day ?? "";
}

test("a list filtered by one day contains the entries of that day", async () => {
  for (const [path, title, entry] of [
    ["/credits", words.nav.credits, words.ledger.kindName.grant],
    ["/settings/activity", words.audit.ownTitle, words.auditAction.grant],
  ] as const) {
    const page = await open(path, title);
    const day = await today();
    await page.getByLabel("Start date (UTC)").fill(day);
    await page.getByLabel("End date (UTC)").fill(day);
    await page.getByRole("button", { name: words.common.filter }).click();
    await page.waitForURL(`**${path}?from=${day}&to=${day}`);
    await page.getByRole("main").getByText(entry, { exact: true }).and(page.locator("p")).waitFor();
  }
});

test("a day that does not exist is reported and does not break the page", async () => {
  const page = await open("/credits?to=yesterday", words.nav.credits);
  await page.getByRole("alert").getByText(words.error.invalid_request).waitFor();
});

test("a filter that is submitted with the keyboard keeps the focus in its field", async () => {
  const page = await open("/admin/accounts", words.adminNav.accounts);
  const search = page.getByLabel(words.admin.accounts.search);
  await search.fill("absent");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/admin/accounts?text=absent");
  await search.and(page.locator(":focus")).waitFor();
  await page.goBack();
  await page.waitForFunction(() => !location.search);
  expect(await search.inputValue()).toBe("");
});

test("an administrator sees all of the navigation in a low window", async () => {
  const page = await open("/", words.nav.overview, 1440);
  await page.setViewportSize({ width: 1440, height: 760 });
  const nav = page.getByRole("navigation", { name: words.nav.label });
  const hidden = await nav.evaluate((element) => element.scrollHeight - element.clientHeight);
  expect(hidden).toBeLessThanOrEqual(0);
});

test("a menu that is higher than the window can be scrolled", async () => {
  const page = await open("/webhooks", words.nav.webhooks);
  const headers = { origin: app.url };
  const data = { url: "http://127.0.0.1:9/menu", events: ["generation.failed"], label: "Menu" };
  const webhooks = `${app.url}/api/account/webhooks`;
  const { id } = await (await page.request.post(webhooks, { headers, data })).json();
  await page.setViewportSize({ width: 640, height: 360 });
  await page.goto(`${app.url}/webhooks/${id}`);
  await waitForPage(page, "Menu");
  await page.getByRole("button", { name: words.webhooks.test }).click();
  const menu = page.getByRole("menu");
  // It gets its place after it is shown.
  const isInside = async () => {
    const box = await menu.boundingBox();
    return box !== null && box.y >= 0 && box.y + box.height <= 360;
  };
  await eventually(isInside, { message: "the menu is not inside the window" });
  await menu.getByRole("menuitem").last().scrollIntoViewIfNeeded();
});
