import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { type App, startApp } from "../support/app.ts";
import {
  openPage,
  signUp,
  type State,
  waitForPage,
  signUpInNewWindow,
} from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { createKey, translations } from "../support/console.ts";

const words = translations.en;
const REJECTION = {
  status: 400,
  json: { error: { code: "invalid_request", message: "No price for this request." } },
};

let app: App;
let browser: Browser;
let state: State;

beforeAll(async () => {
  app = await startApp({ worker: false });
  browser = await openBrowser();
  state = await signUpInNewWindow(app, browser);
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function openPlayground(as = state): Promise<Page> {
  const { page } = await openPage(app, browser, { state: as });
  await page.goto(`${app.url}/playground`);
  await waitForPage(page, words.nav.playground);
  await page.getByText("8 credits").waitFor();
  return page;
}

function findPrompt(page: Page) {
  return page.getByRole("textbox", { name: words.parameter.prompt });
}

test("a price is shown only for the chosen options, also on a slow connection", async () => {
  const page = await openPlayground();
  const answer = Promise.withResolvers<void>();
  await page.route("**/api/account/quote", async (route) => {
    await answer.promise;
    await route.continue();
  });
  const asked = page.waitForRequest("**/api/account/quote");
  await page.getByLabel(words.parameter.quality, { exact: true }).selectOption("2K");
  await asked;
  await page.getByText("…", { exact: true }).waitFor();
  expect(await page.getByText("8 credits").count()).toBe(0);
  answer.resolve();
  await page.getByText("10 credits", { exact: true }).waitFor();
});

test("one credit is a credit, not credits", async () => {
  const page = await openPlayground();
  await page.getByLabel(words.common.api, { exact: true }).selectOption("plus");
  await page.getByLabel(words.parameter.quality, { exact: true }).selectOption("low");
  await page.getByText("This request costs 1 credit, 1 per image.").waitFor();
});

test("the draft stays when the user visits another page, reads a result or goes back", async () => {
  const page = await openPlayground();
  await findPrompt(page).fill("a kept draft");
  const png = { name: "kept.png", mimeType: "image/png", buffer: Buffer.from("x") };
  await page.getByLabel(words.parameter.referenceImages).setInputFiles(png);
  await page.getByLabel(words.parameter.quality, { exact: true }).selectOption("high");
  await page.getByRole("link", { name: words.nav.keys }).click();
  await waitForPage(page, words.nav.keys);
  await page.goBack();
  await waitForPage(page, words.nav.playground);
  expect(await findPrompt(page).inputValue()).toBe("a kept draft");
  expect(await page.getByLabel(words.parameter.quality, { exact: true }).inputValue()).toBe("high");
  await page.getByAltText("kept.png").waitFor();
});

test("the draft survives the end of a session, but not the sign-in of another account", async () => {
  const visit = await openPage(app, browser);
  await signUp(app, visit.page);
  const own = await visit.page.context().storageState();
  const { email, id } = await (await visit.page.request.get(`${app.url}/api/account`)).json();
  const page = await openPlayground(own);
  await findPrompt(page).fill("interrupted");
  await app.ctx.db.query("delete from sessions where account_id = $1", [id]);
  await page.getByRole("button", { name: words.playground.generate }).click();
  await page.waitForURL(`${app.url}/sign-in?next=%2Fplayground`);
  await signIn(page, email);
  await waitForPage(page, words.nav.playground);
  expect(await findPrompt(page).inputValue()).toBe("interrupted");
  await page.getByRole("button", { name: words.nav.signOut }).click();
  await page.waitForURL(`${app.url}/sign-in`);
  await page.getByRole("link", { name: words.signIn.signUp }).click();
  await signIn(page, `${crypto.randomUUID()}@example.com`);
  await waitForPage(page, words.nav.overview);
  await page.getByRole("link", { name: words.nav.playground }).click();
  await waitForPage(page, words.nav.playground);
  expect(await findPrompt(page).inputValue()).toBe("");
});

async function signIn(page: Page, email: string): Promise<void> {
  await page.locator("[name=email]").fill(email);
  await page.locator("[name=password]").fill("correct horse battery");
  await page.locator("[type=submit]").click();
}

test("a key that another tab revokes disappears from the code examples", async () => {
  const page = await openPlayground();
  const key = await createKey({ page, words }, "Elsewhere");
  const listed = page.waitForResponse(`${app.url}/api/account/keys`);
  await page.getByRole("link", { name: words.nav.playground }).click();
  const code = page.locator("pre[aria-label=curl]");
  await code.getByText(key).waitFor();
  // While the list of keys is requested, it is not requested again.
  await (await listed).finished();
  const { data } = await (await page.request.get(`${app.url}/api/account/keys`)).json();
  const headers = { origin: app.url };
  await page.request.delete(`${app.url}/api/account/keys/${data[0].id}`, { headers });
  // As when the user comes back to the tab.
  await page.evaluate(() => dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  await code.getByText("YOUR_API_KEY").waitFor();
});

test("the price of another API and its error are announced by the same live region", async () => {
  const page = await openPlayground();
  await page.getByLabel(words.common.api, { exact: true }).selectOption("art");
  const region = page.locator("[aria-live]").filter({ hasText: "This request costs 10 credits" });
  const element = await region.elementHandle();
  await page.route("**/api/account/quote", (route) => route.fulfill(REJECTION));
  await page.getByLabel(words.parameter.images, { exact: true }).selectOption("2");
  await page.getByText("No price for this request.").nth(1).waitFor();
  expect(await element?.evaluate((node) => [node.isConnected, node.textContent])).toEqual([
    true,
    "No price for this request.",
  ]);
});

test("a text that is pasted with an image of it adds no reference image", async () => {
  const page = await openPlayground();
  await findPrompt(page).evaluate((field) => {
    const data = new DataTransfer();
    data.setData("text/plain", "from a spreadsheet");
    data.items.add(new File(["x"], "cells.png", { type: "image/png" }));
    const options = { bubbles: true, cancelable: true, clipboardData: data };
    field.dispatchEvent(new ClipboardEvent("paste", options));
  });
  await findPrompt(page).fill("from a spreadsheet");
  expect(await page.getByAltText("cells.png").count()).toBe(0);
});
