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
import { outdateConfirmation } from "../support/confirmation.ts";
import { type ConsoleSession, isWide, setLanguage, translations } from "../support/console.ts";

const PASSWORD = "correct horse battery";
const words: ConsoleSession["words"] = translations.en;

let app: App;
let browser: Browser;
let state: State;
let accountId: string;

beforeAll(async () => {
  app = await startApp({ worker: false });
  browser = await openBrowser();
  const { page } = await openPage(app, browser);
  state = await signUp(app, page);
  accountId = (await (await page.request.get(`${app.url}/api/account`)).json()).id;
  await page.context().close();
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** Opens the form of a new key with a name and a limit. */
async function fillKeyForm(page: Page, name: string, texts = words): Promise<void> {
  await page.goto(`${app.url}/keys`);
  await waitForPage(page, texts.nav.keys);
  await page.getByRole("button", { name: texts.keys.create }).first().click();
  const form = page.getByRole("dialog");
  await form.getByLabel(texts.common.name, { exact: true }).fill(name);
  await form.getByLabel(texts.key.requestsPerHour).fill("77");
}

function findPrompt(page: Page, texts = words) {
  return page.getByRole("dialog", { name: texts.confirmPassword.title });
}

async function listKeyNames(page: Page): Promise<unknown[]> {
  const { data } = await (await page.request.get(`${app.url}/api/account/keys`)).json();
  return data.map(({ label }: { label: unknown }) => label);
}

describe.each(Object.entries(translations))("in %s", (locale, texts) => {
  test("the password is asked for, the request is repeated, and what was typed is kept", async () => {
    const { page, faults } = await openPage(app, browser, { state, locale });
    await setLanguage(app, page, locale);
    await fillKeyForm(page, `confirmed in ${locale}`, texts);
    await outdateConfirmation(app, accountId);
    await page.keyboard.press("Enter");
    const prompt = findPrompt(page, texts);
    await prompt.getByText(texts.confirmPassword.hint).waitFor();
    const field = prompt.getByLabel(texts.common.password);
    await field.fill("not my password");
    await page.keyboard.press("Enter");
    await prompt.getByRole("alert").getByText(texts.confirmPassword.wrong).waitFor();
    await field.fill(PASSWORD);
    await prompt.getByRole("button", { name: texts.confirmPassword.confirm }).click();
    await page.getByRole("textbox", { name: texts.common.key }).waitFor();
    const { data } = await (await page.request.get(`${app.url}/api/account/keys`)).json();
    expect(data[0]).toMatchObject({ label: `confirmed in ${locale}`, requests_per_hour: 77 });
    expect(faults).toEqual([]);
  });
});

test("Escape closes only the prompt: nothing is created, and the form keeps what was typed", async () => {
  const { page } = await openPage(app, browser, { state });
  await setLanguage(app, page, "en");
  await fillKeyForm(page, "canceled");
  await outdateConfirmation(app, accountId);
  await page.keyboard.press("Enter");
  const prompt = findPrompt(page);
  await prompt.getByRole("button", { name: words.common.close }).focus();
  await page.keyboard.press("Escape");
  await prompt.waitFor({ state: "detached" });
  await page.getByText(words.error.reauthentication_required).first().waitFor();
  const form = page.getByRole("dialog", { name: words.keys.create });
  expect(await form.getByLabel(words.common.name, { exact: true }).inputValue()).toBe("canceled");
  expect(await form.getByLabel(words.key.requestsPerHour).inputValue()).toBe("77");
  expect(await listKeyNames(page)).not.toContain("canceled");
  await form.getByRole("button", { name: words.keys.create }).click();
  await prompt.getByLabel(words.common.password).fill("abandoned");
  await page.keyboard.press("Escape");
  await prompt.waitFor({ state: "detached" });
  await form.getByRole("button", { name: words.keys.create }).click();
  await prompt.getByLabel(words.common.password).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: words.common.key }).waitFor();
  expect(await listKeyNames(page)).toContain("canceled");
});

test("a click beside the prompt leaves the form below it open", async () => {
  const { page } = await openPage(app, browser, { state });
  await setLanguage(app, page, "en");
  await fillKeyForm(page, "beside");
  await outdateConfirmation(app, accountId);
  await page.keyboard.press("Enter");
  const prompt = findPrompt(page);
  // The focus arrives after the prompt, like what a click beside it does.
  await prompt.locator(":focus").waitFor();
  await page.mouse.click(5, 5);
  await prompt.waitFor({ state: "detached" });
  const form = page.getByRole("dialog", { name: words.keys.create });
  expect(await form.getByLabel(words.common.name, { exact: true }).inputValue()).toBe("beside");
});

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  test.each([390, 1280])(
    "the prompt is accessible with the keyboard at a width of %i",
    async (width) => {
      const { page } = await openPage(app, browser, { state, colorScheme, width });
      await setLanguage(app, page, "en");
      await fillKeyForm(page, "accessible");
      await outdateConfirmation(app, accountId);
      await page.keyboard.press("Enter");
      const prompt = findPrompt(page);
      const field = prompt.getByLabel(words.common.password);
      await field.and(page.locator(":focus")).waitFor();
      expect(await findAccessibilityViolations(page)).toEqual([]);
      expect(await isWide(page)).toBe(false);
      for (let tabs = 0; tabs < 6; tabs += 1) {
        await page.keyboard.press("Tab");
        await prompt.locator(":focus").waitFor();
      }
    },
  );
});

test("a session that ends while the password is asked for leads to the sign-in page", async () => {
  const { page } = await openPage(app, browser);
  await signUp(app, page);
  const { id } = await (await page.request.get(`${app.url}/api/account`)).json();
  await fillKeyForm(page, "too late");
  await outdateConfirmation(app, id);
  await page.keyboard.press("Enter");
  const prompt = findPrompt(page);
  await prompt.getByLabel(words.common.password).fill(PASSWORD);
  await app.ctx.db.query("delete from sessions where account_id = $1", [id]);
  await page.keyboard.press("Enter");
  await page.waitForURL(`${app.url}/sign-in?next=%2Fkeys`);
  await prompt.waitFor({ state: "detached" });
});
