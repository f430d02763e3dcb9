import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { type App, startApp } from "../support/app.ts";
import { type State, openPage, waitForPage, signUpInNewWindow } from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { setLanguage } from "../support/console.ts";

let app: App;
let browser: Browser;
let state: State;

beforeAll(async () => {
  app = await startApp();
  browser = await openBrowser();
  state = await signUpInNewWindow(app, browser);
});

afterAll(async () => {
  await browser.close();
  await app.stop();
});

test("a pasted generation ID opens the generation, with its key, API and duration", async () => {
  const page = await openConsole("/playground", "Playground");
  await page.getByRole("textbox", { name: "Prompt" }).fill("a pasted ID");
  await page.getByText("8 credits").waitFor();
  await page.getByRole("button", { name: "Generate" }).click();
  await page.getByAltText("a pasted ID").waitFor();
  const id = new URL(page.url()).searchParams.get("run") ?? "";
  await page.getByRole("link", { name: "Generations" }).click();
  await page.getByLabel("Search prompts or paste an ID").fill(id);
  await page.getByRole("button", { name: "Filter" }).click();
  await page.waitForURL(`${app.url}/generations/${id}`);
  const details = page.getByRole("region", { name: "Details" });
  await details.getByText("Image Hub API").waitFor();
  await details.getByText("Playground").waitFor();
  await details.getByText(/^\d+(\.\d)? sec$/).waitFor();
  await page.context().close();
});

test("a new image is scrolled into view", async () => {
  for (const width of [1280, 390]) {
    const prompt = `in view at ${width}`;
    const page = await openConsole("/playground", "Playground");
    await page.setViewportSize({ width, height: 500 });
    await page.getByRole("textbox", { name: "Prompt" }).fill(prompt);
    await page.getByText("8 credits").waitFor();
    await page.getByRole("button", { name: "Generate" }).click();
    await page.getByAltText(prompt).waitFor();
    await page.waitForFunction((alt) => {
      const image = document.querySelector(`[alt="${alt}"]`)?.getBoundingClientRect();
      return image !== undefined && image.top >= 0 && image.top < innerHeight / 2;
    }, prompt);
    await page.context().close();
  }
});

test("the language of the account applies in a browser that has stored another one", async () => {
  const page = await openConsole("/settings", "Settings");
  await setLanguage(app, page, "tr");
  await page.reload();
  await waitForPage(page, "Ayarlar");
  await setLanguage(app, page, "en");
  await page.reload();
  await waitForPage(page, "Settings");
  await page.context().close();
});

test("a password is masked, and can be pasted and filled by a password manager", async () => {
  const { page } = await openPage(app, browser);
  for (const [path, autocomplete] of [
    ["/sign-in", "current-password"],
    ["/sign-up", "new-password"],
  ]) {
    await page.goto(`${app.url}${path}`);
    const password = page.locator("[name=password]");
    expect(await password.getAttribute("type")).toBe("password");
    expect(await password.getAttribute("autocomplete")).toBe(autocomplete ?? "");
    await page.locator("[name=email]").fill("ada@example.com");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.press("ControlOrMeta+c");
    await password.focus();
    await page.keyboard.press("ControlOrMeta+v");
    expect(await password.inputValue()).toBe("ada@example.com");
  }
  await page.context().close();
});

test("every page has a button that signs out", async () => {
  const { page } = await openPage(app, browser, { state });
  for (const path of ["/", "/playground", "/generations", "/keys", "/credits", "/settings"]) {
    await page.goto(`${app.url}${path}`);
    await page.getByRole("button", { name: "Sign out" }).waitFor();
  }
  await page.context().close();
});

test("a language chosen on the sign-in page becomes the language of the account", async () => {
  const { page } = await openPage(app, browser, { state });
  const { email } = await (await page.request.get(`${app.url}/api/account`)).json();
  await page.context().clearCookies();
  await page.goto(`${app.url}/sign-in`);
  await page.getByRole("combobox", { name: "Language" }).selectOption("tr");
  await page.getByLabel("E-posta adresi").fill(email);
  await page.getByLabel("Parola").fill("correct horse battery");
  await page.getByRole("button", { name: "Oturum aç" }).click();
  await waitForPage(page, "Genel bakış");
  await page.reload();
  await waitForPage(page, "Genel bakış");
  const account = await (await page.request.get(`${app.url}/api/account`)).json();
  expect(account.language).toBe("tr");
  await setLanguage(app, page, "en");
  await page.context().close();
});

test("after a navigation the focus is on the content of the new page", async () => {
  const page = await openConsole("/", "Overview");
  await page.getByRole("link", { name: "API keys" }).focus();
  await page.keyboard.press("Enter");
  await waitForPage(page, "API keys");
  await page.locator("main:focus").waitFor();
  expect(await page.getByRole("main", { name: "API keys" }).count()).toBe(1);
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: "Create key" }).and(page.locator(":focus")).waitFor();
  await page.context().close();
});

test("a secret that is shown once stays when the user goes back, until it is saved", async () => {
  const page = await openConsole("/", "Overview");
  await page.getByRole("link", { name: "API keys" }).click();
  await waitForPage(page, "API keys");
  await page.getByRole("button", { name: "Create key" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Create key" }).click();
  const field = dialog.getByRole("textbox", { name: "Key" });
  await field.waitFor();
  const key = (await field.textContent()) ?? "";
  await page.goBack();
  await waitForPage(page, "Overview");
  expect(await field.textContent()).toBe(key);
  await dialog.getByRole("button", { name: "I've saved my key" }).click();
  await dialog.waitFor({ state: "detached" });
  await page.goForward();
  await waitForPage(page, "API keys");
  expect(await page.getByText(key).count()).toBe(0);
  await page.context().close();
});

test("an error in the page's code is shown with a button that reloads the page", async () => {
  const page = await openConsole("/", "Overview");
  await page.evaluate(() => {
    const fail = () => {
      throw new Error("broken");
    };
    Object.assign(Intl, { DateTimeFormat: fail });
  });
  await page.getByRole("link", { name: "Credits", exact: true }).click();
  await page.getByRole("alert").getByText("Something went wrong on our side.").waitFor();
  await page.getByRole("button", { name: "Try again" }).click();
  await waitForPage(page, "Credits");
  await page.context().close();
});

async function openConsole(path: string, title: string): Promise<Page> {
  const { page } = await openPage(app, browser, { state });
  await page.goto(`${app.url}${path}`);
  await waitForPage(page, title);
  return page;
}
