// Renews the screenshots of the console for the README. Run it with `bun tests/console/screenshots.ts`
// after a change to the console's appearance.
import { join } from "node:path";
import type { Page } from "playwright-core";
import * as credits from "../../src/core/billing/grants.ts";
import { type App, startApp } from "../support/app.ts";
import { openPage } from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import {
  createKey,
  submitPrompt,
  type ConsoleSession,
  translations,
  getImageWidth,
} from "../support/console.ts";
import { type AccountClient, signUp } from "../support/account-client.ts";
import { requestJson, finishInPlayground } from "../support/playground.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";

const FOLDER = join(import.meta.dir, "../../src/console/screenshots");
const WIDTH = 1440;
const DAY_SECONDS = 86_400;
const PROMPTS = [
  ...["A sailing ship in golden evening light", "Northern lights over a fjord"],
  ...["Desert dunes under a full moon", "A lighthouse above a stormy sea"],
  ...["A mountain hut in fresh snow", "A pine forest in morning mist"],
  "A harbor town after summer rain",
];
const PLAYGROUND_PROMPT = "A paper boat on a calm lake at dawn";
const GRANTS = [
  { credits: 1200, source: "purchase", days: 340 },
  { credits: 500, source: "plan", days: 19 },
  { credits: 60, source: "promo", days: 6 },
] as const;
// `shown` replaces the address of the local receiver in the screenshot.
const ENDPOINTS = [
  { label: "Staging", path: "/staging", shown: "https://staging.lumen-prints.example/hooks" },
  { label: "Shop backend", path: "/shop", shown: "https://shop.lumen-prints.example/hooks" },
];

if (import.meta.main) {
  await takeScreenshots();
  // The process of the tests' Postgres ends with this one.
  process.exit();
}

async function takeScreenshots(): Promise<void> {
  const receiver = startReceiver();
  const app = await startApp({ env: { OUTBOUND_ALLOW: receiver.host } });
  const browser = await openBrowser();
  const person = await createSampleAccount(app, receiver);
  const cookie = { name: "session", value: person.cookie.replace("session=", ""), url: app.url };
  const { page } = await openPage(app, browser, { width: WIDTH });
  await page.context().addCookies([cookie]);
  await page.goto(app.url);
  await takePlayground({ page, words: translations.en });
  await page.goto(app.url);
  await take(page, "overview");
  await receiver.wait("/shop", PROMPTS.length + 1);
  await replaceUrls(app, receiver);
  await takeWebhook(page, app.url);
  await browser.close();
  await app.stop();
  await receiver.stop();
}

async function takePlayground(walk: ConsoleSession): Promise<void> {
  const { page } = walk;
  await createKey(walk, "Shop backend");
  await submitPrompt(walk, PLAYGROUND_PROMPT);
  await getImageWidth(page, PLAYGROUND_PROMPT);
  await page.getByText("View details").waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  await take(page, "playground");
}

async function takeWebhook(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/webhooks`);
  await page.getByRole("link", { name: "Shop backend", exact: true }).click();
  await page.getByText("Delivered · 200").nth(PROMPTS.length).waitFor();
  await take(page, "webhooks");
}

/** Takes a screenshot once all content has loaded. */
async function take(page: Page, name: string): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector("[aria-busy=true]") === null &&
      [...document.images].every(({ complete }) => complete),
  );
  const png = await page.screenshot({ animations: "disabled" });
  const path = join(FOLDER, `${name}.webp`);
  const bytes = await Bun.write(path, await new Bun.Image(png).webp({ quality: 88 }).bytes());
  process.stdout.write(`${path}: ${Math.round(bytes / 1000)} kB\n`);
}

/** Creates an account with three grants, images and two endpoints, one of which fails. */
async function createSampleAccount(app: App, receiver: Receiver): Promise<AccountClient> {
  const person = await signUp(app, { email: "ada@lumen-prints.example" });
  const { accountId } = person;
  await requestJson(person, "/api/account", { method: "PATCH", json: { name: "Ada Yılmaz" } });
  await app.ctx.db.query("update accounts set plan_id = 'pro' where id = $1", [accountId]);
  for (const { days, ...grant } of GRANTS) {
    const expiresInSeconds = days * DAY_SECONDS;
    await credits.createGrant(app.ctx, { ...grant, accountId, expiresInSeconds });
  }
  receiver.answer("/staging", () => new Response("Bad gateway", { status: 502 }));
  const events = ["generation.succeeded", "generation.failed", "credits.low"];
  for (const { label, path } of ENDPOINTS)
    await requestJson(person, "/api/account/webhooks", {
      json: { url: receiver.url(path), label, events },
    });
  for (const prompt of PROMPTS)
    await finishInPlayground(app, person, { prompt, size: "1536x1024" });
  return person;
}

async function replaceUrls(app: App, receiver: Receiver): Promise<void> {
  const change = "update webhook_endpoints set url = $2 where url = $1";
  for (const { path, shown } of ENDPOINTS)
    await app.ctx.db.query(change, [receiver.url(path), shown]);
}
