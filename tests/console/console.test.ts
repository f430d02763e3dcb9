import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import * as credits from "../../src/core/billing/grants.ts";
import { type App, startApp } from "../support/app.ts";
import {
  findAccessibilityViolations,
  waitForPage,
  signUp,
  type State,
  navigate,
  openPage,
  signUpInNewWindow,
} from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import * as walk from "../support/console.ts";
import { sendRequest, signUp as signUpByCall } from "../support/account-client.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";
import { type Upstream, startUpstream } from "../support/upstream.ts";
import { sendError } from "../support/upstream/behaviors.ts";

const NAMES = [
  ...["overview", "playground", "generations", "keys", "credits", "usage", "webhooks", "settings"],
];
const HOSTILE = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
const DIALOG = "[role=dialog], [role=alertdialog]";
const REFUSAL = { status: 400, type: "invalid_request_error", code: "invalid_value" };

let receiver: Receiver;
let upstream: Upstream;
let app: App;
let browser: Browser;
let state: State;

beforeAll(async () => {
  receiver = startReceiver();
  upstream = await startUpstream();
  const provider = { PROVIDER: "openai", OPENAI_API_KEY: "sk-1", OPENAI_BASE_URL: upstream.url };
  app = await startApp({ env: { OUTBOUND_ALLOW: receiver.host, ...provider } });
  browser = await openBrowser();
  state = await signUpInNewWindow(app, browser);
});

afterAll(async () => {
  await browser.close();
  await app.stop();
  await upstream.stop();
  await receiver.stop();
});

describe.each(Object.entries(walk.translations))("in %s", (locale, words) => {
  let page: Page;
  let faults: string[];

  test("a visitor signs up, generates an image, adds a webhook and revokes a key", async () => {
    ({ page, faults } = await openPage(app, browser, { locale }));
    const visitor = { page, words };
    await signUp(app, page);
    const key = await walk.createKey(visitor, "Shop");
    expect(key).toStartWith("gih_live_");
    await walk.submitPrompt(visitor, "A paper boat on a calm lake at dawn");
    expect(await walk.getImageWidth(page, "A paper boat on a calm lake at dawn")).toBe(1024);
    const receipt = page.getByRole("region", { name: words.receipt.title });
    const { captured, released } = words.receipt;
    expect(await receipt.textContent()).toContain(`${captured}8${released}0`);
    const path = `/hook/${locale}`;
    await walk.addWebhook(visitor, { address: receiver.url(path), label: "Hook" });
    await walk.sendTest(visitor, `${words.deliveries.statusName.delivered} · 200`);
    await page.getByLabel(words.deliveries.response).getByText("taken").waitFor();
    expect(receiver.at(path).map(({ event }) => event)).toEqual(["generation.succeeded"]);
    await page.keyboard.press("Escape");
    await walk.revoke(visitor, "Shop");
    const headers = { authorization: `Bearer ${key}` };
    expect((await app.fetch("/api/v1/credits", { headers })).status).toBe(401);
    expect(faults).toEqual([]);
  });

  test("every page is accessible and fits a phone", async () => {
    await page.emulateMedia({ colorScheme: locale === "en" ? "light" : "dark" });
    await page.setViewportSize({ width: 360, height: 800 });
    for (const name of NAMES) {
      await navigate(page, `/${name === "overview" ? "" : name}`);
      const title = Object.entries(words.nav).find(([key]) => key === name)?.[1] ?? "";
      await waitForPage(page, title);
      // Once per theme. The other languages have the same structure.
      const found = isChecked(locale) ? await findAccessibilityViolations(page) : [];
      expect({ name, found, wide: await walk.isWide(page) }).toEqual({
        name,
        found: [],
        wide: false,
      });
    }
    expect(await page.locator("html").getAttribute("lang")).toBe(locale);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

test("a sign-in from the docs leads back to them and offers a test key", async () => {
  const { email, password } = await signUpByCall(app);
  const { page, faults } = await openPage(app, browser);
  await page.goto(`${app.url}/docs/idempotency?lang=en`);
  await page.locator("summary", { hasText: "Test key" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.locator("[name=email]").fill(email);
  await page.locator("[name=password]").fill(password);
  await page.locator("[type=submit]").click();
  await page.waitForURL(`${app.url}/docs/idempotency`);
  await page.locator("summary", { hasText: "Test key" }).click();
  await page.getByRole("button", { name: "Create a test key" }).waitFor();
  expect(faults).toEqual([]);
});

test("navigation starts at the top of a page, and going back restores the scroll position", async () => {
  const { page, faults } = await openPage(app, browser, { state });
  // Lower than every page.
  await page.setViewportSize({ width: 1280, height: 300 });
  await page.goto(app.url);
  await waitForPage(page, "Overview");
  await page.evaluate(() => scrollTo(0, 120));
  await page.getByRole("link", { name: "Playground" }).click();
  await waitForPage(page, "Playground");
  expect(await page.evaluate(() => scrollY)).toBe(0);
  await page.goBack();
  await waitForPage(page, "Overview");
  await page.waitForFunction(() => scrollY === 120);
  expect(faults).toEqual([]);
  await page.context().close();
});

test("pages that cannot be fetched after an update are loaded by a reload", async () => {
  const { page, faults } = await openPage(app, browser, { state });
  await page.goto(app.url);
  await waitForPage(page, "Overview");
  await page.route(/assets\/pages-/, (route) => route.fulfill({ status: 404 }));
  await page.getByRole("link", { name: "API keys" }).click();
  await page.getByRole("main").getByRole("alert").waitFor();
  await page.unroute(/assets\/pages-/);
  const loaded = page.waitForEvent("load");
  await page.getByRole("button", { name: walk.translations.en.common.tryAgain }).click();
  await loaded;
  await waitForPage(page, "API keys");
  expect(faults).toEqual([]);
  await page.context().close();
});

test("untrusted text is rendered as text and has no effect", async () => {
  const { page, faults } = await openPage(app, browser, { state });
  const visitor = { page, words: walk.translations.en };
  await page.goto(app.url);
  const label = HOSTILE.slice(0, 60);
  await walk.createKey(visitor, label);
  // The message of a provider that rejects a request.
  upstream.respondWith(({ reply }) => sendError(reply, { ...REFUSAL, message: `No: ${HOSTILE}` }));
  await walk.submitPrompt(visitor, `A hill ${HOSTILE}`);
  await page.getByText("rejected the request as invalid. Change the request").waitFor();
  await page.getByText("You weren't charged.").waitFor();
  await page.getByRole("link", { name: "View details" }).click();
  await page.getByText(`A hill ${HOSTILE}`).first().waitFor();
  // The provider's message is not shown.
  expect(await page.getByText("No: ").count()).toBe(0);
  // The response of an endpoint.
  receiver.answer("/hostile", () => {
    return new Response(HOSTILE, { status: 500, headers: { "x-said": HOSTILE } });
  });
  await walk.addWebhook(visitor, { address: receiver.url("/hostile"), label });
  await walk.sendTest(visitor, "Failed · 500");
  const reply = await page.getByLabel("Response").textContent();
  expect(reply?.split(HOSTILE)).toHaveLength(3);
  await hasNoEffect(page);
  // The user agent, the account's name and the note of a grant.
  await storeHostileText(page, label);
  await page.goto(`${app.url}/settings`);
  await page.getByRole("region", { name: "Sessions" }).getByText(HOSTILE).waitFor();
  await page.getByText(label).first().waitFor();
  await page.goto(`${app.url}/credits`);
  await page.getByRole("region", { name: "Credit grants" }).getByText(HOSTILE).waitFor();
  await page.getByRole("region", { name: "Transactions" }).getByText(HOSTILE).waitFor();
  await hasNoEffect(page);
  expect(faults).toEqual([]);
  await page.context().close();
});

test("every dialog can be used with the keyboard only and returns the focus", async () => {
  const { page, faults } = await openPage(app, browser, { state });
  const visitor = { page, words: walk.translations.en };
  await page.goto(app.url);
  await walk.createKey(visitor, "Desk");
  await walk.addWebhook(visitor, { address: receiver.url("/desk"), label: "Desk" });
  await walk.sendTest(visitor, "Delivered · 200");
  await page.keyboard.press("Escape");
  const endpoint = new URL(page.url()).pathname;
  for (const [index, window] of dialogs(endpoint).entries()) {
    // A color in transition has no defined contrast.
    const colorScheme = index % 2 === 0 ? "light" : "dark";
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const isThere = new URL(page.url()).pathname === window.path;
    if (!isThere) await navigate(page, window.path);
    const trigger = page.getByRole("button", { name: window.button }).first();
    await trigger.focus();
    await page.keyboard.press("Enter");
    if (window.item !== undefined) await chooseItem(page, window.item);
    const dialog = page.locator(DIALOG);
    await dialog.waitFor();
    if (window.submits) {
      await dialog.locator("input").first().press("Enter");
      await dialog.getByRole("textbox", { name: "Key" }).waitFor();
    }
    await tabAround(page);
    expect({ window, found: await findAccessibilityViolations(page, DIALOG) }).toEqual({
      window,
      found: [],
    });
    if (window.submits) await confirmSecret(page);
    else await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await trigger.and(page.locator(":focus")).waitFor();
  }
  expect(faults).toEqual([]);
  await page.context().close();
});

/** Each dialog: its page, the button that opens it and the menu item, if any. */
function dialogs(endpoint: string): DialogCase[] {
  const more = { path: endpoint, button: "More actions" };
  return [
    { path: "/keys", button: "Create key" },
    { path: "/keys", button: "Create key", submits: true },
    { path: "/keys", button: "Actions for Desk", item: "Rotate" },
    { path: "/keys", button: "Actions for Desk", item: "Revoke" },
    { path: "/webhooks", button: "Add endpoint" },
    { path: endpoint, button: "generation.succeeded" },
    { path: endpoint, button: "Resend failed" },
    { ...more, item: "Edit endpoint" },
    { ...more, item: "Rotate secret" },
    { ...more, item: "Delete endpoint" },
    { path: "/settings", button: "Delete account" },
  ];
}

interface DialogCase {
  path: string;
  button: string;
  item?: string;
  /** Whether the form is submitted, which opens another dialog. */
  submits?: boolean;
}

async function chooseItem(page: Page, name: string): Promise<void> {
  const focused = page.getByRole("menuitem").and(page.locator(":focus"));
  for (let steps = 0; ; steps += 1) {
    const current = (await focused.textContent()) ?? "";
    if (current === name) break;
    if (steps > 9) throw new Error(`No arrow leads to ${name}.`);
    await page.keyboard.press("ArrowDown");
    // The focus moves after the key.
    await focused.filter({ hasText: current }).waitFor({ state: "detached" });
  }
  await page.keyboard.press("Enter");
}

/** Confirms that the dialog with a secret closes only with its own button. */
async function confirmSecret(page: Page): Promise<void> {
  await page.keyboard.press("Escape");
  const dialog = page.locator(DIALOG);
  expect(await dialog.getByRole("button", { name: "Close" }).count()).toBe(0);
  await dialog.getByRole("textbox", { name: "Key" }).waitFor();
  await dialog.getByRole("button", { name: "I've saved my key" }).press("Enter");
}

/** Presses Tab at both ends of the open dialog. Throws if the focus leaves it. */
async function tabAround(page: Page): Promise<void> {
  const stops = page.locator(DIALOG).locator("button, input, select, a[href], [tabindex='0']");
  const inside = page.locator(`:is(${DIALOG}) :focus`);
  await inside.waitFor();
  await stops.last().focus();
  await page.keyboard.press("Tab");
  await inside.waitFor();
  await stops.first().focus();
  await page.keyboard.press("Shift+Tab");
  await inside.waitFor();
}

/** Stores hostile text in the account's name, the note of a grant and a user agent. */
async function storeHostileText(page: Page, name: string): Promise<void> {
  const account = await (await page.request.get(`${app.url}/api/account`)).json();
  const { id: accountId, email, csrf_token } = account;
  const headers = { "x-csrf-token": csrf_token, origin: app.url };
  await page.request.patch(`${app.url}/api/account`, { headers, data: { name } });
  await credits.createGrant(app.ctx, { accountId, credits: 1, source: "promo", note: HOSTILE });
  await sendRequest(app, "/api/auth/sign-in", {
    json: { email, password: "correct horse battery" },
    headers: { "user-agent": HOSTILE },
  });
}

async function hasNoEffect(page: Page): Promise<void> {
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await page.title()).not.toBe("owned");
}

/** Returns whether accessibility is checked: for one language in light and one in dark. */
function isChecked(locale: string): boolean {
  return locale === "en" || locale === "tr";
}
