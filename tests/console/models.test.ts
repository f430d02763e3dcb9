import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { CLI } from "../../src/core/audit/actor.ts";
import { replacePrices } from "../../src/core/billing/prices.ts";
import { listLegacySizes } from "../../src/core/models/legacy-sizes.ts";
import { addModel, getListedModel, setAlias } from "../../src/core/models/models.ts";
import { formatSize } from "../../src/core/models/sizes.ts";
import { type App, startApp } from "../support/app.ts";
import { findAccessibilityViolations, openPage, waitForPage } from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { translations } from "../support/console.ts";
import { eventually } from "../support/eventually.ts";
import { signUpAdmin } from "../support/playground.ts";

const { admin: words, common, issue } = translations.en;
const STUDIO = {
  id: "studio-2",
  name: "Studio 2",
  provider: "demo",
  providerModel: "demo",
  maxImages: 4,
  referenceImageLimit: 1,
};

let app: App;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  app = await startApp({ worker: false });
  browser = await openBrowser();
  const { email, password } = await signUpAdmin(app);
  page = (await openPage(app, browser)).page;
  const headers = { origin: app.url };
  await page.request.post(`${app.url}/api/auth/sign-in`, { headers, data: { email, password } });
  await page.goto(`${app.url}/admin/models`);
  await waitForPage(page, words.models.page);
});

afterAll(async () => {
  await browser.close();
  await app.stop();
});

test("an admin edits the aliases and request fields of a model", async () => {
  await openAction(words.models.edit);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(words.models.aliases).fill("dall-e-3, studio");
  await dialog.getByLabel("complexity").check();
  expect(await findAccessibilityViolations(page, "[role=dialog]")).toEqual([]);
  await dialog.getByRole("button", { name: common.save }).click();
  await page.getByText("2 aliases").waitFor();
  expect(await getListedModel(app.ctx, "gpt-image-2")).toMatchObject({
    aliases: ["dall-e-3", "studio"],
    capabilities: ["complexity"],
  });
});

test("a model without a price is not enabled, and the message says what to do", async () => {
  const any = { dialect: "*", tier: "*", quality: "*" };
  await replacePrices(app.ctx, [{ ...any, model: "gpt-image-2", credits: 8 }], CLI);
  const names = { id: "flux", name: "Flux", provider: "demo", providerModel: "flux" };
  await addModel(app.ctx, { ...names, maxImages: 1, referenceImageLimit: 0 });
  await page.reload();
  await page.getByRole("button", { name: "Actions for Flux" }).click();
  await page.getByRole("menuitem", { name: words.models.enable }).click();
  const text = issue.unpriced.replace("{{value}}", "flux, art, 1K, auto");
  await page.getByText(`${common.status}: ${text}`).first().waitFor();
  expect(await getListedModel(app.ctx, "flux")).toMatchObject({ enabled: false });
});

test("an admin edits the legacy sizes", async () => {
  await page.getByRole("button", { name: words.sizes.edit }).click();
  const dialog = page.getByRole("dialog");
  const field = dialog.getByLabel(words.sizes.title);
  await field.fill(`${await field.inputValue()}\n300x300 1024x1024\n`);
  await dialog.getByRole("button", { name: common.save }).click();
  await page.getByRole("cell", { name: "300x300" }).waitFor();
  await eventually(
    async () => {
      const sizes = await listLegacySizes(app.ctx);
      return sizes.some(({ size }) => formatSize(size) === "300x300");
    },
    { message: "the size was not saved" },
  );
});

describe("what another admin changes while a dialog of a model is open", () => {
  beforeAll(() => addModel(app.ctx, STUDIO));

  test("is kept when the model is edited", async () => {
    await showAlias("edited");
    await openAction(words.models.edit);
    await setAlias(app.ctx, { alias: "edited", model: STUDIO.id });
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(words.models.images).fill("7");
    await dialog.getByRole("button", { name: common.save }).click();
    await page.getByText(common.saved).first().waitFor();
    expect(await getListedModel(app.ctx, "gpt-image-2")).toMatchObject({ maxImages: 7 });
    expect(await listAliases(STUDIO.id)).toContain("edited");
  });

  test("is kept when the model is disabled and enabled", async () => {
    await showAlias("disabled");
    await openAction(words.models.disable);
    await setAlias(app.ctx, { alias: "disabled", model: STUDIO.id });
    const dialog = page.getByRole("alertdialog");
    await dialog.getByRole("button", { name: words.models.disable }).click();
    await page.getByText("GPT IMAGE 2 is disabled.").waitFor();
    expect(await listAliases(STUDIO.id)).toContain("disabled");
    await setAlias(app.ctx, { alias: "disabled", model: "gpt-image-2" });
    await openAction(words.models.enable);
    await page.getByText("GPT IMAGE 2 is enabled.").waitFor();
    expect(await listAliases("gpt-image-2")).toContain("disabled");
  });
});

/** Adds an alias of GPT IMAGE 2 and shows the page with it. */
async function showAlias(alias: string): Promise<void> {
  await setAlias(app.ctx, { alias, model: "gpt-image-2" });
  await page.reload();
  await waitForPage(page, words.models.page);
}

async function openAction(name: string): Promise<void> {
  await page.getByRole("button", { name: "Actions for GPT IMAGE 2" }).click();
  await page.getByRole("menuitem", { name }).click();
}

async function listAliases(model: string): Promise<string[]> {
  return (await getListedModel(app.ctx, model)).aliases;
}
