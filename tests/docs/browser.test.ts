import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import type { components } from "../../generated/account/client.ts";
import { listOperations, loadDocument } from "../../src/docs/documents.ts";
import { type Language, languageNames } from "../../src/docs/languages.ts";
import { guides } from "../../src/docs/pages.ts";
import { type App, startApp } from "../support/app.ts";
import { openBrowser } from "../support/chromium.ts";
import { outdateConfirmation } from "../support/confirmation.ts";
import { openDocsPage } from "../support/docs-browser.ts";
import { eventually } from "../support/eventually.ts";
import { type AccountClient, signUp } from "../support/account-client.ts";

let app: App;
let browser: Browser;
// One tab for all tests, so that Scalar is loaded and compiled once.
let page: Page;
let faults: string[];

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp({ worker: false }), openBrowser()]);
  ({ page, faults } = await openDocsPage(browser, app.url));
});

beforeEach(() => void faults.splice(0));

afterAll(async () => {
  await browser.close();
  await app.stop();
});

describe("the reference", () => {
  // Covers each language and each API. docs.test.ts covers all combinations.
  for (const [dialect, language] of [
    ["hub", "en"],
    ["plus", "zh-CN"],
    ["art", "tr"],
    ["openai", "en"],
    ["account", "zh-TW"],
  ] as const) {
    test(`of ${dialect} works in ${language} without foreign requests and policy violations`, async () => {
      await page.goto(`/docs/${dialect}?lang=${language}`);
      await expectReference(dialect, language);
      const operations = listOperations(await loadDocument(dialect, language));
      await expectLinks(operations.map(({ operation }) => operation.summary));
      expect(faults).toEqual([]);
    });
  }

  test("changes its texts and Scalar's labels with the language", async () => {
    await page.goto("/docs/art?lang=en");
    await expectReference("art", "en");
    await page.locator("header.top .language summary").click();
    const choice = page.getByRole("navigation", { name: "Language" }).getByRole("link");
    expect(await choice.allTextContents()).toEqual(Object.values(languageNames));
    await choice.getByText(languageNames.tr).click();
    await expectReference("art", "tr");
    // Two labels of Scalar cannot be translated with its options.
    const more = page.locator(".markdown ~ button[aria-expanded=false]").first();
    const shown = await more.evaluate((button) => getComputedStyle(button, "::after").content);
    expect(shown).toBe('"Daha fazla"');
    // The chosen language is kept.
    await page.goto("/docs/errors");
    expect(await page.locator("h1").textContent()).toBe("Hatalar");
    expect(faults).toEqual([]);
  });

  test("shows the fields of a body in the order of the document, above the headers", async () => {
    await page.goto("/docs/hub?lang=en#tag/images/POST/api/v1/images/generations");
    const body = page.locator(".request-body").first();
    await body.locator(".property-name").nth(3).waitFor();
    const names = await body.locator(".property-name").allTextContents();
    expect(names.slice(0, 4)).toEqual(["model", "prompt", "size", "aspect_ratio"]);
    const header = page.locator(".operation-details", { has: body }).getByText("Idempotency-Key");
    // In one call, because Scalar scrolls to the operation while it loads.
    const isAbove = async () =>
      header
        .first()
        .evaluate(
          (element, above) =>
            above !== null && above.getBoundingClientRect().y < element.getBoundingClientRect().y,
          await body.elementHandle(),
        );
    await eventually(isAbove, { message: "the headers are not below the body" });
    expect(faults).toEqual([]);
  });
});

describe("every guide", () => {
  test("fits 360 and 1440 pixels and has sufficient contrast, light and dark", async () => {
    for (const guide of guides) {
      await page.goto(guide === "index" ? "/docs?lang=tr" : `/docs/${guide}?lang=tr`);
      for (const width of [360, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme });
          const { overflow, cut, title, colors, paper } = await measurePage();
          expect({ guide, width, overflow, cut }).toEqual({ guide, width, overflow: 0, cut: 0 });
          expect(title).toBeString();
          for (const color of colors) expect(contrast(color, paper)).toBeGreaterThan(4.5);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  test("can be used with the keyboard", async () => {
    await page.setViewportSize({ width: 360, height: 800 });
    await page.goto("/docs/errors?lang=en");
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").textContent()).toBe("Skip to the text");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await page.locator(":focus").textContent()).toBe("Menu");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${app.url}/docs`);
  });
});

describe("the samples of a guide", () => {
  test("are tabs that show one language, with the mouse and with the keyboard, light and dark", async () => {
    await page.goto("/docs?lang=en");
    for (const [width, colorScheme] of [
      [1440, "light"],
      [360, "dark"],
    ] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      const tabs = page.locator(".tabs").first();
      await tabs.getByText("Python", { exact: true }).click();
      expect(await tabs.locator("pre:visible").allTextContents()).toEqual([
        expect.stringContaining("import urllib.request"),
      ]);
      await page.keyboard.press("ArrowRight");
      expect(await tabs.locator("pre:visible").allTextContents()).toEqual([
        expect.stringContaining("curl "),
      ]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
    expect(faults).toEqual([]);
  });
});

describe("the test key", () => {
  test("is created for the signed-in account, inserted into examples, and revoked", async () => {
    const person = await signInNewAccount();
    const key = await createTestKey();
    const [created] = (await listKeys(person)).data;
    expect(created).toMatchObject({ requests_per_hour: 60, running_limit: 1, label: "Docs" });
    expect(Date.parse(created?.expires_at ?? "") - Date.now()).toBeLessThanOrEqual(86_400_000);

    await page.goto("/docs/hub#tag/credits/GET/api/v1/credits");
    const header = `--header 'Authorization: Bearer ${key}'`;
    await page.locator("pre", { hasText: header }).first().waitFor();
    const section = page.locator("section", { hasText: "Get credit balance" }).last();
    await section.getByRole("button", { name: /Test Request/ }).click();
    const reply = page.waitForResponse((each) => each.url() === `${app.url}/api/v1/credits`);
    await page.getByRole("button", { name: /^Send/ }).first().click();
    expect((await reply).status()).toBe(200);
    const stored = await page.evaluate(() => JSON.stringify(localStorage) + document.cookie);
    expect(stored).not.toContain(key);

    await page.goto("/docs/idempotency");
    await page.locator("pre", { hasText: `Bearer ${key}` }).waitFor();
    await openPanel();
    await page.getByRole("button", { name: "Revoke it" }).click();
    await page.locator("pre", { hasText: "Bearer $API_KEY" }).waitFor();
    const headers = { authorization: `Bearer ${key}` };
    expect((await app.fetch("/api/v1/credits", { headers })).status).toBe(401);
    expect(faults).toEqual([]);
  });

  test("replaces the one of a closed tab, and no other key", async () => {
    const person = await signInNewAccount();
    const json = { dialect: "hub", label: "Docs", expires_in_days: 1 };
    await person.call("/api/account/keys", { json });
    await createTestKey();
    await page.evaluate(() => sessionStorage.clear());
    const key = await createTestKey();
    await page
      .locator("pre", { hasText: `Bearer ${key}` })
      .first()
      .waitFor();
    const { data } = await listKeys(person);
    const valid = data.filter(({ revoked_at }) => revoked_at === null);
    expect(data).toHaveLength(3);
    expect(new Set(valid.map((each) => each.running_limit))).toEqual(new Set([1, null]));
    expect(faults).toEqual([]);
  });

  test("is removed when another account signs in, or when the session ends", async () => {
    for (const endSession of [
      signInNewAccount,
      () => page.context().clearCookies({ name: "session" }),
    ]) {
      await signInNewAccount();
      await createTestKey();
      await endSession();
      await page.goto("/docs");
      await page.locator("pre", { hasText: "Bearer $API_KEY" }).waitFor();
      expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    }
    expect(faults).toEqual([]);
  });

  test("is not created without a session, and an error is shown", async () => {
    const person = await signInNewAccount();
    await page.goto("/docs/idempotency?lang=en");
    await openPanel();
    await person.call("/api/auth/sign-out", { method: "POST" });
    await page.getByRole("button", { name: "Create a test key" }).click();
    await page.getByRole("alert").waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  test("needs a recent sign-in, to which a link leads and from which it comes back", async () => {
    const person = await signInNewAccount();
    await outdateConfirmation(app, person.accountId);
    await page.goto("/docs/idempotency?lang=en");
    await openPanel();
    await page.getByRole("button", { name: "Create a test key" }).click();
    await page.getByRole("alert").getByText("within 15 minutes of signing in").waitFor();
    await page.getByRole("alert").getByRole("link", { name: "Sign in" }).click();
    await page.locator("[name=email]").fill(person.email);
    await page.locator("[name=password]").fill(person.password);
    await page.locator("[type=submit]").click();
    await page.waitForURL(`${app.url}/docs/idempotency`);
    await openPanel();
    await page.getByRole("button", { name: "Create a test key" }).click();
    await page.locator("pre", { hasText: "Bearer gih_live_" }).first().waitFor();
  });
});

/** Signs up an account and adds its session to the browser. */
async function signInNewAccount(): Promise<AccountClient> {
  const person = await signUp(app);
  const [name = "", value = ""] = person.cookie.split("=");
  await page.context().addCookies([{ name, value, url: app.url }]);
  return person;
}

async function openPanel(): Promise<void> {
  await page.locator("header.top .key summary").click();
}

/** Creates a key on the landing page and reads it from the example. */
async function createTestKey(): Promise<string> {
  await page.goto("/docs?lang=en");
  await openPanel();
  await page.getByRole("button", { name: "Create a test key" }).click();
  const example = page.locator("pre", { hasText: "Bearer gih_live_" });
  return /gih_live_\w+/.exec((await example.textContent()) ?? "")?.[0] ?? "";
}

async function listKeys(person: AccountClient): Promise<components["schemas"]["KeyList"]> {
  // The test app validates every response against the OpenAPI document.
  return (await (
    await person.call("/api/account/keys")
  ).json()) as components["schemas"]["KeyList"];
}

// The label of Scalar's search in each language.
const search: Record<Language, string> = {
  en: "Search",
  "zh-CN": "搜索",
  "zh-TW": "搜尋",
  tr: "Ara",
};

async function expectReference(dialect: string, language: Language): Promise<void> {
  const { info } = await loadDocument(dialect, language);
  await page.getByRole("heading", { level: 1, name: info.title }).waitFor();
  await page.getByRole("button", { name: search[language] }).first().waitFor();
  expect(await page.locator("html").getAttribute("lang")).toBe(language);
}

/** Waits until a link exists for each name, with one call to the page. */
async function expectLinks(names: string[]): Promise<void> {
  expect(names.length).toBeGreaterThan(2);
  await page.waitForFunction((wanted) => {
    const links = [...document.querySelectorAll("a")].filter((link) => link.checkVisibility());
    return wanted.every((name) => links.some(({ textContent }) => textContent?.includes(name)));
  }, names);
}

/** Measures the current page: overflow, clipped tables and colors. */
function measurePage() {
  return page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - innerWidth,
    // Tables whose last columns are visible only after scrolling.
    cut: [...document.querySelectorAll(".table")].filter(
      (table) => table.scrollWidth > table.clientWidth,
    ).length,
    title: document.querySelector("h1")?.textContent,
    colors: ["body", "main p", "main a"].flatMap((each) => {
      const element = document.querySelector(each);
      return element ? [getComputedStyle(element).color] : [];
    }),
    paper: getComputedStyle(document.body).backgroundColor,
  }));
}

/** Returns the WCAG contrast ratio of two colors. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const parts = (color.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = parts;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
