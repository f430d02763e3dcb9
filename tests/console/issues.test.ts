import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser } from "playwright-core";
import { type App, startApp } from "../support/app.ts";
import { openPage, signUp } from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { setLanguage, translations } from "../support/console.ts";

let app: App;
let browser: Browser;

beforeAll(async () => {
  app = await startApp({ worker: false });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await app.stop();
});

for (const locale of ["en", "zh-CN", "zh-TW", "tr"] as const) {
  test(`invalid fields are explained in ${locale}`, async () => {
    const words = translations[locale];
    const { page } = await openPage(app, browser, { locale });
    await page.goto(`${app.url}/sign-up`);
    await page.locator("[name=email]").fill(`${crypto.randomUUID()}@example.com`);
    await page.locator("[name=password]").fill("password1");
    await page.locator("[type=submit]").click();
    const weakness = `${words.common.password}: ${words.issue.passwordCommon}`;
    await page.getByText(weakness).first().waitFor();
    await signUp(app, page);
    await setLanguage(app, page, locale);
    await page.goto(`${app.url}/keys`);
    await page.getByRole("button", { name: words.keys.create }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.locator("[name=allowed_addresses]").fill("the office");
    await dialog.getByRole("button", { name: words.keys.create }).click();
    await page.getByText(words.issue.address).first().waitFor();
    expect(await page.getByText(/must (?:be|have|not)/).count()).toBe(0);
    await page.context().close();
  });
}
