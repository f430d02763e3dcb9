import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { updateAccount } from "../../src/core/accounts/admin.ts";
import { CLI } from "../../src/core/audit/actor.ts";
import { signUp } from "../support/account-client.ts";
import { type App, startApp } from "../support/app.ts";
import { openPage, type State, waitForPage, signUpInNewWindow } from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { setLanguage, translations } from "../support/console.ts";

const words = translations.en;

let app: App;
let browser: Browser;
let state: State;

beforeAll(async () => {
  app = await startApp({ worker: false, env: { OUTBOUND_ALLOW: "127.0.0.1:9" } });
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

async function open(path: string, title: string, locale = "en"): Promise<Page> {
  const { page } = await openPage(app, browser, { state, locale });
  await setLanguage(app, page, locale);
  await page.goto(`${app.url}${path}`);
  await waitForPage(page, title);
  return page;
}

test("every value that the browser rejects is explained at its field", async () => {
  const page = await open("/keys", words.nav.keys);
  await page.getByRole("button", { name: words.keys.create }).first().click();
  const dialog = page.getByRole("dialog");
  const field = dialog.getByLabel(words.key.requestsPerHour);
  const submit = dialog.getByRole("button", { name: words.keys.create });
  for (const [value, text] of [
    ["1.5", words.issue.integer],
    ["0", "At least 1."],
    ["2000000", "At most 1,000,000."],
  ]) {
    await field.fill(value ?? "");
    await submit.click();
    await dialog.getByText(text ?? "", { exact: true }).waitFor();
  }
  await page.goto(`${app.url}/admin/models`);
  await page.getByRole("button", { name: words.admin.models.add }).click();
  await dialog.getByLabel(words.admin.models.id, { exact: true }).fill("my model");
  await dialog.getByLabel(words.common.name, { exact: true }).fill("Mine");
  await dialog.getByRole("button", { name: words.common.save }).click();
  await dialog.getByText(words.form.notValid).waitFor();
});

test("a key without scopes is rejected at the scopes", async () => {
  const page = await open("/keys", words.nav.keys);
  await page.getByRole("button", { name: words.keys.create }).first().click();
  const dialog = page.getByRole("dialog");
  for (const scope of [words.keys.scope.read, words.keys.scope.generate])
    await dialog.getByRole("checkbox", { name: scope }).first().uncheck();
  await dialog.getByRole("button", { name: words.keys.create }).click();
  const scopes = dialog.getByRole("group", { name: words.key.scopes });
  await scopes.getByRole("alert").getByText(words.keys.scopesRequired).waitFor();
  expect(await page.getByText(words.error.invalid_request).count()).toBe(0);
});

test("a rejected webhook whose URL and events are right says why", async () => {
  const page = await open("/webhooks", words.nav.webhooks);
  await page.getByRole("button", { name: words.webhooks.add }).first().click();
  const dialog = page.getByRole("dialog");
  await page.route("**/api/account/webhooks", (route) =>
    route.request().method() === "POST"
      ? route.fulfill({
          status: 400,
          json: {
            error: {
              code: "invalid_request",
              message: "label: must have at most 100 characters",
              issues: [{ path: ["label"], message: "must have at most 100 characters" }],
            },
          },
        })
      : route.continue(),
  );
  await dialog.getByLabel(words.webhooks.url).fill("https://example.com/hook");
  await dialog.getByRole("button", { name: words.webhooks.add }).click();
  await page.getByText("Name: At most 100 characters.").first().waitFor();
});

for (const locale of ["en", "zh-CN", "zh-TW", "tr"] as const) {
  test(`a conflict is explained in ${locale}, without the server's English`, async () => {
    const texts = translations[locale];
    const page = await open("/settings", texts.nav.settings, locale);
    await page.getByRole("button", { name: texts.settings.deleteAccount }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(texts.common.password).fill("correct horse battery");
    await dialog.getByRole("button", { name: texts.settings.deleteAccount }).click();
    await page.getByText(texts.conflict.lastAdmin).first().waitFor();
    expect(await page.getByText(texts.error.conflict).count()).toBe(0);
    expect(await page.getByText("The last admin account").count()).toBe(0);
  });
}

test("a resource that was deleted elsewhere is no longer shown", async () => {
  const page = await open("/webhooks", words.nav.webhooks);
  const headers = { origin: app.url };
  const data = { url: "http://127.0.0.1:9/gone", events: ["generation.failed"], label: "Gone" };
  const webhooks = `${app.url}/api/account/webhooks`;
  const { id } = await (await page.request.post(webhooks, { headers, data })).json();
  await page.goto(`${app.url}/webhooks/${id}`);
  await waitForPage(page, "Gone");
  await page.request.delete(`${webhooks}/${id}`, { headers });
  await page.getByRole("main").getByText(words.error.not_found).first().waitFor();
  // The deliveries can be read again before the endpoint.
  await page.getByRole("region", { name: words.common.details }).waitFor({ state: "detached" });
  expect(await page.getByRole("button", { name: words.webhooks.test }).count()).toBe(0);
});

test("an operator is asked to grant credits to the own account only if the role may", async () => {
  const person = await signUp(app);
  for (const role of ["support", "finance"] as const) {
    await updateAccount(app.ctx, person.accountId, { ...CLI, role });
    const { page } = await openPage(app, browser);
    const credentials = { email: person.email, password: person.password };
    const headers = { origin: app.url };
    await page.request.post(`${app.url}/api/auth/sign-in`, { headers, data: credentials });
    await page.goto(`${app.url}/credits`);
    await waitForPage(page, words.nav.credits);
    const canGrant = role === "finance";
    const hint = canGrant ? words.credits.grantHint : words.credits.noneHint;
    await page.getByText(hint).waitFor();
    expect(await page.getByRole("link", { name: words.grant.grantCredits }).count()).toBe(
      canGrant ? 1 : 0,
    );
  }
});

test("a double click on Disable disables an endpoint and does not enable it again", async () => {
  const page = await open("/webhooks", words.nav.webhooks);
  const headers = { origin: app.url };
  const data = { url: "http://127.0.0.1:9/twice", events: ["generation.failed"], label: "Twice" };
  const webhooks = `${app.url}/api/account/webhooks`;
  const { id } = await (await page.request.post(webhooks, { headers, data })).json();
  await page.goto(`${app.url}/webhooks/${id}`);
  await waitForPage(page, "Twice");
  const disable = page.getByRole("button", { name: words.webhooks.disable });
  const { x, y } = (await disable.boundingBox()) ?? { x: 0, y: 0 };
  await page.mouse.move(x + 8, y + 8);
  await page.mouse.down({ clickCount: 1 });
  await page.mouse.up({ clickCount: 1 });
  // The server can respond between the two clicks.
  const enable = page.getByRole("button", { name: words.webhooks.enable });
  await enable.and(page.locator(":enabled:hover")).waitFor();
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  await enable.and(page.locator(":enabled")).waitFor();
  const endpoint = await (await page.request.get(`${webhooks}/${id}`)).json();
  expect(endpoint.enabled).toBe(false);
});
