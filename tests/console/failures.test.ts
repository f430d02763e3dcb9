import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import postgres from "postgres";
import { type App, startApp } from "../support/app.ts";
import {
  openPage,
  signUp,
  type State,
  waitForPage,
  signUpInNewWindow,
} from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { translations } from "../support/console.ts";
import { type Upstream, startUpstream } from "../support/upstream.ts";

const words = translations.en;
// As Caddy and others answer for a server that does not run: without a body.
const EMPTY = { status: 502, headers: { "content-length": "0" }, body: "" };
const HTML = { status: 403, contentType: "text/html", body: "<h1>Forbidden</h1>" };

let upstream: Upstream;
let app: App;
let browser: Browser;
let state: State;

beforeAll(async () => {
  upstream = await startUpstream();
  const provider = { PROVIDER: "openai", OPENAI_API_KEY: "sk-1", OPENAI_BASE_URL: upstream.url };
  app = await startApp({ env: provider });
  browser = await openBrowser();
  state = await signUpInNewWindow(app, browser);
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser.close();
  await app.stop();
  await upstream.stop();
});

async function open(path: string, title: string, as = state): Promise<Page> {
  const { page } = await openPage(app, browser, { state: as });
  await page.goto(`${app.url}${path}`);
  await waitForPage(page, title);
  return page;
}

for (const [name, answer] of Object.entries({ "an empty 502": EMPTY, "an HTML page": HTML })) {
  test(`a change that a proxy answers with ${name} is an error, not a success`, async () => {
    const page = await open("/keys", words.nav.keys);
    await page.getByRole("button", { name: words.keys.create }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: words.keys.create }).click();
    await page.getByRole("button", { name: words.keys.saved }).click();
    await page
      .getByRole("button", { name: /^Actions for/ })
      .first()
      .click();
    await page.getByRole("menuitem", { name: words.keys.revoke }).click();
    await page.route("**/api/account/keys/*", (route) => route.fulfill(answer));
    const asked = page.getByRole("alertdialog");
    await asked.getByRole("button", { name: words.keys.revoke }).click();
    await page.getByText(words.error.unreachable).first().waitFor();
    expect(await page.getByText(words.keys.revoked).count()).toBe(0);
  });

  test(`a page whose data a proxy answers with ${name} shows an error and recovers`, async () => {
    const { page } = await openPage(app, browser, { state });
    await page.route("**/api/account/keys", (route) => route.fulfill(answer));
    await page.goto(`${app.url}/keys`);
    await page.getByRole("main").getByText(words.error.unreachable).waitFor();
    await page.unrouteAll();
    await page.getByRole("button", { name: words.common.tryAgain }).click();
    await page.getByRole("alert").waitFor({ state: "detached" });
    await waitForPage(page, words.nav.keys);
  });
}

test("a sign-out that fails says so, and the page stays", async () => {
  const page = await open("/keys", words.nav.keys);
  await page.route("**/api/auth/sign-out", (route) => route.fulfill(EMPTY));
  await page.getByRole("button", { name: words.nav.signOut }).click();
  await page.getByText(words.error.unreachable).first().waitFor();
  expect(new URL(page.url()).pathname).toBe("/keys");
  // Another window, because the first one still shows the message.
  const offline = await open("/keys", words.nav.keys);
  await offline.context().setOffline(true);
  await offline.getByText(words.offline.title).waitFor();
  await offline.getByRole("button", { name: words.nav.signOut }).click();
  await offline.getByText(words.error.unreachable).first().waitFor();
  expect(new URL(offline.url()).pathname).toBe("/keys");
});

test("a link with filters is opened after the sign-in with its filters", async () => {
  const { page } = await openPage(app, browser);
  await signUp(app, page);
  const { email } = await (await page.request.get(`${app.url}/api/account`)).json();
  await page.context().clearCookies();
  await page.goto(`${app.url}/generations?status=failed&view=table`);
  await page.locator("[name=email]").fill(email);
  await page.locator("[name=password]").fill("correct horse battery");
  await page.locator("[type=submit]").click();
  await waitForPage(page, words.nav.generations);
  const { search } = new URL(page.url());
  expect(search).toBe("?status=failed&view=table");
  const status = page.getByLabel(words.common.status, { exact: true });
  expect(await status.inputValue()).toBe("failed");
});

test("a cancel of a running generation says that it was requested", async () => {
  upstream.respondWith("hold");
  const page = await open("/playground", words.nav.playground);
  await page.getByRole("textbox", { name: words.parameter.prompt }).fill("a running one");
  await page.getByText("8 credits").waitFor();
  await page.getByRole("button", { name: words.playground.generate }).click();
  await upstream.arrived(1);
  await page.getByRole("link", { name: words.playground.viewDetails }).click();
  await page.getByText(words.generationStatus.running, { exact: true }).first().waitFor();
  const { canceled, requested } = words.generations.cancelOutcome;
  const database = postgres(app.databaseUrl, { max: 1 });
  await database.begin(async (transaction) => {
    // The worker cannot end the generation before the request to cancel it is answered.
    await transaction`select 1 from credit_holds for update`;
    await page.getByRole("button", { name: words.generation.cancel }).click();
    await page.getByText(requested).first().waitFor();
    expect(await page.getByText(canceled).count()).toBe(0);
  });
  await database.end();
  await page.getByText(words.generationStatus.canceled, { exact: true }).first().waitFor();
  upstream.release();
});

test("a browser without access to the clipboard says so", async () => {
  const { page, faults } = await openPage(app, browser, { state });
  // Pages over plain HTTP have no clipboard.
  await page.addInitScript(() =>
    Object.defineProperty(navigator, "clipboard", { value: undefined }),
  );
  await page.goto(`${app.url}/playground`);
  await waitForPage(page, words.nav.playground);
  await page.getByRole("button", { name: words.common.copy }).first().click();
  await page.getByText(words.common.copyFailed).first().waitFor();
  expect(faults).toEqual([]);
});
