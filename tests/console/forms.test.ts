import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import * as accounts from "../../src/core/accounts/accounts.ts";
import { type App, startApp } from "../support/app.ts";
import {
  waitForPage,
  type State,
  navigate,
  openPage,
  readDescription,
  signUpInNewWindow,
} from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { setLanguage, translations } from "../support/console.ts";

const LONG_EMAIL = `${"a-very-long-name".repeat(4)}@${"department-of-images".repeat(8)}.example.com`;

let app: App;
let browser: Browser;
let state: State;

beforeAll(async () => {
  app = await startApp({ worker: false });
  browser = await openBrowser();
  state = await signUpInNewWindow(app, browser);
});

afterAll(async () => {
  await browser.close();
  await app.stop();
});

describe.each(Object.entries(translations))("in %s", (locale, words) => {
  test("a wrong current password is reported at its field in both forms", async () => {
    const { page } = await openPage(app, browser, { state, locale });
    await setLanguage(app, page, locale);
    await page.goto(`${app.url}/settings`);
    await waitForPage(page, words.nav.settings);
    await page.getByLabel(words.settings.currentPassword).fill("not my password");
    await page.getByLabel(words.settings.newPassword).fill("another horse battery");
    await page.getByRole("button", { name: words.settings.changePassword }).click();
    await page.getByRole("alert").getByText(words.settings.wrongPassword).waitFor();
    await page.getByRole("button", { name: words.settings.deleteAccount }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(words.common.password).fill("not my password");
    await dialog.getByRole("button", { name: words.settings.deleteAccount }).click();
    await dialog.getByRole("alert").getByText(words.settings.wrongPassword).waitFor();
    expect(await page.getByText(words.error.invalid_request).count()).toBe(0);
    await page.context().close();
  });
});

test("the settings page downloads the data of the account", async () => {
  const { page } = await openPage(app, browser, { state });
  await setLanguage(app, page, "en");
  await page.goto(`${app.url}/settings`);
  await waitForPage(page, "Settings");
  const downloaded = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export data" }).click();
  const download = await downloaded;
  expect(download.suggestedFilename()).toBe("darkroom-export.zip");
  expect(await download.failure()).toBeNull();
  await page.context().close();
});

test("files that cannot be reference images are named, and so is the limit", async () => {
  const { page } = await openPage(app, browser, { state });
  await setLanguage(app, page, "en");
  await page.goto(`${app.url}/playground`);
  await waitForPage(page, "Playground");
  const field = page.getByLabel("Reference images");
  const png = (name: string) => ({ name, mimeType: "image/png", buffer: Buffer.from("x") });
  const text = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("x") };
  await field.setInputFiles([png("one.png"), text]);
  const notice = page.getByRole("alert");
  await notice
    .getByText("Only PNG, JPEG and WebP images can be added. Skipped: notes.txt")
    .waitFor();
  await field.setInputFiles(Array.from({ length: 16 }, (_, index) => png(`${index}.png`)));
  await notice.getByText("Only 16 reference images can be added. Skipped: 15.png").waitFor();
  expect(await page.getByRole("button", { name: /^Remove / }).count()).toBe(16);
  await page.context().close();
});

test("a missing prompt is reported at its field, and a long one with its length", async () => {
  const { page } = await openPage(app, browser, { state });
  await page.goto(`${app.url}/playground`);
  await waitForPage(page, "Playground");
  await page.getByRole("button", { name: "Generate" }).click();
  await page.getByText("This field is required.").waitFor();
  await page.getByRole("textbox", { name: "Prompt" }).fill("x".repeat(31_990));
  await page.getByText("31,990 of 32,000 characters").waitFor();
  await page.context().close();
});

test("the hint of a select is its description for screen readers", async () => {
  const { page } = await openPage(app, browser, { state });
  await page.goto(`${app.url}/playground`);
  await waitForPage(page, "Playground");
  const quality = page.getByLabel("Quality", { exact: true });
  const hint = translations.en.playground.resolutionHint;
  expect(await readDescription(quality)).toBe(hint);
  await page.context().close();
});

test("a key for an excluded API cannot be created, and an existing one is marked", async () => {
  const { page } = await openPage(app, browser, { state });
  await page.goto(`${app.url}/keys`);
  await waitForPage(page, "API keys");
  await page.getByRole("button", { name: "Create key" }).first().click();
  const dialog = page.getByRole("dialog");
  const create = dialog.getByRole("button", { name: "Create key" });
  await dialog.getByLabel("API", { exact: true }).selectOption("plus");
  await dialog.getByText("Not included in the FREE plan").waitFor();
  expect(await create.isDisabled()).toBe(true);
  await dialog.getByLabel("API", { exact: true }).selectOption("hub");
  expect(await create.isDisabled()).toBe(false);
  const { csrf_token } = await (await page.request.get(`${app.url}/api/account`)).json();
  const headers = { "x-csrf-token": csrf_token, origin: app.url };
  await page.request.post(`${app.url}/api/account/keys`, { headers, data: { dialect: "plus" } });
  await page.reload();
  await page.getByText("Your plan doesn't include this API.").waitFor();
  await page.context().close();
});

test("the playground offers no more images than the chosen API accepts, and shows its price", async () => {
  const { page } = await openPage(app, browser, { state });
  await page.goto(`${app.url}/playground`);
  await waitForPage(page, "Playground");
  const counts = page.getByLabel("Images", { exact: true });
  const offered = async () => (await counts.locator("option").allTextContents()).at(-1);
  const api = page.getByLabel("API", { exact: true });
  for (const [dialect, most] of [
    ["openai", "10"],
    ["art", "10"],
    ["plus", "4"],
    ["hub", "4"],
  ] as const) {
    await api.selectOption(dialect);
    expect([dialect, await offered()]).toEqual([dialect, most]);
  }
  await api.selectOption("openai");
  await counts.selectOption("6");
  await api.selectOption("plus");
  expect(await counts.inputValue()).toBe("4");
  await page.getByText("This request costs 16 credits, 4 per image.").waitFor();
  await api.selectOption("art");
  await counts.selectOption("2");
  await page.getByText("This request costs 20 credits, 10 per image.").waitFor();
  await page.context().close();
});

test("images dropped anywhere on the page or pasted become reference images", async () => {
  const { page } = await openPage(app, browser, { state });
  await page.goto(`${app.url}/playground`);
  await waitForPage(page, "Playground");
  await send(page, "dragover");
  await page.getByText("Drop images anywhere").waitFor();
  expect(await send(page, "drop")).toBe(true);
  await page.getByAltText("drop.png").waitFor();
  await page.getByText("Drop images anywhere").waitFor({ state: "detached" });
  await send(page, "paste");
  await page.getByAltText("paste.png").waitFor();
  expect(await page.getByAltText("drop.png").count()).toBe(1);
  await page.context().close();
});

test("a price that is still needed is not removed, and its dialog says why", async () => {
  await app.ctx.db.query("update accounts set admin = true", []);
  const { page } = await openPage(app, browser, { state });
  await page.goto(`${app.url}/admin/prices`);
  await page.getByRole("button", { name: "Actions for Image Hub API, Every model, 1K" }).click();
  await page.getByRole("menuitem", { name: "Remove", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("Simpler prices");
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  const rejection = dialog.getByRole("alert");
  await rejection.getByText("gpt-image-2, hub, 1K, auto would have no price").waitFor();
  await page.context().close();
});

test("the settings of a plan are changed with a reason, and its limits are kept", async () => {
  await app.ctx.db.query("update accounts set admin = true", []);
  const { page } = await openPage(app, browser, { state });
  await setLanguage(app, page, "en");
  await page.goto(`${app.url}/admin/plans`);
  await page.getByRole("button", { name: "Actions for FREE" }).click();
  await page.getByRole("menuitem", { name: "Edit plan" }).click();
  // Not that of the toast.
  const dialog = page.getByRole("dialog", { name: "Edit plan" });
  await dialog.getByLabel("Keep generations (days)").fill("30");
  await dialog.getByLabel("Maximum key lifetime (days)").fill("90");
  await dialog.getByLabel("Priority").fill("7");
  await dialog.getByLabel("Blocked requests per day before suspension").fill("20");
  await dialog.getByLabel("Minimum moderation").selectOption("auto");
  await dialog.getByLabel("Image metadata").selectOption("remove");
  await dialog.getByLabel("Reason").fill("New terms");
  await dialog.getByRole("button", { name: "Save" }).click();
  const row = page.getByRole("row").filter({ hasText: "FREE" });
  await row.getByText("30 days").waitFor();
  await row.getByText("90 days").waitFor();
  await row.getByText("Metadata removed").waitFor();
  await dialog.waitFor({ state: "detached" });
  await page.goto(`${app.url}/admin/audit`);
  const lines = page.getByRole("list", { name: "Audit log" }).getByRole("listitem");
  const line = lines.filter({ hasText: "New terms" });
  await line.locator("summary").click();
  for (const change of [
    ...["retention_days: – → 30", "min_moderation: low → auto"],
    ...["priority: 0 → 7", "blocked_per_day: – → 20"],
  ]) {
    await line.getByText(change).waitFor();
  }
  expect(await line.getByText(/access/).count()).toBe(0);
  const { rows } = await app.ctx.db.query(
    "select requests_per_hour from plan_access where plan_id = 'free' and dialect = 'plus'",
    [],
  );
  expect<unknown[]>(rows).toEqual([{ requestsPerHour: 600 }]);
  await page.context().close();
});

test("the longest email address makes no page wider than the viewport", async () => {
  const { id } = await accounts.createAccount(app.ctx, { email: LONG_EMAIL, planId: "pro" });
  await app.ctx.db.query("update accounts set admin = true", []);
  const { page } = await openPage(app, browser, { state });
  await page.goto(`${app.url}/admin/accounts`);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    for (const [path, title] of [
      ["/admin/accounts", "Accounts"],
      [`/admin/accounts/${id}`, LONG_EMAIL],
      [`/admin/audit?account=${id}`, "Audit log"],
    ] as const) {
      await navigate(page, path);
      await waitForPage(page, title);
      expect({ path, width, over: await overflow(page) }).toEqual({ path, width, over: 0 });
    }
  }
  await page.context().close();
});

/** Dispatches an event with one file at the heading. Returns whether its default was prevented. */
function send(page: Page, type: "dragover" | "drop" | "paste"): Promise<boolean> {
  return page.evaluate((name) => {
    const data = new DataTransfer();
    data.items.add(new File(["x"], `${name}.png`, { type: "image/png" }));
    const options = { bubbles: true, cancelable: true };
    const event =
      name === "paste"
        ? new ClipboardEvent(name, { ...options, clipboardData: data })
        : new DragEvent(name, { ...options, dataTransfer: data });
    return document.querySelector("h1")?.dispatchEvent(event) === false;
  }, type);
}

/** Returns how many pixels the page is wider than the viewport. */
function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

test("the owner of a suspended account sees a notice, and an admin lifts the suspension", async () => {
  const { page } = await openPage(app, browser, { state });
  await setLanguage(app, page, "en");
  const { id } = await (await page.request.get(`${app.url}/api/account`)).json();
  const suspend = "update accounts set admin = true, suspended_at = clock() where id = $1";
  await app.ctx.db.query(suspend, [id]);
  for (const path of ["/", "/playground"]) {
    await page.goto(`${app.url}${path}`);
    await page.getByText("Your account is suspended").waitFor();
  }
  await page.goto(`${app.url}/admin/accounts/${id}`);
  await page.getByText("Suspended since").waitFor();
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Lift suspension" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("A mistake");
  await dialog.getByRole("button", { name: "Lift suspension" }).click();
  await page.getByText("Suspended since").waitFor({ state: "detached" });
  await page.goto(app.url);
  await page.getByRole("link", { name: "Generate image" }).first().waitFor();
  expect(await page.getByText("Your account is suspended").count()).toBe(0);
  await page.context().close();
});
