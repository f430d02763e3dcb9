import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { type App, startApp } from "../support/app.ts";
import {
  findAccessibilityViolations,
  openPage,
  signUp,
  type State,
  waitForPage,
} from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { isWide, setLanguage, translations } from "../support/console.ts";

const PAGE_SIZE = 20;
const { audit, auditAction, common, pager, settings } = translations.en;

let app: App;
let browser: Browser;
let state: State;
let email: string;

beforeAll(async () => {
  app = await startApp({ worker: false });
  browser = await openBrowser();
  const { page } = await openPage(app, browser);
  state = await signUp(app, page);
  ({ email } = await (await page.request.get(`${app.url}/api/account`)).json());
  const headers = { origin: app.url };
  const key = { headers, data: { dialect: "hub", label: "Shop" } };
  await page.request.post(`${app.url}/api/account/keys`, key);
  await page.context().close();
  // Without the cookies of the page, it is another device.
  for (let attempt = 1; attempt <= 11; attempt += 1) {
    const json = JSON.stringify({ email, password: `wrong password ${attempt}` });
    const init = { method: "POST", headers: { "content-type": "application/json" }, body: json };
    await app.fetch("/api/auth/sign-in", init);
  }
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function openActivity(options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
  const { page } = await openPage(app, browser, { state, ...options });
  await setLanguage(app, page, "en");
  await page.goto(`${app.url}/settings/activity`);
  await waitForPage(page, audit.ownTitle);
  return page;
}

function listEntries(page: Page) {
  // Some entries contain lists.
  return page.getByRole("list", { name: audit.title }).locator("> li");
}

test("the settings lead to the activity with sign-ins, wrong passwords and changes", async () => {
  const { page, faults } = await openPage(app, browser, { state });
  await setLanguage(app, page, "en");
  await page.goto(`${app.url}/settings`);
  await page.getByRole("link", { name: audit.showOwn }).click();
  await waitForPage(page, audit.ownTitle);
  const entries = listEntries(page);
  const first = entries.filter({ hasText: auditAction.session.fail }).last();
  await first.getByText("attempts: 1", { exact: true }).waitFor();
  await first.getByText(audit.anonymous).waitFor();
  await first.getByText("127.0.0.1").waitFor();
  await entries.filter({ hasText: "attempts: 10" }).waitFor();
  await entries.filter({ hasText: auditAction.session.lock }).waitFor();
  await entries.filter({ hasText: auditAction.session.start }).getByText(email).waitFor();
  await entries.filter({ hasText: auditAction.key.create }).getByText("label: Shop").waitFor();
  await page.getByRole("link", { name: translations.en.nav.settings }).last().click();
  await waitForPage(page, translations.en.nav.settings);
  await page.getByText(settings.sessions, { exact: true }).first().waitFor();
  expect(faults).toEqual([]);
});

test("a filter is kept in the URL and applies to the exports", async () => {
  const page = await openActivity();
  await page.getByLabel(audit.action).selectOption(auditAction.session.fail);
  await page.getByRole("button", { name: common.filter }).click();
  await page.waitForURL(`${app.url}/settings/activity?action=session.fail`);
  const others = listEntries(page).filter({ hasText: auditAction.key.create });
  await others.first().waitFor({ state: "detached" });
  await listEntries(page).nth(1).waitFor();
  expect(await listEntries(page).count()).toBe(2);
  await page.reload();
  await waitForPage(page, audit.ownTitle);
  expect(await listEntries(page).count()).toBe(2);
  const downloaded = page.waitForEvent("download");
  await page.getByRole("link", { name: audit.exportCsv }).click();
  const path = await (await downloaded).path();
  const lines = (await Bun.file(path).text()).trim().split("\r\n");
  expect(lines.length).toBe(3);
  for (const line of lines.slice(1)) expect(line).toContain("session.fail");
});

test("a filter without entries says so", async () => {
  const page = await openActivity();
  await page.getByLabel(audit.action).selectOption(auditAction.webhook.create);
  await page.getByRole("button", { name: common.filter }).click();
  await page.getByText(audit.none).waitFor();
});

test("older entries follow on the next page", async () => {
  const { page } = await openPage(app, browser);
  await signUp(app, page);
  for (let index = 0; index < PAGE_SIZE; index += 1) {
    const init = { headers: { origin: app.url }, data: { name: `Name ${index}` } };
    await page.request.patch(`${app.url}/api/account`, init);
  }
  await page.goto(`${app.url}/settings/activity`);
  await waitForPage(page, audit.ownTitle);
  await listEntries(page)
    .nth(PAGE_SIZE - 1)
    .waitFor();
  await page.getByRole("button", { name: pager.older }).click();
  await listEntries(page).filter({ hasText: auditAction.session.start }).waitFor();
});

describe.each(Object.entries(translations))("in %s", (locale, words) => {
  test.each([360, 1280])("the page is accessible and fits a width of %i", async (width) => {
    const colorScheme = locale === "en" || locale === "zh-TW" ? "light" : "dark";
    const { page } = await openPage(app, browser, { state, locale, colorScheme, width });
    await setLanguage(app, page, locale);
    await page.goto(`${app.url}/settings/activity`);
    await waitForPage(page, words.audit.ownTitle);
    await page.getByText(words.auditAction.session.lock).last().waitFor();
    expect(await findAccessibilityViolations(page)).toEqual([]);
    expect(await isWide(page)).toBe(false);
  });
});
