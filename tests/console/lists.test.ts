import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser, Locator, Page } from "playwright-core";
import * as credits from "../../src/core/billing/grants.ts";
import { type App, startApp } from "../support/app.ts";
import { navigate, openPage, signUp, type State, waitForPage } from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { setLanguage } from "../support/console.ts";
import { eventually } from "../support/eventually.ts";
import type { Schemas } from "../support/playground.ts";

const DAY_SECONDS = 86_400;
const PROMPT = "a paper boat";

let app: App;
let browser: Browser;
let state: State;
let generation: Schemas["GenerationDetail"];

beforeAll(async () => {
  app = await startApp();
  browser = await openBrowser();
  const { page } = await openPage(app, browser);
  state = await signUp(app, page);
  const { id: accountId } = await (await page.request.get(`${app.url}/api/account`)).json();
  for (const days of [10, 40])
    await credits.createGrant(app.ctx, {
      ...{ accountId, credits: 100, source: "promo" },
      expiresInSeconds: days * DAY_SECONDS,
    });
  generation = await generate(page);
  await page.context().close();
});

afterAll(async () => {
  await browser.close();
  await app.stop();
});

test("the table of generations shows image, ID, model, key, API, duration and age", async () => {
  const page = await openConsole("/generations?view=table", "Generations");
  const row = page.getByRole("row").filter({ hasText: PROMPT });
  await row.locator(`img[src*="${generation.images[0]?.id}/thumbnail"]`).waitFor();
  await row.getByText(`…${generation.id.slice(-12)} · gpt-image-2`).waitFor();
  await row.getByText("Playground").waitFor();
  await row.getByText("Image Hub API").waitFor();
  await row.getByText(/^[\d.,]+ sec$/).waitFor();
  await row.getByText(/ ago$|^now$/).waitFor();
  await page.context().close();
});

test("a charge leaves the balance unchanged, and a transaction names its generation", async () => {
  const page = await openConsole("/credits", "Credits");
  const charge = page.getByRole("row").filter({ hasText: "Charged" });
  await charge.getByRole("link", { name: `…${generation.id.slice(-12)}` }).waitFor();
  const [, , change, held, balance] = await charge.getByRole("cell").allInnerTexts();
  expect({ change, held, balance }).toEqual({ change: "", held: "-8", balance: "692" });
  const hold = page.getByRole("row").filter({ hasText: /^Held/ });
  const [, , heldChange] = await hold.getByRole("cell").allInnerTexts();
  expect(heldChange).toBe("-8");
  await page.context().close();
});

test("resolutions and qualities are groups of their own, which stay when a size is chosen", async () => {
  const page = await openConsole("/playground", "Playground");
  const quality = page.getByLabel("Quality", { exact: true });
  const listGroups = () =>
    quality.locator("optgroup").evaluateAll((groups) =>
      groups.map((group) => ({
        name: group.getAttribute("label"),
        disabled: group.hasAttribute("disabled"),
        options: group.textContent,
      })),
    );
  const resolution = { name: "Resolution", options: "1K2K4K" };
  const qualities = { name: "Quality", disabled: false, options: "AutoLowMediumHigh" };
  expect(await listGroups()).toEqual([{ ...resolution, disabled: false }, qualities]);
  await quality.selectOption("2K");
  await page.getByLabel("Size", { exact: true }).selectOption("1024x1024");
  expect(await listGroups()).toEqual([{ ...resolution, disabled: true }, qualities]);
  expect(await quality.inputValue()).toBe("auto");
  await page.context().close();
});

test("expiring credits are shown on a time axis with the periods between them", async () => {
  const page = await openConsole("/", "Overview");
  const expiring = page.getByRole("region", { name: "Expiring credits" });
  await expiring.scrollIntoViewIfNeeded();
  const chart = expiring.getByRole("img", { name: "Expiring credits" });
  await chart.waitFor();
  // 30 days between two expirations are at least four weeks.
  const periods = await chart.locator("rect[fill-opacity='0']").count();
  expect(periods).toBeGreaterThanOrEqual(6);
  await expiring.getByText("92 credits").waitFor();
  await expiring.getByText("100 credits").waitFor();
  await page.context().close();
});

test("a wide screen shows more images in a row", async () => {
  const page = await openConsole("/generations", "Generations");
  const gallery = page.getByRole("list").filter({ has: page.locator("img") });
  const countColumns = () =>
    gallery.evaluate((list) => getComputedStyle(list).gridTemplateColumns.split(" ").length);
  expect(await countColumns()).toBe(4);
  await page.setViewportSize({ width: 2560, height: 1440 });
  expect(await countColumns()).toBe(8);
  await page.context().close();
});

test("the values of a table have headings in a window of any width", async () => {
  const page = await openConsole("/credits", "Credits");
  const ledger = page.locator("table").last();
  await ledger.waitFor();
  for (const [width, hasColumns] of [
    [639, false],
    // 1280 pixels with a zoom of 200 %.
    [640, true],
    [641, true],
  ] as const) {
    await page.setViewportSize({ width, height: 400 });
    const display = await ledger.evaluate((table) => getComputedStyle(table).display);
    const isHeadingInCell = await ledger.locator("td > span[aria-hidden]").first().isVisible();
    expect([width, display === "table", isHeadingInCell]).toEqual([width, hasColumns, !hasColumns]);
  }
  await page.context().close();
});

test("a table that is too wide scrolls, and not its page", async () => {
  const page = await openConsole("/keys", "API keys");
  const { csrf_token } = await (await page.request.get(`${app.url}/api/account`)).json();
  const headers = { "x-csrf-token": csrf_token, origin: app.url };
  const data = { dialect: "openai", label: "A key with a name that takes a whole column" };
  await page.request.post(`${app.url}/api/account/keys`, { headers, data });
  await page.setViewportSize({ width: 640, height: 400 });
  await setLanguage(app, page, "tr");
  await page.reload();
  const scrolls = (element: Locator) =>
    element.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
  const table = page.getByRole("group", { name: "API anahtarları" });
  await table.waitFor();
  expect([await scrolls(table), await scrolls(page.locator("html"))]).toEqual([true, false]);
  await setLanguage(app, page, "en");
  await page.context().close();
});

test("a table names its column of actions, and separates its totals", async () => {
  const page = await openConsole("/usage", "Usage");
  const total = page.getByRole("row").filter({ hasText: "Total" });
  await total.waitFor();
  expect(await total.evaluate((row) => getComputedStyle(row).borderTopWidth)).toBe("1px");
  await navigate(page, "/keys");
  await page.getByRole("button", { name: "Create key" }).first().waitFor();
  await page.evaluate(createKey);
  await page.reload();
  await page.getByRole("columnheader", { name: "Actions" }).waitFor();
  await page.context().close();
});

test("only changes by operators show that no reason was given", async () => {
  const page = await openConsole("/settings", "Settings");
  await page.getByLabel("Low-balance alert").fill("7");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved.").first().waitFor();
  await page.getByRole("link", { name: "Show activity" }).click();
  const entries = page.getByRole("list", { name: "Audit log" }).getByRole("listitem");
  const listUnreasoned = (action: string) =>
    entries.filter({ hasText: action }).getByText("No reason given");
  await listUnreasoned("Credits granted").first().waitFor();
  await entries.filter({ hasText: "Settings changed" }).first().waitFor();
  expect(await listUnreasoned("Settings changed").count()).toBe(0);
  await page.context().close();
});

function createKey(): Promise<Response> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ dialect: "hub" });
  return fetch("/api/account/keys", { method: "POST", headers, body });
}

/** Generates an image in the playground's API and returns it once it is charged. */
async function generate(page: Page): Promise<Schemas["GenerationDetail"]> {
  const path = `${app.url}/api/account/generations`;
  const data = { model: "gpt-image-2", prompt: PROMPT, size: "1024x1024" };
  const created = await page.request.post(path, { headers: { origin: app.url }, data });
  const { id } = await created.json();
  return eventually(
    async () => {
      const detail = await (await page.request.get(`${path}/${id}`)).json();
      return detail.status === "succeeded" && detail;
    },
    { timeoutMs: 60_000, message: "The image was not generated" },
  );
}

async function openConsole(path: string, title: string): Promise<Page> {
  const { page } = await openPage(app, browser, { state });
  await page.goto(app.url + path);
  await waitForPage(page, title);
  return page;
}
