import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import en from "../../src/console/languages/en.json";
import tr from "../../src/console/languages/tr.json";
import simplified from "../../src/console/languages/zh-CN.json";
import traditional from "../../src/console/languages/zh-TW.json";
import { type App, startApp } from "../support/app.ts";
import { barriers, openBrowser, signUp, type State, visit } from "../support/browser.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";

const NAMES = [
  ...["overview", "playground", "generations", "keys", "credits", "usage", "webhooks", "settings"],
];
const HOSTILE = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
const FIRST_LOAD_BYTES = 200_000;

let receiver: Receiver;
let app: App;
let browser: Browser;
let state: State;

beforeAll(async () => {
  receiver = startReceiver();
  app = await startApp({ env: { OUTBOUND_ALLOW: receiver.host } });
  browser = await openBrowser();
}, 30_000);

afterAll(async () => {
  await browser.close();
  await app.stop();
  await receiver.stop();
});

test("from signing up to a picture, a webhook and a revoked key", async () => {
  const { page, faults } = await visit(app, browser);
  state = await signUp(app, page);
  const key = await createKey(page, "Shop");
  expect(key).toStartWith("gih_live_");
  await draw(page, "A paper boat on a calm lake at dawn");
  const receipt = page.getByRole("region", { name: "Receipt" });
  expect(await receipt.textContent()).toContain("Charged8Given back0");
  await addWebhook(page, "/hook", "Hook");
  await page.getByRole("button", { name: "Send test event" }).click();
  await receiver.wait("/hook", 1);
  await page.getByText("Delivered · 200").first().waitFor();
  await page.getByRole("link", { name: "API keys" }).click();
  await page.getByRole("button", { name: "Actions for Shop" }).click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Revoke" }).click();
  await page.getByText("Revoked", { exact: true }).waitFor();
  const headers = { authorization: `Bearer ${key}` };
  expect((await app.fetch("/api/v1/credits", { headers })).status).toBe(401);
  expect(faults).toEqual([]);
}, 30_000);

test("what others have written is shown as text and does nothing", async () => {
  receiver.answer("/hostile", () => new Response(HOSTILE, { status: 500 }));
  const { page, faults } = await visit(app, browser, { state });
  await createKey(page, HOSTILE.slice(0, 60));
  await draw(page, `${HOSTILE} #fail`, false);
  await page.getByText("Charged: no").waitFor();
  expect(await page.locator("textarea").inputValue()).toContain(HOSTILE);
  await page.getByRole("link", { name: "All about this generation" }).click();
  await page.getByText(HOSTILE).first().waitFor();
  await addWebhook(page, "/hostile", HOSTILE.slice(0, 60));
  await page.getByRole("button", { name: "Send test event" }).click();
  await page.getByText("Failed · 500").first().waitFor();
  await page.getByRole("button", { name: /generation.succeeded/ }).click();
  await page.getByLabel("Reply").getByText(HOSTILE).waitFor();
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await page.title()).not.toBe("owned");
  expect(faults).toEqual([]);
}, 30_000);

for (const [locale, words] of Object.entries({
  en,
  "zh-CN": simplified,
  "zh-TW": traditional,
  tr,
})) {
  test(`every page speaks ${locale}, is usable without sight and fits a phone`, async () => {
    const colorScheme = locale === "en" ? "light" : "dark";
    const { page, faults } = await visit(app, browser, { locale, colorScheme, width: 360, state });
    for (const name of NAMES) {
      await page.goto(`${app.url}/${name === "overview" ? "" : name}`);
      const title = Object.entries(words.nav).find(([key]) => key === name)?.[1] ?? "";
      await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
      await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
      // Once in each look: the others have other words in the same places.
      const found = isLook(locale) ? await barriers(page) : [];
      expect({ name, found, wide: await isWide(page) }).toEqual({ name, found: [], wide: false });
    }
    expect(await page.locator("html").getAttribute("lang")).toBe(locale);
    expect(faults).toEqual([]);
  }, 30_000);
}

test("the first load takes less than 200 KB", async () => {
  const { page: page } = await visit(app, browser, { state });
  const sizes: Promise<number>[] = [];
  page.on("requestfinished", (request) => {
    // A customer's own pictures are as large as they are.
    if (request.url().includes("/files/")) return;
    sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await page.goto(app.url, { waitUntil: "networkidle" });
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(50_000);
  expect(total).toBeLessThan(FIRST_LOAD_BYTES);
});

async function createKey(page: Page, name: string): Promise<string | null> {
  await page.goto(`${app.url}/keys`);
  await page.getByRole("button", { name: "Create key" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Create key" }).click();
  const key = await page.getByRole("textbox", { name: "Key" }).textContent();
  expect(await page.getByLabel("curl").textContent()).toContain(`Bearer ${key}`);
  await page.getByRole("button", { name: "I have kept it" }).click();
  await page.getByText(name).first().waitFor();
  return key;
}

async function draw(page: Page, prompt: string, comes = true): Promise<void> {
  await page.getByRole("link", { name: "Playground" }).click();
  await page.getByRole("textbox", { name: "Prompt" }).fill(prompt);
  await page.getByText("8 credits").waitFor();
  await page.getByRole("button", { name: "Make pictures" }).click();
  if (!comes) return;
  const picture = page.getByAltText(prompt);
  await picture.waitFor();
  const width = await picture.evaluate(async (element) => {
    if (!(element instanceof HTMLImageElement)) return 0;
    await element.decode();
    return element.naturalWidth;
  });
  expect(width).toBe(1024);
}

async function addWebhook(page: Page, path: string, label: string): Promise<void> {
  await page.getByRole("link", { name: "Webhooks" }).click();
  await page.getByRole("button", { name: "Add endpoint" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Address").fill(receiver.url(path));
  await dialog.getByLabel("Name").fill(label);
  await dialog.getByRole("button", { name: "Add endpoint" }).click();
  await page.getByRole("button", { name: "I have kept it" }).click();
  await page.getByRole("link", { name: label, exact: true }).click();
}

/** The languages whose visit looks for barriers: one in light, one in dark. */
function isLook(locale: string): boolean {
  return locale === "en" || locale === "tr";
}

function isWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
}
