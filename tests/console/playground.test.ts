import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { addModel } from "../../src/core/models/models.ts";
import { type App, startApp } from "../support/app.ts";
import { type State, openPage, waitForPage, signUpInNewWindow } from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { createKey, revoke, translations } from "../support/console.ts";

const PATH = "/api/account/generations";
const CREATE = `**${PATH}`;
const REJECTION = {
  status: 400,
  json: { error: { code: "invalid_request", message: "No price for this request." } },
};
const DELETED = {
  status: 404,
  json: { error: { code: "not_found", message: "Not found." } },
};

let app: App;
let browser: Browser;
let state: State;

beforeAll(async () => {
  app = await startApp({ worker: false });
  browser = await openBrowser();
  state = await signUpInNewWindow(app, browser);
});

afterAll(async () => {
  await browser.close();
  await app.stop();
});

test("a double click on Generate creates one generation, and a later click another one", async () => {
  const page = await openPlayground("a double click");
  const generate = page.getByRole("button", { name: "Generate" });
  // As high as the form, so that the page does not scroll to the result, away from the button.
  await page.setViewportSize({ width: 1280, height: 1600 });
  const created = page.waitForResponse(CREATE);
  const { x, y, width, height } = (await generate.boundingBox()) ?? fail("no button");
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down({ clickCount: 1 });
  await page.mouse.up({ clickCount: 1 });
  // The server can respond between the two clicks.
  await created;
  await page.getByRole("link", { name: "View details" }).waitFor();
  await generate.and(page.locator(":enabled:hover")).waitFor();
  await page.mouse.down({ clickCount: 2 });
  await page.mouse.up({ clickCount: 2 });
  await generate.and(page.locator(":enabled")).waitFor();
  expect(await countGenerations("a double click")).toBe(1);
  await Promise.all([page.waitForResponse(CREATE), generate.click()]);
  expect(await countGenerations("a double click")).toBe(2);
  await page.context().close();
});

test("a request sent again after its response was lost creates no second generation", async () => {
  const page = await openPlayground("a lost response");
  await loseNextResponse(page);
  await submit(page);
  await page.getByText("The server can't be reached.").first().waitFor();
  expect(await countGenerations("a lost response")).toBe(1);
  await submit(page);
  await page.getByRole("link", { name: "View details" }).waitFor();
  expect(await countGenerations("a lost response")).toBe(1);
  await page.context().close();
});

test("a request sent again after its response was lost and its page was left is charged once", async () => {
  const page = await openPlayground("a page that was left");
  await loseNextResponse(page);
  await submit(page);
  await page.getByText("The server can't be reached.").first().waitFor();
  await visitKeys(page);
  await submit(page);
  await page.getByRole("link", { name: "View details" }).waitFor();
  expect(await countGenerations("a page that was left")).toBe(1);
  await page.context().close();
});

test("each of two requests whose responses were lost can be sent again and is charged once", async () => {
  const page = await openPlayground("the first one");
  const prompt = page.getByRole("textbox", { name: "Prompt" });
  for (const text of ["the first one", "the second one"]) {
    await prompt.fill(text);
    await loseNextResponse(page);
    const lost = page.waitForEvent("requestfailed", (request) => request.url().endsWith(PATH));
    await submit(page);
    await lost;
  }
  for (const text of ["the first one", "the second one"]) {
    await prompt.fill(text);
    const replayed = page.waitForResponse(CREATE);
    await submit(page);
    expect((await replayed).headers()["idempotent-replayed"]).toBe("true");
    expect(await countGenerations(text)).toBe(1);
  }
  await page.context().close();
});

test("a request whose generation was deleted after its response was lost can be sent again", async () => {
  const page = await openPlayground("a deleted one", await signUpInNewWindow(app, browser));
  await loseNextResponse(page);
  await submit(page);
  await page.getByText("The server can't be reached.").first().waitFor();
  await page.route(CREATE, (route) => route.fulfill(DELETED), { times: 1 });
  await submit(page);
  await page.getByText("It may have been deleted.").first().waitFor();
  await submit(page);
  await page.getByRole("link", { name: "View details" }).waitFor();
  expect(await countGenerations("a deleted one")).toBe(2);
  await page.context().close();
});

test("a request changed after its response was lost is a request of its own", async () => {
  const page = await openPlayground("before the change");
  await loseNextResponse(page);
  await submit(page);
  await page.getByText("The server can't be reached.").first().waitFor();
  await page.getByRole("textbox", { name: "Prompt" }).fill("after the change");
  await submit(page);
  await page.getByRole("link", { name: "View details" }).waitFor();
  expect(await countGenerations("before the change")).toBe(1);
  expect(await countGenerations("after the change")).toBe(1);
  await page.context().close();
});

test("the result follows its generation after event streams that were rejected", async () => {
  const page = await openPlayground("a rejected stream");
  const rejections = [502, 429];
  await page.route("**/api/account/generations/*/events", (route) => {
    const status = rejections.shift();
    return status === undefined ? route.continue() : route.fulfill({ status });
  });
  const accepted = page.waitForResponse(
    (response) => response.url().endsWith("/events") && response.ok(),
  );
  await submit(page);
  await accepted;
  const cancel = `${new URL(page.url()).searchParams.get("run")}/cancel`;
  const { csrf_token } = await (await page.request.get(`${app.url}/api/account`)).json();
  const headers = { "x-csrf-token": csrf_token, origin: app.url };
  await page.request.post(`${app.url}/api/account/generations/${cancel}`, { headers });
  await page.getByText("Canceled", { exact: true }).waitFor();
  await page.context().close();
});

test("reference images beyond the limit of the chosen model are named and not sent", async () => {
  const limits = { maxImages: 4, referenceImageLimit: 1 };
  const model = { provider: "demo", providerModel: "demo", ...limits };
  await addModel(app.ctx, { ...model, id: "one-image", name: "One image" });
  await addModel(app.ctx, { ...model, id: "no-image", name: "No image", referenceImageLimit: 0 });
  const page = await openPlayground("a limit of images");
  const png = (name: string) => ({ name, mimeType: "image/png", buffer: Buffer.from("x") });
  await page.getByLabel("Reference images").setInputFiles([png("one.png"), png("two.png")]);
  const choose = (name: string) => page.getByLabel("Model", { exact: true }).selectOption(name);
  const notice = (names: string) => page.getByRole("alert").getByText(`Not used: ${names}`);
  const code = page.locator("pre[aria-label=curl]");
  expect(await code.textContent()).toContain("two.png");
  await choose("One image");
  await notice("two.png").waitFor();
  expect(await code.textContent()).toContain("one.png");
  expect(await code.textContent()).not.toContain("two.png");
  await choose("No image");
  await notice("one.png, two.png").waitFor();
  expect(await code.textContent()).not.toContain("one.png");
  await submit(page);
  await page.getByRole("link", { name: "View details" }).waitFor();
  expect(await countGenerations("a limit of images")).toBe(1);
  await page.getByRole("button", { name: "Remove one.png" }).click();
  await choose("One image");
  await notice("").waitFor({ state: "detached" });
  expect(await code.textContent()).toContain("two.png");
  await page.context().close();
});

test("a price that turns into an error is announced by the same live region", async () => {
  const page = await openPlayground("an error of the price");
  const region = page.locator("[aria-live]").filter({ hasText: "8 credits" });
  const element = await region.elementHandle();
  await page.route("**/api/account/quote", (route) => route.fulfill(REJECTION));
  await page.getByLabel("Images", { exact: true }).selectOption("2");
  await page.getByText("No price for this request.").waitFor();
  expect(await element?.evaluate((node) => [node.isConnected, node.textContent])).toEqual([
    true,
    "No price for this request.",
  ]);
  await page.context().close();
});

test("the code examples contain a created key until it is revoked", async () => {
  const page = await openPlayground("a revoked key");
  const visitor = { page, words: translations.en };
  const key = await createKey(visitor, "Short-lived");
  const showCode = async (text: string) => {
    await page.getByRole("link", { name: "Playground" }).click();
    await waitForPage(page, "Playground");
    await page.locator("pre[aria-label=curl]", { hasText: text }).waitFor();
  };
  await showCode(`Bearer ${key}`);
  await revoke(visitor, "Short-lived");
  await showCode("Bearer YOUR_API_KEY");
  await page.context().close();
});

async function openPlayground(prompt: string, as = state): Promise<Page> {
  const { page } = await openPage(app, browser, { state: as });
  await page.goto(`${app.url}/playground`);
  await waitForPage(page, "Playground");
  await page.getByRole("textbox", { name: "Prompt" }).fill(prompt);
  await page.getByText("8 credits").waitFor();
  return page;
}

/** Leaves the playground for another page and comes back. */
async function visitKeys(page: Page): Promise<void> {
  await page.getByRole("link", { name: "API keys" }).click();
  await waitForPage(page, "API keys");
  await page.getByRole("link", { name: "Playground" }).click();
  await waitForPage(page, "Playground");
  await page.getByText("8 credits").waitFor();
}

function submit(page: Page): Promise<void> {
  return page.getByRole("button", { name: "Generate" }).click();
}

/** Lets the next request reach the server and drops its response. */
async function loseNextResponse(page: Page): Promise<void> {
  await page.route(
    CREATE,
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
}

async function countGenerations(prompt: string): Promise<number> {
  const text = "select id from generations where prompt = $1";
  const { rows } = await app.ctx.db.query(text, [prompt]);
  return rows.length;
}

function fail(message: string): never {
  throw new Error(message);
}
