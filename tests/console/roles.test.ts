import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import type { Browser, Page } from "playwright-core";
import { updateAccount } from "../../src/core/accounts/admin.ts";
import { type Role, ROLES } from "../../src/core/accounts/roles.ts";
import { CLI } from "../../src/core/audit/actor.ts";
import * as credits from "../../src/core/billing/grants.ts";
import { type AccountClient, signUp } from "../support/account-client.ts";
import { type App, startApp } from "../support/app.ts";
import {
  findAccessibilityViolations,
  navigate,
  openPage,
  type VisitOptions,
  waitForPage,
} from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { isWide, translations } from "../support/console.ts";

const { admin: words, adminNav, auditAction, common, grant, grantSource } = translations.en;

let app: App;
let browser: Browser;
let customer: AccountClient;
const operators = new Map<Role, AccountClient>();

beforeAll(async () => {
  app = await startApp({ worker: false });
  browser = await openBrowser();
  customer = await signUp(app);
  const { accountId } = customer;
  await credits.createGrant(app.ctx, { accountId, credits: 500, source: "purchase" });
  for (const role of ROLES) {
    const person = await signUp(app);
    await updateAccount(app.ctx, person.accountId, { ...CLI, role });
    operators.set(role, person);
  }
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** Opens the console, signed in with a role. */
async function openAs(role: Role, options: VisitOptions = {}): Promise<Page> {
  const { page } = await openPage(app, browser, options);
  const { email = "", password = "" } = operators.get(role) ?? {};
  const headers = { origin: app.url };
  await page.request.post(`${app.url}/api/auth/sign-in`, { headers, data: { email, password } });
  await page.goto(`${app.url}/admin/accounts`);
  await waitForPage(page, adminNav.accounts);
  return page;
}

function isOffered(page: Page, name: string | RegExp): Promise<boolean> {
  return page.getByRole("button", { name, exact: true }).first().isVisible();
}

async function openAccount(page: Page, { accountId, email }: AccountClient): Promise<void> {
  await navigate(page, `/admin/accounts/${accountId}`);
  await waitForPage(page, email);
}

test.each([...ROLES])("the console offers %s what the role may do", async (role) => {
  const isFinance = role !== "support";
  const isAdmin = role === "admin";
  const page = await openAs(role);
  expect(await isOffered(page, words.signUp.closeSignUp)).toBe(isAdmin);
  await openAccount(page, customer);
  expect({
    grant: await isOffered(page, grant.grantCredits),
    void: await isOffered(page, words.void.voidCredits_other.replace("{{credits}}", "500")),
    plan: await isOffered(page, words.account.changePlan),
    more: await isOffered(page, common.moreActions),
  }).toEqual({ grant: true, void: isFinance, plan: isAdmin, more: isAdmin });
  await page.getByRole("button", { name: grant.grantCredits }).click();
  const dialog = page.getByRole("dialog");
  const sources = dialog.getByLabel(grant.source).locator("option");
  await dialog.getByLabel(grant.source).waitFor();
  const adjustments = [grantSource.adjust];
  expect((await sources.allTextContents()).length).toBe(isFinance ? 4 : 1);
  expect(await sources.allTextContents()).toEqual(expect.arrayContaining(adjustments));
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await navigate(page, "/admin/prices");
  await waitForPage(page, adminNav.prices);
  expect({
    add: await isOffered(page, words.prices.add),
    change: await isOffered(page, /^Actions for /),
  }).toEqual({ add: isFinance, change: isFinance });
  await navigate(page, "/admin/plans");
  await waitForPage(page, adminNav.plans);
  expect(await isOffered(page, /^Actions for /)).toBe(isFinance);
  await navigate(page, "/admin/models");
  await waitForPage(page, words.models.page);
  expect({
    add: await isOffered(page, words.models.add),
    change: await isOffered(page, /^Actions for /),
  }).toEqual({ add: isAdmin, change: isAdmin });
});

test("support is not offered to grant credits to its own account", async () => {
  const page = await openAs("support");
  const own = operators.get("support");
  if (own === undefined) throw new Error("no operator");
  await openAccount(page, own);
  await page.getByText(words.role.support, { exact: true }).first().waitFor();
  expect(await isOffered(page, grant.grantCredits)).toBe(false);
});

test("an admin changes a role with a reason, and the page and the audit log show it", async () => {
  const page = await openAs("admin");
  const person = await signUp(app);
  await openAccount(page, person);
  await page.getByRole("button", { name: common.moreActions }).click();
  await page.getByRole("menuitem", { name: words.account.changeRole }).click();
  const dialog = page.getByRole("dialog", { name: words.account.changeRole });
  await dialog.getByLabel(words.role.label).selectOption(words.role.finance);
  await dialog.getByLabel(words.reason).fill("handles invoices");
  await dialog.getByRole("button", { name: words.account.changeRole }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText(words.role.finance, { exact: true }).first().waitFor();
  const entry = page.getByRole("listitem").filter({ hasText: auditAction.account.role });
  await entry.getByText("handles invoices").waitFor();
  await entry.getByText("role: – → finance").waitFor();
});

test("the last admin sees why the role cannot be removed", async () => {
  const page = await openAs("admin");
  const own = operators.get("admin");
  if (own === undefined) throw new Error("no operator");
  await openAccount(page, own);
  await page.getByRole("button", { name: common.moreActions }).click();
  await page.getByRole("menuitem", { name: words.account.changeRole }).click();
  const dialog = page.getByRole("dialog", { name: words.account.changeRole });
  await dialog.getByLabel(words.role.label).selectOption(words.role.none);
  await dialog.getByLabel(words.reason).fill("leaves");
  await dialog.getByRole("button", { name: words.account.changeRole }).click();
  await page.getByText("At least one admin account is required.").first().waitFor();
  expect(await dialog.getByLabel(words.reason).inputValue()).toBe("leaves");
});

test.each(["light", "dark"] as const)(
  "the role dialog is accessible in %s",
  async (colorScheme) => {
    for (const width of [390, 1280]) {
      const page = await openAs("admin", { colorScheme, width });
      await openAccount(page, customer);
      await page.getByRole("button", { name: common.moreActions }).click();
      await page.getByRole("menuitem", { name: words.account.changeRole }).click();
      await page.getByRole("dialog").getByLabel(words.role.label).waitFor();
      expect(await findAccessibilityViolations(page)).toEqual([]);
      expect(await isWide(page)).toBe(false);
    }
  },
);
