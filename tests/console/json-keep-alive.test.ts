import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser, Locator } from "playwright-core";
import { type App, startApp } from "../support/app.ts";
import { openPage, signUp } from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { type ConsoleSession, createKey, translations } from "../support/console.ts";
import { findViolations } from "../support/invariants.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

const NAME = "Behind a proxy";
let upstream: Upstream;
let app: App;
let browser: Browser;

beforeAll(async () => {
  upstream = await startUpstream();
  app = await startApp({
    keepAlive: { firstMs: 20, intervalMs: 20 },
    env: { PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: upstream.url },
  });
  browser = await openBrowser();
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await browser.close();
  await app.stop();
  await upstream.stop();
});

test("JSON keep-alive is set at the creation of a key, shown, in effect, and turned off", async () => {
  const { page, faults } = await openPage(app, browser);
  await signUp(app, page);
  const session = { page, words: translations.en };
  const kept = await createKey(session, NAME, { keepAlive: true });
  const other = await createKey(session, "Direct");
  expect(await startsEarly(kept)).toBe(true);
  expect(await startsEarly(other)).toBe(false);
  await page.reload();
  const checkbox = await openEdit(session, "Direct");
  expect(await checkbox.isChecked()).toBe(false);
  await page.keyboard.press("Escape");
  const set = await openEdit(session, NAME);
  expect(await set.isChecked()).toBe(true);
  await set.uncheck();
  await page.getByRole("dialog").getByRole("button", { name: session.words.common.save }).click();
  await page.getByText(session.words.keys.updated).waitFor();
  expect(await startsEarly(kept)).toBe(false);
  expect(faults).toEqual([]);
});

/** Opens the dialog that changes a key. Returns its checkbox. */
async function openEdit({ page, words }: ConsoleSession, name: string): Promise<Locator> {
  const actions = words.common.actionsFor.replace("{{name}}", name);
  await page.getByRole("button", { name: actions }).click();
  await page.getByRole("menuitem", { name: words.keys.edit, exact: true }).click();
  const checkbox = page
    .getByRole("dialog")
    .getByRole("checkbox", { name: words.keys.jsonKeepAlive });
  await checkbox.waitFor();
  return checkbox;
}

/** Returns whether the response to a slow request starts with spaces. */
async function startsEarly(key: string): Promise<boolean> {
  const response = await fetch(`${app.url}/v1/images/generations`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ prompt: "a hill #up:delay:300" }),
  });
  expect(response.status).toBe(200);
  const text = await response.text();
  expect(JSON.parse(text)).toHaveProperty("data");
  return text.startsWith(" ");
}
