import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import en from "../../src/console/languages/en.json";
import tr from "../../src/console/languages/tr.json";
import simplified from "../../src/console/languages/zh-CN.json";
import traditional from "../../src/console/languages/zh-TW.json";
import { updateAccount } from "../../src/core/accounts/admin.ts";
import { bindInstallation } from "../../src/core/accounts/installation.ts";
import { createSetupToken } from "../../src/core/accounts/setup.ts";
import { type App, startApp } from "../support/app.ts";
import {
  findAccessibilityViolations,
  waitForPage,
  type State,
  navigate,
  openPage,
} from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { isWide, setLanguage } from "../support/console.ts";
import { findViolations } from "../support/invariants.ts";
import { type AccountClient, signUp } from "../support/account-client.ts";
import {
  requestJson,
  createInPlayground,
  finishInPlayground,
  signUpWithCredits,
  type Schemas,
} from "../support/playground.ts";
import { eventually } from "../support/eventually.ts";

const ADMIN_EMAIL = "boss@example.com";
const PASSWORD = "correct horse battery";
const SECTIONS = ["accounts", "plans", "prices", "models", "queue", "audit"];

let app: App;
let browser: Browser;
let state: State;
let customer: AccountClient;
let key: string;

beforeAll(async () => {
  app = await startApp({ setup: true });
  // As on every start of the program. The sign-up setting is stored with the installation.
  await bindInstallation(app.ctx);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

test("the setup link of a new server creates an admin and leads to granting credits", async () => {
  const { page, faults } = await openPage(app, browser);
  await page.goto(app.url);
  await page.getByRole("heading", { name: "Set up Darkroom" }).waitFor();
  await page.getByLabel("Setup token").fill("wrong");
  await page.getByLabel("Email address").fill(ADMIN_EMAIL);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByText("The setup token is incorrect").waitFor();
  const token = await createSetupToken(app.ctx);
  await page.goto(`${app.url}/sign-up#setup_token=${token}`);
  await page.getByLabel("Email address").fill(ADMIN_EMAIL);
  await page.getByLabel("Password").fill(PASSWORD);
  expect(page.url()).toBe(`${app.url}/sign-up`);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("link", { name: "Get credits" }).click();
  await page.getByRole("link", { name: "Grant credits" }).click();
  await page.getByRole("heading", { level: 1, name: ADMIN_EMAIL }).waitFor();
  const activity = page.getByRole("list", { name: "Audit log" });
  await activity.getByText("Signed in", { exact: true }).waitFor();
  state = await page.context().storageState();
  const second = await openPage(app, browser);
  await second.page.goto(app.url);
  await second.page.getByRole("heading", { name: "Sign in" }).waitFor();
  expect([...faults, ...second.faults]).toEqual([]);
  customer = await signUp(app, { email: "ada@example.com" });
  const json = { dialect: "hub", label: "Shop" };
  ({ key } = await requestJson<Schemas["CreatedKey"]>(customer, "/api/account/keys", { json }));
});

test("an admin grants credits, voids them and disables an account", async () => {
  const { page, faults } = await openPage(app, browser, { state });
  await page.goto(`${app.url}/admin/accounts`);
  await page.getByLabel("Email address or name").fill("ADA");
  await page.getByRole("button", { name: "Filter" }).click();
  await page.getByRole("link", { name: customer.email }).click();
  await grant(page);
  await page.getByText("1,500 credits granted").waitFor();
  await page.getByRole("definition").filter({ hasText: "1,500 credits" }).first().waitFor();
  expect(await balance()).toEqual([200, 1500]);

  await page.getByRole("button", { name: "Void 1,500 credits" }).click();
  await confirmWithReason(page, "Void 1,500 credits", "Paid back");
  await page.getByText("No credits", { exact: true }).waitFor();
  expect(await balance()).toEqual([200, 0]);

  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Disable account" }).click();
  await confirmWithReason(page, "Disable account", "Card fraud");
  await page.getByText("Disabled since").waitFor();
  expect((await balance())[0]).toBe(401);

  await page.getByRole("link", { name: "View in audit log" }).click();
  const lines = page.getByRole("list", { name: "Audit log" }).getByRole("listitem");
  await lines.nth(2).waitFor();
  expect(await lines.filter({ hasText: ADMIN_EMAIL }).allTextContents()).toEqual([
    expect.stringMatching(/^Account disabled.*Card fraud/),
    expect.stringMatching(/^Grant voided.*voided: 1500.*Paid back/),
    expect.stringMatching(/^Credits granted.*credits: 1500.*Invoice 7/),
  ]);
  expect(faults).toEqual([]);
});

test("a changed price applies to the next quote, and a disabled model is not offered", async () => {
  const { page, faults } = await openPage(app, browser, { state });
  await page.goto(`${app.url}/admin/prices`);
  await page.getByRole("button", { name: "Actions for Image Hub API, Every model, 1K" }).click();
  await page.getByRole("menuitem", { name: "Change price" }).click();
  await page.getByLabel("Credits per image").fill("9");
  await page.getByText("8 → 9").waitFor();
  await page.getByRole("button", { name: "Save price" }).click();
  await page.getByText("This field is required.").waitFor();
  await confirmWithReason(page, "Save price", "Provider raised its prices");
  await page.getByRole("link", { name: "Audit log" }).click();
  const lines = page.getByRole("list", { name: "Audit log" }).getByRole("listitem");
  await lines.filter({ hasText: /8 → 9.*Provider raised its prices/ }).waitFor();
  await page.getByRole("link", { name: "Playground" }).click();
  await page.getByText("9 credits").waitFor();

  await page.getByRole("link", { name: "Models" }).click();
  await page.getByRole("button", { name: "Actions for GPT IMAGE 2" }).click();
  await page.getByRole("menuitem", { name: "Disable model" }).click();
  const confirmation = page.getByRole("alertdialog");
  await confirmation.getByRole("button", { name: "Disable model" }).click();
  await page.getByText("Disabled", { exact: true }).waitFor();
  await page.getByRole("link", { name: "Playground" }).click();
  await page.getByText("No models").waitFor();

  await page.getByRole("link", { name: "Models" }).click();
  await page.getByRole("button", { name: "Actions for GPT IMAGE 2" }).click();
  await page.getByRole("menuitem", { name: "Enable model" }).click();
  await page.getByText("Enabled", { exact: true }).waitFor();
  const buyer = await signUpWithCredits(app);
  expect((await finishInPlayground(app, buyer)).receipt).toMatchObject({ captured: 9 });
  expect(faults).toEqual([]);
});

test("a stuck generation is listed, canceled and released", async () => {
  const buyer = await signUpWithCredits(app);
  const { id } = await createInPlayground(buyer, { prompt: "a hill #slow:60" });
  const path = `/api/account/generations/${id}`;
  const status = async () => (await requestJson<Schemas["GenerationDetail"]>(buyer, path)).status;
  await eventually(async () => (await status()) === "running", {
    message: "The generation did not start",
  });
  const late = "created_at = clock() - interval '1 hour', started_at = clock() - interval '1 hour'";
  await app.ctx.db.query(`update generations set ${late} where id = $1`, [id]);
  const { page, faults } = await openPage(app, browser, { state });
  await page.goto(`${app.url}/admin/queue`);
  const row = page.getByRole("row").filter({ hasText: buyer.email });
  await row.getByRole("button", { name: "Cancel generation" }).click();
  await confirmWithReason(page, "Cancel generation", "It hangs");
  await page.getByText("No stuck generations").waitFor();
  await (await buyer.call(`${path}/events`)).text();
  const credits = await requestJson<Schemas["Credits"]>(buyer, "/api/account/credits");
  expect(credits).toMatchObject({ credits: 1000, held: 0 });
  expect(faults).toEqual([]);
});

test("a dead job is removed, and a generation that a live worker runs is not queued again", async () => {
  const buyer = await signUpWithCredits(app);
  // No worker knows the task.
  const { rows } = await app.ctx.db.query("select id from graphile_worker.add_job('retired')", []);
  // The statement has this one column.
  const [job] = rows as { id: string }[];
  const dead = "update graphile_worker._private_jobs set attempts = max_attempts where id = $1";
  await app.ctx.db.query(dead, [job?.id]);
  const { page, faults } = await openPage(app, browser, { state });
  await page.goto(`${app.url}/admin/queue`);
  const row = page.getByRole("row").filter({ hasText: "retired" });
  await row.getByRole("button", { name: "Remove" }).click();
  await Promise.all([
    page.getByText("Job removed.").waitFor(),
    confirmWithReason(page, "Remove", "Its task no longer exists"),
  ]);
  await row.waitFor({ state: "detached" });
  const { id } = await createInPlayground(buyer, { prompt: "a hill #slow:60" });
  const path = `/api/account/generations/${id}`;
  const status = async () => (await requestJson<Schemas["GenerationDetail"]>(buyer, path)).status;
  await eventually(async () => (await status()) === "running", {
    message: "The generation did not start",
  });
  const late = "created_at = clock() - interval '1 hour', started_at = clock() - interval '1 hour'";
  await app.ctx.db.query(`update generations set ${late} where id = $1`, [id]);
  const stuck = page.getByRole("row").filter({ hasText: buyer.email });
  await stuck.getByRole("button", { name: "Queue again" }).click();
  const dialog = page.getByRole("dialog").filter({ has: page.getByLabel("Reason") });
  await dialog.getByLabel("Reason").fill("It hangs");
  await dialog.getByRole("button", { name: "Queue again" }).click();
  // The refusal is shown, and the dialog stays open.
  await page.getByText("The generation is running in a live worker").first().waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await stuck.getByRole("button", { name: "Cancel generation" }).click();
  await confirmWithReason(page, "Cancel generation", "It hangs");
  await (await buyer.call(`${path}/events`)).text();
  // The browser reports the refusal.
  expect(faults.filter((fault) => !fault.includes("409"))).toEqual([]);
});

test("sign-up is closed and reopened, and the sign-up page says so", async () => {
  const { page, faults } = await openPage(app, browser, { state });
  await page.goto(`${app.url}/admin/accounts`);
  await page.getByRole("button", { name: "Close sign-up" }).click();
  await confirmWithReason(page, "Close sign-up", "Only our own people");
  await page.getByRole("button", { name: "Open sign-up" }).waitFor();
  const visitor = await openPage(app, browser);
  await visitor.page.goto(`${app.url}/sign-up`);
  await visitor.page.getByText("Sign-up is closed").waitFor();
  expect(await visitor.page.getByRole("heading").allTextContents()).toEqual(["Sign in"]);
  await page.getByRole("button", { name: "Open sign-up" }).click();
  await confirmWithReason(page, "Open sign-up", "Ready for all");
  await page.getByRole("button", { name: "Close sign-up" }).waitFor();
  await visitor.page.reload();
  await visitor.page.getByRole("heading", { name: "Create an account" }).waitFor();
  expect([...faults, ...visitor.faults]).toEqual([]);
});

test("a sign-in reports a disabled account, and the wait after too many attempts", async () => {
  const disabled = await signUp(app);
  const actor = { actorId: null, address: null, reason: "abuse" };
  await updateAccount(app.ctx, disabled.accountId, { disabled: true, ...actor });
  await app.ctx.db.query(
    "insert into sign_in_attempts values ('account-client tried@example.com 127.0.0.1', clock(), 10)",
    [],
  );
  const { page, faults } = await openPage(app, browser);
  await page.goto(`${app.url}/sign-in`);
  await page.getByLabel("Email address").fill(disabled.email);
  await page.getByLabel("Password").fill(disabled.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("This account is disabled. Contact the server operator.").waitFor();
  await page.getByLabel("Email address").fill("tried@example.com");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText(/^Too many requests\. Try again in \d{2,3} seconds\.$/).waitFor();
  expect(faults).toEqual([]);
});

test("a customer sees no admin links, and a notice at the admin paths", async () => {
  const { page } = await openPage(app, browser);
  await page.goto(`${app.url}/sign-up?next=/admin/accounts`);
  await page.getByLabel("Email address").fill("eve@example.com");
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("link", { name: "Back to overview" }).waitFor();
  const requested: string[] = [];
  page.on("request", (request) => requested.push(new URL(request.url()).pathname));
  await page.reload();
  for (const section of SECTIONS) {
    await page.evaluate((path) => history.pushState(null, "", path), `/admin/${section}`);
    await page.getByRole("heading", { name: "Operators only" }).waitFor();
  }
  expect(requested.filter((path) => path.startsWith("/api/admin"))).toEqual([]);
  expect(await page.getByRole("navigation").getByRole("link").count()).toBeGreaterThan(0);
  const links = await page.getByRole("navigation").getByRole("link").allTextContents();
  expect(links.filter((name) => Object.values(en.adminNav).includes(name))).toEqual([]);
});

for (const [locale, words] of Object.entries({
  en,
  "zh-CN": simplified,
  "zh-TW": traditional,
  tr,
})) {
  test(`every admin page is translated to ${locale}, accessible and fits a phone`, async () => {
    const colorScheme = locale === "en" || locale === "zh-TW" ? "light" : "dark";
    const { page, faults } = await openPage(app, browser, {
      locale,
      colorScheme,
      width: 360,
      state,
    });
    await setLanguage(app, page, locale);
    const { models, operatorsOnly } = words.admin;
    const titles = new Map(
      Object.entries({ ...words.adminNav, models: models.page, [customer.accountId]: "" }),
    );
    titles.delete("title");
    await page.goto(`${app.url}/admin/accounts`);
    for (const [place, title] of titles) {
      const own = title === "" ? `accounts/${place}` : place;
      await navigate(page, `/admin/${own}`);
      await waitForPage(page, title || customer.email);
      const isChecked = locale === "en" || locale === "tr";
      const found = isChecked ? await findAccessibilityViolations(page) : [];
      const wide = await isWide(page);
      expect({ own, found, wide }).toEqual({ own, found: [], wide: false });
    }
    expect(await page.getByText(operatorsOnly).count()).toBe(0);
    expect(faults).toEqual([]);
  });
}

/** Grants credits with the keyboard only. */
async function grant(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Grant credits" }).focus();
  await page.keyboard.press("Enter");
  const credits = page.getByRole("dialog").getByLabel("Credits", { exact: true });
  await credits.and(page.locator(":focus")).waitFor();
  const keys = ["1500", "Tab", "30", "Tab", "Tab", "Tab", "Thanks", "Tab", "Invoice 7", "Enter"];
  for (const each of keys) {
    if (each === "Tab" || each === "Enter") await page.keyboard.press(each);
    else await page.keyboard.type(each);
  }
}

async function confirmWithReason(page: Page, action: string, reason: string): Promise<void> {
  // Toasts have the role dialog too.
  const dialog = page.getByRole("dialog").filter({ has: page.getByLabel("Reason") });
  await dialog.getByLabel("Reason").fill(reason);
  await dialog.getByRole("button", { name: action }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Returns the status and the credits that a request with the customer's key reads. */
async function balance(): Promise<[status: number, credits: number | undefined]> {
  const headers = { authorization: `Bearer ${key}` };
  const reply = await app.fetch("/api/v1/credits", { headers });
  const { credits }: { credits?: number } = await reply.json();
  return [reply.status, credits];
}
