import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import postgres from "postgres";
import { type App, startApp } from "../support/app.ts";
import { waitForPage, signUp, type State, openPage } from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { signUp as signUpByCall } from "../support/account-client.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";
import { readAccountState } from "../support/account-state.ts";
import { eventually } from "../support/eventually.ts";
import { emitEvents } from "../support/webhooks.ts";

let receiver: Receiver;
let app: App;
let browser: Browser;
let state: State;
let accountId: string;

beforeAll(async () => {
  receiver = startReceiver();
  app = await startApp({ env: { OUTBOUND_ALLOW: receiver.host } });
  browser = await openBrowser();
  const { page } = await openPage(app, browser);
  state = await signUp(app, page);
  accountId = (await (await page.request.get(`${app.url}/api/account`)).json()).id;
  await page.context().close();
});

afterAll(async () => {
  await browser.close();
  await app.stop();
  await receiver.stop();
});

async function open(path: string, title: string): Promise<Page> {
  const { page } = await openPage(app, browser, { state });
  await page.goto(`${app.url}${path}`);
  await waitForPage(page, title);
  return page;
}

test("a request made while offline fails at once and is not sent after reconnecting", async () => {
  const page = await open("/playground", "Playground");
  const before = await readAccountState(app, accountId);
  await page.getByRole("textbox", { name: "Prompt" }).fill("a fox");
  await page.getByText("8 credits").waitFor();
  await page.context().setOffline(true);
  await page.getByText("You're offline.").waitFor();
  await page.getByRole("button", { name: "Generate" }).click();
  await page.getByText("The server can't be reached.").first().waitFor();
  await page.context().setOffline(false);
  await page.getByText("You're offline.").waitFor({ state: "detached" });
  // A request that was kept would be sent before this page has loaded.
  await page.getByRole("link", { name: "Overview" }).click();
  await waitForPage(page, "Overview");
  expect(await readAccountState(app, accountId)).toEqual(before);
  await page.context().close();
});

test("a page opened while offline shows an error, and loads after reconnecting", async () => {
  const page = await open("/keys", "API keys");
  await page.context().setOffline(true);
  await page.getByRole("link", { name: "Credits" }).click();
  await page.getByRole("main").getByRole("alert").first().waitFor();
  await page.context().setOffline(false);
  await page.getByText("500").first().waitFor();
  await page.context().close();
});

test("a sign-in opens the console although the file of the account's language is missing", async () => {
  const { email, password } = await signUpByCall(app);
  const { page } = await openPage(app, browser);
  await app.ctx.db.query("update accounts set language = 'tr' where email = $1", [email]);
  await page.route(/assets\/tr-/, (route) => route.abort());
  await page.goto(`${app.url}/sign-in`);
  await page.locator("[name=email]").fill(email);
  await page.locator("[name=password]").fill(password);
  await page.locator("[type=submit]").click();
  await waitForPage(page, "Overview");
  await page.context().close();
});

test("data that cannot be refreshed is dimmed and shows its age until it is refreshed", async () => {
  const { page } = await openPage(app, browser, { state });
  await page.clock.install();
  await page.goto(app.url);
  await waitForPage(page, "Overview");
  await page.route("**/api/account/overview", (route) => route.abort());
  // The refetch interval, then both retries.
  for (const ms of [16_000, 2_000, 4_000]) {
    const failed = page.waitForEvent("requestfailed");
    await page.clock.fastForward(ms);
    await failed;
  }
  await page.getByText("Last updated").waitFor();
  await page.getByText("Reconnecting…").waitFor();
  const dimmed = () =>
    page.evaluate(() => {
      const parts = [...document.querySelectorAll("main .contents > *")];
      return parts.map((part) => getComputedStyle(part).opacity);
    });
  expect(new Set(await dimmed())).toEqual(new Set(["0.6"]));
  await page.unroute("**/api/account/overview");
  await page.clock.fastForward(6_000);
  await page.getByText("Last updated").waitFor({ state: "detached" });
  expect(new Set(await dimmed())).toEqual(new Set(["1"]));
  await page.context().close();
});

test("an endpoint is failing after one failed attempt, and its delivery is retrying", async () => {
  receiver.answer("/bad", () => new Response("no", { status: 502 }));
  const page = await open("/webhooks", "Webhooks");
  const { csrf_token } = await (await page.request.get(`${app.url}/api/account`)).json();
  const headers = { "x-csrf-token": csrf_token, origin: app.url };
  const data = { url: receiver.url("/bad"), events: ["generation.failed"], label: "Bad" };
  const response = await page.request.post(`${app.url}/api/account/webhooks`, { headers, data });
  const { id } = await response.json();
  await page.reload();
  await page.getByText("Enabled", { exact: true }).waitFor();
  const sql = postgres(app.databaseUrl, { max: 1 });
  await emitEvents(sql, accountId);
  await receiver.wait("/bad", 1);
  // The second attempt is not made while the pages are read.
  await eventually(
    async () => {
      const delayed = await sql`
        update webhook_deliveries
        set next_attempt_at = clock() + interval '1 day'
        where account_id = ${accountId} and attempts = 1
        returning id`;
      return delayed.length === 1;
    },
    { message: "the first attempt did not end" },
  );
  await sql.end();
  await page.getByText("Failing", { exact: true }).waitFor();
  await page.getByText("Retrying · 502 · attempt 2 of 4").waitFor();
  await page.getByRole("link", { name: "Bad" }).click();
  await page.getByRole("status").getByText("The last attempt failed.").waitFor();
  await page.getByRole("table").getByText("Retrying · 502 · attempt 2 of 4").waitFor();
  await page.goto(app.url);
  const health = page.getByRole("region", { name: "Webhooks" });
  await health.getByText("Needs attention").waitFor();
  expect(await health.textContent()).toContain("Failing1");
  await page.request.delete(`${app.url}/api/account/webhooks/${id}`, { headers });
  await page.context().close();
});

test("a delivery that was closed does not open again when the user goes back", async () => {
  const page = await open("/webhooks", "Webhooks");
  const { csrf_token } = await (await page.request.get(`${app.url}/api/account`)).json();
  const headers = { "x-csrf-token": csrf_token, origin: app.url };
  const data = { url: receiver.url("/closed"), events: ["generation.failed"], label: "Closed" };
  const response = await page.request.post(`${app.url}/api/account/webhooks`, { headers, data });
  const path = `${app.url}/api/account/webhooks/${(await response.json()).id}`;
  await page.request.post(`${path}/test`, { headers, data: { event: "generation.failed" } });
  await page.reload();
  await page.getByRole("link", { name: "Closed" }).click();
  const dialog = page.getByRole("dialog");
  await page.getByRole("table").getByRole("button", { name: "generation.failed" }).click();
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.goBack();
  await waitForPage(page, "Webhooks");
  // From a link to a delivery.
  await page.goForward();
  await page.getByRole("table").getByRole("button", { name: "generation.failed" }).click();
  await dialog.waitFor();
  await page.reload();
  await dialog.waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(new URL(page.url()).search).toBe("");
  await page.goBack();
  await waitForPage(page, "Closed");
  expect(await dialog.count()).toBe(0);
  await page.request.delete(path, { headers });
  await page.context().close();
});

test("a change that ends after the user has left its page or dialog leaves both as they are", async () => {
  const page = await open("/webhooks", "Webhooks");
  const { csrf_token } = await (await page.request.get(`${app.url}/api/account`)).json();
  const headers = { "x-csrf-token": csrf_token, origin: app.url };
  const data = { url: receiver.url("/left"), events: ["generation.failed"], label: "Left" };
  const response = await page.request.post(`${app.url}/api/account/webhooks`, { headers, data });
  const path = `${app.url}/api/account/webhooks/${(await response.json()).id}`;
  await page.reload();
  await page.getByRole("link", { name: "Left" }).click();
  // Another dialog was opened before the first one's change ended.
  const changed = await holdRequest(page, path, "PATCH");
  await openAction(page, "Edit endpoint");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await changed.arrived;
  await page.keyboard.press("Escape");
  await openAction(page, "Rotate secret");
  await page.getByRole("alertdialog").waitFor();
  changed.release();
  await page.getByText("Saved.").waitFor();
  expect(await page.locator("[role=alertdialog][data-open]").count()).toBe(1);
  await page.keyboard.press("Escape");
  // The page was left before the test event was sent.
  const sent = await holdRequest(page, `${path}/test`, "POST");
  await page.getByRole("button", { name: "Send test event" }).click();
  await page.getByRole("menuitem", { name: "Generation succeeded" }).click();
  await sent.arrived;
  await page.getByRole("link", { name: "Usage" }).click();
  await waitForPage(page, "Usage");
  const refetched = page.waitForResponse(`${app.url}/api/account`);
  sent.release();
  await refetched;
  expect(new URL(page.url()).pathname).toBe("/usage");
  await page.request.delete(path, { headers });
  await page.context().close();
});

async function openAction(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name }).click();
}

/** Holds the next request of a page back until `release`. */
async function holdRequest(page: Page, url: string, method: string) {
  const [arrived, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await page.route(url, async (route, request) => {
    if (request.method() !== method) return route.fallback();
    arrived.resolve();
    await released.promise;
    await route.continue();
  });
  return { arrived: arrived.promise, release: released.resolve };
}

test("an unknown path is a 404 page for browsers, signed in or not, and JSON for programs", async () => {
  const html = { accept: "text/html,application/xhtml+xml" };
  for (const path of ["/nothing", "/keys/abc", "/nothing/at/all"]) {
    const reply = await fetch(`${app.url}${path}`, { headers: html });
    expect([path, reply.status]).toEqual([path, 404]);
    expect(reply.headers.get("content-type")).toContain("text/html");
  }
  for (const path of ["/", "/keys", "/webhooks/abc", "/admin/models"]) {
    expect((await fetch(`${app.url}${path}`, { headers: html })).status).toBe(200);
  }
  for (const path of ["/api/v1/nothing", "/api/nothing", "/v1/nothing", "/files/nothing"]) {
    const reply = await fetch(`${app.url}${path}`, { headers: html });
    expect([path, reply.status >= 400]).toEqual([path, true]);
    expect(reply.headers.get("content-type") ?? "").not.toContain("text/html");
  }
  const program = await fetch(`${app.url}/nothing`, { headers: { accept: "application/json" } });
  expect(program.headers.get("content-type")).toContain("application/json");
  for (const who of [state, undefined]) {
    const { page } = await openPage(app, browser, who && { state: who });
    await page.goto(`${app.url}/nothing`);
    await page.getByRole("heading", { level: 1, name: "Page not found" }).waitFor();
    expect(await page.getByText("Page not found").count()).toBe(1);
    await page.context().close();
  }
});
