import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import type * as client from "../../src/client/index.ts";
import * as credits from "../../src/core/billing/grants.ts";
import { type App, startApp } from "../support/app.ts";
import { openPage } from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { renderBase64 } from "../support/upstream/images.ts";

declare global {
  // The client package, set by the bundle.
  var darkroom: typeof client;
}

let app: App;
let browser: Browser;
let folder: string;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openBrowser()]);
  folder = await mkdtemp(join(tmpdir(), "darkroom-bundle-"));
});

afterAll(async () => {
  await browser.close();
  await app.stop();
  await rm(folder, { recursive: true });
});

/** Bundles the client package for a web page. */
async function bundle(): Promise<string> {
  const home = join(import.meta.dir, "../../generated/client/lib/index.js");
  const entry = join(folder, "entry.js");
  await Bun.write(entry, `import * as client from "${home}"; globalThis.darkroom = client;`);
  const { outputs } = await Bun.build({ entrypoints: [entry], target: "browser", format: "iife" });
  return (await outputs[0]?.text()) ?? expect.unreachable();
}

test("a page on the server signs in, generates images, sends files and reads streams", async () => {
  const { page, faults } = await openPage(app, browser);
  await page.goto(`${app.url}/sign-in`);
  const code = await bundle();
  await page.evaluate(code);
  const { id, key } = await page.evaluate(async () => {
    const account = darkroom.createAccountClient({ baseUrl: "" });
    await account.signUp({ email: "lin@example.com", password: "correct horse battery" });
    const { id } = await account.getAccount();
    return { id, key: (await account.createKey({ dialect: "openai" })).key };
  });
  await credits.createGrant(app.ctx, { accountId: id, credits: 100, source: "promo" });
  await page.reload();
  await page.evaluate(code);
  const boat = await renderBase64({ width: 64, height: 64, format: "png", index: 0 });
  const outcome = await page.evaluate(
    async ([apiKey, base64]) => {
      const account = darkroom.createAccountClient({ baseUrl: "" });
      const file = new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]);
      const form = { model: "gpt-image-2", prompt: "the boat at night", reference_image: [file] };
      const { status } = await account.waitFor(await account.createGeneration(form));
      const openai = darkroom.createOpenaiClient({ baseUrl: location.origin, apiKey });
      const events: string[] = [];
      for await (const { type } of openai.createImageStream({ prompt: "a lantern" })) {
        events.push(type);
      }
      const errorCode = await account.createKey({ dialect: "hub", expires_in_days: 0 }).then(
        () => undefined,
        (error: unknown) => error instanceof darkroom.ApiError && error.code,
      );
      return { status, events, errorCode };
    },
    [key, boat] as const,
  );
  expect(outcome).toEqual({
    status: "succeeded",
    events: ["image_generation.completed"],
    errorCode: "invalid_request",
  });
  expect(faults).toEqual([]);
});
