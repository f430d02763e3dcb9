import { expect } from "bun:test";
import type { Page } from "playwright-core";
import en from "../../src/console/languages/en.json";
import tr from "../../src/console/languages/tr.json";
import simplified from "../../src/console/languages/zh-CN.json";
import traditional from "../../src/console/languages/zh-TW.json";
import type { App } from "./app.ts";

/** The texts of the console in each language. */
export const translations = { en, "zh-CN": simplified, "zh-TW": traditional, tr };

/** A page of the console, with the texts of its language, which identify elements. */
export interface ConsoleSession {
  page: Page;
  words: (typeof translations)[keyof typeof translations];
}

/** Stores a language in the account that is signed in on a page. */
export async function setLanguage(app: App, page: Page, language: string): Promise<void> {
  const { csrf_token } = await (await page.request.get(`${app.url}/api/account`)).json();
  const headers = { "x-csrf-token": csrf_token, origin: app.url };
  await page.request.patch(`${app.url}/api/account`, { headers, data: { language } });
}

/** Creates a key in the console and returns it. It is shown only once. */
export async function createKey(
  { page, words }: ConsoleSession,
  name: string,
  { keepAlive = false } = {},
): Promise<string> {
  await page.getByRole("link", { name: words.nav.keys }).click();
  await page.getByRole("button", { name: words.keys.create }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(words.common.name, { exact: true }).fill(name);
  if (keepAlive) await dialog.getByRole("checkbox", { name: words.keys.jsonKeepAlive }).check();
  await dialog.getByRole("button", { name: words.keys.create }).click();
  const key = await page.getByRole("textbox", { name: words.common.key }).textContent();
  expect(await page.getByLabel("curl").textContent()).toContain(`Bearer ${key}`);
  await page.getByRole("button", { name: words.keys.saved }).click();
  await page.getByText(name).first().waitFor();
  return key ?? "";
}

/** Submits a prompt in the playground once its price is shown. */
export async function submitPrompt({ page, words }: ConsoleSession, prompt: string): Promise<void> {
  await page.getByRole("link", { name: words.nav.playground }).click();
  await page.getByRole("textbox", { name: words.parameter.prompt }).fill(prompt);
  await page.getByText(`8 ${words.balance.unit_other}`).waitFor();
  await page.getByRole("button", { name: words.playground.generate }).click();
}

/** Waits for an image and returns its natural width. */
export async function getImageWidth(page: Page, alt: string): Promise<number> {
  const image = page.getByAltText(alt);
  await image.waitFor();
  return image.evaluate(async (element) => {
    if (!(element instanceof HTMLImageElement)) return 0;
    await element.decode();
    return element.naturalWidth;
  });
}

/** Adds an endpoint and opens its page. */
export async function addWebhook(
  { page, words }: ConsoleSession,
  { address, label }: { address: string; label: string },
): Promise<void> {
  await page.getByRole("link", { name: words.nav.webhooks }).click();
  await page.getByRole("button", { name: words.webhooks.add }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(words.webhooks.url).fill(address);
  await dialog.getByLabel(words.common.name, { exact: true }).fill(label);
  await dialog.getByRole("button", { name: words.webhooks.add }).click();
  await page.getByRole("textbox", { name: words.webhooks.secret }).waitFor();
  await page.getByRole("button", { name: words.webhooks.secretSaved }).click();
  await page.getByRole("link", { name: label, exact: true }).click();
}

/** Sends a test event and waits until its delivery shows the outcome. */
export async function sendTest({ page, words }: ConsoleSession, outcome: string): Promise<void> {
  await page.getByRole("button", { name: words.webhooks.test }).click();
  await page.getByRole("menuitem", { name: words.webhooks.event.generation.succeeded }).click();
  await page.getByRole("dialog").getByText(outcome).first().waitFor();
}

/** Revokes a key and confirms it. */
export async function revoke({ page, words }: ConsoleSession, name: string): Promise<void> {
  await page.getByRole("link", { name: words.nav.keys }).click();
  const actions = words.common.actionsFor.replace("{{name}}", name);
  await page.getByRole("button", { name: actions }).click();
  await page.getByRole("menuitem", { name: words.keys.revoke }).click();
  const asked = page.getByRole("alertdialog");
  await asked.getByRole("button", { name: words.keys.revoke }).click();
  await page.getByText(words.keyStatus.revoked, { exact: true }).waitFor();
}

/** Returns whether the page or a table in it is wider than the viewport. */
export function isWide(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const tables = [...document.querySelectorAll("[role=region]:has(table)")];
    return [document.documentElement, ...tables].some(
      ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
    );
  });
}
