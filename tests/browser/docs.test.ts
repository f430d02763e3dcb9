import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import type { Browser } from "playwright-core";
import { dialects, listOperations, loadDocument } from "../../src/docs/documents.ts";
import { languageNames, languages } from "../../src/docs/languages.ts";
import { guides } from "../../src/docs/pages.ts";
import { type App, startApp } from "../support/app.ts";
import { openBrowser, visit } from "../support/docs-browser.ts";

// Starting a browser and reading Scalar takes a while on a busy machine.
const PATIENCE_MS = 60_000;

let app: App;
let browser: Browser;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp({ worker: false }), openBrowser()]);
}, PATIENCE_MS);

afterAll(async () => {
  await browser.close();
  await app.stop();
}, PATIENCE_MS);

describe("the reference", () => {
  for (const dialect of dialects) {
    test(
      `of ${dialect} shows its operations, asks nothing from elsewhere and breaks no rule`,
      async () => {
        const { page, faults, close } = await visit(browser, app.url);
        await page.goto(`/docs/${dialect}?lang=en`);
        const spec = await loadDocument(dialect, "en");
        await page.getByRole("heading", { level: 1, name: spec.info.title }).waitFor();
        for (const { operation } of listOperations(spec)) {
          await page.getByRole("link", { name: operation.summary }).first().waitFor();
        }
        expect(faults).toEqual([]);
        await close();
      },
      PATIENCE_MS,
    );
  }

  const search = { en: "Search", "zh-CN": "搜索", "zh-TW": "搜尋", tr: "Ara" };
  test(
    "changes its texts and Scalar's own words with the language",
    async () => {
      const { page, faults, close } = await visit(browser, app.url);
      await page.goto("/docs/hub?lang=en");
      for (const language of languages) {
        await page.locator("header.top details").last().locator("summary").click();
        await page.getByRole("link", { name: languageNames[language], exact: true }).click();
        const { info } = await loadDocument("hub", language);
        await page.getByRole("heading", { level: 1, name: info.title }).waitFor();
        await page.getByRole("button", { name: search[language] }).first().waitFor();
        expect(await page.locator("html").getAttribute("lang")).toBe(language);
      }
      // What was chosen last is kept.
      await page.goto("/docs/art");
      await page.getByRole("heading", { level: 1, name: "Görüntü Oluşturma API’si" }).waitFor();
      expect(faults).toEqual([]);
      await close();
    },
    PATIENCE_MS,
  );

  test(
    "sends a request to this very server",
    async () => {
      const { page, faults, close } = await visit(browser, app.url);
      await page.goto("/docs/hub?lang=en#tag/models/GET/api/v1/models");
      await page
        .getByRole("button", { name: /Test Request/ })
        .first()
        .click();
      const reply = page.waitForResponse((each) => each.url() === `${app.url}/api/v1/models`);
      await page.getByRole("button", { name: /^Send/ }).first().click();
      expect((await reply).status()).toBe(200);
      expect(faults).toEqual([]);
      await close();
    },
    PATIENCE_MS,
  );
});

describe("every guide", () => {
  for (const [width, colorScheme] of [
    [360, "light"],
    [360, "dark"],
    [1440, "light"],
    [1440, "dark"],
  ] as const) {
    test(
      `fits ${width} pixels and can be read, ${colorScheme}`,
      async () => {
        const options = { viewport: { width, height: 800 }, colorScheme };
        const { page, faults, close } = await visit(browser, app.url, options);
        for (const guide of guides) {
          await page.goto(guide === "index" ? "/docs?lang=tr" : `/docs/${guide}?lang=tr`);
          const shown = await page.evaluate(() => ({
            overflow: document.documentElement.scrollWidth - innerWidth,
            title: document.querySelector("h1")?.textContent,
            colours: ["body", "main p", "main a"].map((each) => {
              const element = document.querySelector(each);
              return element ? getComputedStyle(element).color : "";
            }),
            paper: getComputedStyle(document.body).backgroundColor,
          }));
          expect({ guide, overflow: shown.overflow }).toEqual({ guide, overflow: 0 });
          expect(shown.title).toBeString();
          for (const colour of shown.colours.filter((each) => each !== "")) {
            expect(contrast(colour, shown.paper)).toBeGreaterThan(4.5);
          }
        }
        expect(faults).toEqual([]);
        await close();
      },
      PATIENCE_MS,
    );
  }

  test(
    "can be walked with the keyboard: the text, the menu and the languages",
    async () => {
      const options = { viewport: { width: 360, height: 800 } };
      const { page, close } = await visit(browser, app.url, options);
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
      await close();
    },
    PATIENCE_MS,
  );
});

/** The contrast of two colours as WCAG counts it. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const parts = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const [red = 0, green = 0, blue = 0] = parts;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
