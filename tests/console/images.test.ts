import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import en from "../../src/console/languages/en.json";
import * as credits from "../../src/core/billing/grants.ts";
import { createAlphaPng } from "../support/alpha-png.ts";
import { type App, startApp } from "../support/app.ts";
import { findAccessibilityViolations, signUp, type State, openPage } from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { moveClockToNoon } from "../support/clock.ts";
import { SENDERS } from "../support/curl.ts";
import type { Schemas } from "../support/playground.ts";
import { renderBase64 } from "../support/upstream/images.ts";

type Detail = Schemas["GenerationDetail"];

let app: App;
let browser: Browser;
let state: State;

beforeAll(async () => {
  app = await startApp();
  await moveClockToNoon(app.databaseUrl, 0);
  browser = await openBrowser();
  const { page } = await openPage(app, browser);
  state = await signUp(app, page);
  const key = await createKey(page, "Shop");
  await generate(key, "A bakery");
  // As if it had been generated two days ago.
  for (const statement of [
    "update generations set created_at = created_at - interval '2 days'",
    "update usage_days set day = day - 2",
  ])
    await app.ctx.db.query(statement, []);
  await Promise.all(["A paper boat", "A lighthouse #fail"].map((prompt) => generate(key, prompt)));
  const { id: accountId } = await (await page.request.get(`${app.url}/api/account`)).json();
  for (const expiresInSeconds of [864_000, 2_592_000])
    await credits.createGrant(app.ctx, {
      accountId,
      credits: 120,
      source: "promo",
      expiresInSeconds,
    });
  await page.context().close();
});

afterAll(async () => {
  await browser.close();
  await app.stop();
});

test("usage is a chart, a table and a CSV file, filtered by the days and keys in the URL", async () => {
  const { page, faults } = await openPage(app, browser, { state });
  await page.goto(`${app.url}/usage`);
  const chart = page.getByRole("img", { name: "Credits by day" });
  await chart.waitFor();
  const total = page.getByRole("region", { name: "By day" }).locator("tfoot");
  expect((await total.innerText()).split(/\s+/)).toEqual(["Total", "3", "1", "2", "16"]);
  const legend = page.getByRole("listitem").filter({ hasText: "gpt-image-2" });
  await legend.filter({ hasText: /16$/ }).waitFor();
  // 28 = the digit 2 at the end of the model name and 8 credits.
  const { width = 0 } = (await chart.boundingBox()) ?? {};
  await chart.hover({ position: { x: width - 15, y: 30 } });
  await legend.filter({ hasText: /28$/ }).waitFor();
  expect(await findAccessibilityViolations(page)).toEqual([]);
  await page.getByLabel("Show").selectOption("Images");
  await page.getByRole("img", { name: "Images by day" }).waitFor();
  await page.getByLabel("Start date (UTC)").fill(dayBefore(1));
  await page.getByLabel("Key", { exact: true }).selectOption("Shop");
  await page.getByRole("button", { name: "Filter" }).click();
  await total.getByText("8", { exact: true }).waitFor();
  const { searchParams } = new URL(page.url());
  expect(searchParams.get("from")).toBe(dayBefore(1));
  expect(searchParams.get("show")).toBe("images");
  const file = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
  const lines = (await (await page.request.get(`${app.url}${file}`)).text()).trim().split("\r\n");
  expect(lines.map((line) => line.split(",").at(-1))).toEqual(["credits", "8"]);
  await page.goto(`${app.url}/usage?to=2020-01-31`);
  await page.getByRole("link", { name: "Clear filters" }).click();
  await chart.waitFor();
  expect(faults).toEqual([]);
});

test("the overview shows expiring credits, the error rate and the health of webhooks", async () => {
  const { page, faults } = await openPage(app, browser, { state });
  await page.goto(app.url);
  const expiring = page.getByRole("region", { name: "Expiring credits" });
  await expiring.scrollIntoViewIfNeeded();
  await expiring.getByRole("img", { name: "Expiring credits" }).waitFor();
  expect(await expiring.getByText("120 credits").count()).toBe(2);
  const day = page.getByRole("region", { name: "Last 24 hours" });
  await day.getByText("50% (1 of 2 failed or blocked)").waitFor();
  const webhooks = page.getByRole("region", { name: "Webhooks" });
  await webhooks.getByText("No endpoints yet").waitFor();
  expect(await findAccessibilityViolations(page)).toEqual([]);
  expect(faults).toEqual([]);
});

test("a generation is run again with all its parameters and reference images", async () => {
  const { page, faults } = await openPage(app, browser, { state });
  await page.goto(`${app.url}/playground`);
  await page.getByRole("textbox", { name: "Prompt" }).fill("A tea field in fog");
  await page.getByLabel("Size").selectOption("1536 × 1024");
  await page.getByLabel("Quality").selectOption("High");
  await page.getByLabel("Images", { exact: true }).selectOption("2");
  await page.getByLabel("Format").selectOption("WEBP");
  await page.getByLabel("Background").selectOption("Opaque");
  await page.locator("[type=file]").setInputFiles(await reference());
  await page.getByRole("button", { name: "Generate" }).click();
  await page.getByRole("link", { name: "View details" }).click();
  await page.getByRole("link", { name: "Run again" }).click();
  await page.getByRole("button", { name: "Generate" }).click();
  await page.getByRole("link", { name: "View details" }).click();
  const { data } = await read(page, "/api/account/generations?limit=2");
  const [again, first] = await Promise.all(
    data.map(({ id }: { id: string }) => read(page, `/api/account/generations/${id}`)),
  );
  expect(toParameters(again)).toEqual(toParameters(first));
  expect(toParameters(first)).toMatchObject({ size: "1536x1024", quality: "high", n: 2 });
  expect(first.inputs).toHaveLength(1);
  expect(faults).toEqual([]);
});

test("a generation is run again without its mask, and the playground says so", async () => {
  const { page, faults } = await openPage(app, browser, { state });
  const png = { name: "cup.png", mimeType: "image/png", buffer: createAlphaPng(0) };
  const reply = await page.request.post(`${app.url}/v1/images/edits`, {
    headers: { authorization: `Bearer ${await createKey(page, "Edits", "openai")}` },
    multipart: { prompt: "A cup with a mask", image: png, mask: png },
  });
  expect(reply.status()).toBe(200);
  const { data } = await read(page, "/api/account/generations?limit=1");
  await page.goto(`${app.url}/generations/${data[0].id}`);
  await page.getByAltText("Reference image 1").waitFor();
  await page.getByAltText("Mask", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Run again" }).click();
  await page.getByRole("note").getByText("This edit had a mask or markup.").waitFor();
  expect(await page.getByRole("button", { name: /^Remove / }).count()).toBe(1);
  expect(await findAccessibilityViolations(page)).toEqual([]);
  expect(faults).toEqual([]);
});

test("the playground's code generates the same images in each API", async () => {
  const { page, faults } = await openPage(app, browser, { state });
  const folder = await mkdtemp(join(tmpdir(), "darkroom-calls-"));
  const image = await reference();
  await Bun.write(join(folder, image.name), image.buffer);
  await page.goto(`${app.url}/playground`);
  await page.getByRole("textbox", { name: "Prompt" }).fill('A fox; "$HOME" `x`');
  await page.getByLabel("Aspect ratio").selectOption("3:2");
  await page.getByLabel("Images", { exact: true }).selectOption("2");
  await page.getByText("16 credits").waitFor();
  await page.getByLabel("API", { exact: true }).selectOption("Image Plus API");
  await page.getByText("Not included in the FREE plan").waitFor();
  await app.ctx.db.query("update accounts set plan_id = 'pro'", []);
  let runs = 0;
  for (const dialect of ["hub", "plus", "art", "openai"] as const) {
    await runCurl(await copyCode(page, dialect, "curl"), folder);
    runs++;
  }
  await page.locator("[type=file]").setInputFiles(image);
  for (const dialect of ["hub", "openai"] as const) {
    await runCurl(await copyCode(page, dialect, "curl"), folder);
    const script = await copyCode(page, dialect, "TypeScript");
    await Bun.write(join(folder, `${dialect}.ts`), script);
    const command = [process.execPath, `${dialect}.ts`];
    const child = Bun.spawn(command, { cwd: folder, stdout: "ignore", stderr: "pipe" });
    const fault = await new Response(child.stderr).text();
    expect({ code: await child.exited, fault }).toMatchObject({ code: 0 });
    runs += 2;
  }
  const { data } = await read(page, `/api/account/generations?limit=100&text=fox`);
  expect(data).toHaveLength(runs);
  const sizes = new Set(data.map(({ size, n }: Detail) => `${size} ${n}`));
  expect([...sizes].toSorted()).toEqual(["1248x832 2", "1536x1024 2"]);
  expect(faults).toEqual([]);
  await rm(folder, { recursive: true });
});

/** Returns the code shown for one API, with a new key of that API. */
async function copyCode(page: Page, dialect: keyof typeof en.api, language: string) {
  await page.getByLabel("API", { exact: true }).selectOption(en.api[dialect]);
  await page.getByRole("tab", { name: language }).click();
  const code = await page.locator(`pre[aria-label=${language}]`).innerText();
  return code.replace("YOUR_API_KEY", await createKey(page, dialect, dialect));
}

/** Runs a curl command, with curl itself if it is installed, and expects success. */
async function runCurl(command: string, folder: string): Promise<void> {
  const [[, send] = expect.unreachable()] = SENDERS;
  const reply = await send(command, folder);
  const body = await reply.text();
  expect(reply.ok ? "" : `${reply.status} ${body}`).toBe("");
}

test("generations are paged forward and back", async () => {
  const { page, faults } = await openPage(app, browser, { state });
  const items = page.locator("#content li a[href^='/generations/']");
  const turnPage = (name: string) => page.getByRole("button", { name, exact: true }).click();
  await page.goto(`${app.url}/generations`);
  await items.first().waitFor();
  const first = await items.evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  await page.route(/api.account.generations\?/, (route, request) => {
    const url = new URL(request.url());
    url.searchParams.set("limit", "1");
    return route.continue({ url: url.href });
  });
  await page.reload();
  for (const [button, at] of [
    ["Older", 1],
    ["Older", 2],
    ["Newer", 1],
    ["Newer", 0],
  ] as const) {
    await turnPage(button);
    await page.locator(`#content a[href="${first[at]}"]`).waitFor();
    expect(await items.count()).toBe(1);
  }
  expect(await page.getByRole("button", { name: "Newer" }).isDisabled()).toBe(true);
  expect(faults).toEqual([]);
});

test("an invalid period shows an error and keeps the filters, so that it can be corrected", async () => {
  const { page } = await openPage(app, browser, { state });
  await page.goto(`${app.url}/usage?from=2026-05-02&to=2026-05-01`);
  await page.getByText("Invalid date range").waitFor();
  await page.getByLabel("End date (UTC)").fill("2026-05-03");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByText("No usage in this period").waitFor();
});

test("a filter that is typed while the keys of the account load is kept", async () => {
  const { page } = await openPage(app, browser, { state });
  const key = await createKey(page);
  await generate(key, "A gate");
  const answer = Promise.withResolvers<void>();
  await page.route("**/api/account/keys", async (route) => {
    await answer.promise;
    await route.continue();
  });
  await page.goto(`${app.url}/usage`);
  const options = page.getByLabel("Key", { exact: true }).locator("option");
  await options.filter({ hasText: "Unnamed" }).waitFor({ state: "attached" });
  const from = page.getByLabel("Start date (UTC)");
  await from.fill(dayBefore(1));
  answer.resolve();
  await options.filter({ hasText: key.slice(-4) }).waitFor({ state: "attached" });
  expect(await from.inputValue()).toBe(dayBefore(1));
});

function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}

async function createKey(page: Page, label?: string, dialect = "hub"): Promise<string> {
  const { csrf_token } = await (await page.request.get(`${app.url}/api/account`)).json();
  const reply = await page.request.post(`${app.url}/api/account/keys`, {
    headers: { "x-csrf-token": csrf_token, origin: app.url },
    data: { dialect, label },
  });
  return (await reply.json()).key;
}

async function read(page: Page, path: string) {
  return (await page.request.get(`${app.url}${path}`)).json();
}

/** The parameters that the customer chose. */
function toParameters({
  model,
  prompt,
  size,
  quality,
  n,
  output_format,
  background,
  inputs,
}: Detail) {
  return { model, prompt, size, quality, n, output_format, background, inputs };
}

async function reference() {
  const image = { width: 64, height: 64, format: "png", index: 0 } as const;
  const buffer = Buffer.from(await renderBase64(image), "base64");
  return { name: "reference.png", mimeType: "image/png", buffer };
}

function generate(key: string, prompt: string): Promise<Response> {
  return app.fetch("/api/v1/images/generations", {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({ model: "gpt-image-2", prompt }),
  });
}
