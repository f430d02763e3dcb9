import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser } from "playwright-core";
import { type App, startApp } from "../support/app.ts";
import { openPage, signUpInNewWindow, type State } from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { HANG_MS } from "../support/eventually.ts";

const FIRST_LOAD_BYTES = 200_000;
const FIRST_LOAD_MS = 1000;

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

test("the first load is smaller than 200 KB and accepts input within a second", async () => {
  const visits: FirstLoad[] = [];
  // On a shared machine, the fastest load counts, and it may take a while until the others pause.
  const deadline = performance.now() + HANG_MS;
  while (performance.now() < deadline && !visits.some(({ ms }) => ms < FIRST_LOAD_MS))
    visits.push(await openFirst(`${app.url}/sign-in`));
  const signIn = visits.toSorted((a, b) => a.ms - b.ms)[0];
  const overview = await openFirst(app.url, state);
  process.stdout.write(
    `first load: ${JSON.stringify({ signIn, overview: { bytes: overview.bytes } })}\n`,
  );
  for (const { bytes } of [...visits, overview]) {
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(FIRST_LOAD_BYTES);
  }
  expect(signIn?.ms).toBeLessThan(FIRST_LOAD_MS);
});

interface FirstLoad {
  /** From the start of the navigation until a typed letter appears in the first field. */
  ms: number;
  /** Transferred bytes, compressed. */
  bytes: number;
}

/** Opens a URL with an empty cache. */
async function openFirst(url: string, signedIn?: State): Promise<FirstLoad> {
  const { page } = await openPage(app, browser, signedIn && { state: signedIn });
  await page.addInitScript(typeAtOnce);
  const sizes: Promise<number>[] = [];
  page.on("requestfinished", (request) => {
    // The customer's images do not count.
    if (request.url().includes("/files/")) return;
    sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await page.goto(url, { waitUntil: "networkidle" });
  // The page of an account that is signed in has no field.
  if (signedIn === undefined)
    await page.waitForFunction(() => performance.getEntriesByName("typed").length > 0);
  const ms = await page.evaluate(() =>
    Math.round(performance.getEntriesByName("typed")[0]?.startTime ?? NaN),
  );
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  await page.context().close();
  return { ms, bytes };
}

/** Runs in the page: types as soon as the field exists and marks when the letter appears. */
function typeAtOnce(): void {
  const attempt = () => {
    const field = document.querySelector<HTMLInputElement>("input[name=email]");
    field?.focus();
    document.execCommand("insertText", false, "a");
    if (field?.value === "a") performance.mark("typed");
    else requestAnimationFrame(attempt);
  };
  requestAnimationFrame(attempt);
}
