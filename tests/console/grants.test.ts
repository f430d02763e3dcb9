import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Browser, Locator, Page } from "playwright-core";
import { type App, startApp } from "../support/app.ts";
import { type AccountClient, signUp as signUpCustomer } from "../support/account-client.ts";
import { openPage, signUp, type State } from "../support/browser.ts";
import { openBrowser } from "../support/chromium.ts";
import { requestJson, type Schemas } from "../support/playground.ts";

const GRANT = "**/api/admin/accounts/*/grants";

let app: App;
let browser: Browser;
let state: State;

beforeAll(async () => {
  app = await startApp({ worker: false });
  browser = await openBrowser();
  const { page } = await openPage(app, browser);
  state = await signUp(app, page);
  await app.ctx.db.query("update accounts set admin = true", []);
  await page.context().close();
});

afterAll(async () => {
  await browser.close();
  await app.stop();
});

test("a double click grants credits once, and a form opened later grants them again", async () => {
  const customer = await signUpCustomer(app);
  const { page, submit } = await openGrantForm(customer);
  await submit.dblclick();
  await page.getByText("70 credits granted").waitFor();
  await submit.waitFor({ state: "detached" });
  expect(await listGrants(customer)).toEqual([70]);
  const later = await openForm(page);
  await later.click();
  await later.waitFor({ state: "detached" });
  expect(await listGrants(customer)).toEqual([70, 70]);
  await page.context().close();
});

test("a form sent twice before the first response grants credits once", async () => {
  const customer = await signUpCustomer(app);
  const { page, submit } = await openGrantForm(customer);
  await submit.evaluate((button: HTMLButtonElement) => {
    button.click();
    button.click();
  });
  await submit.waitFor({ state: "detached" });
  expect(await listGrants(customer)).toEqual([70]);
  await page.context().close();
});

test("a form sent again, even changed, after its response was lost grants credits once", async () => {
  const customer = await signUpCustomer(app);
  const { page, submit } = await openGrantForm(customer);
  await loseNextResponse(page);
  await submit.click();
  await page.getByText("The server can't be reached.").first().waitFor();
  expect(await listGrants(customer)).toEqual([70]);
  await page.getByRole("dialog").getByLabel("Reference").fill("INV-1");
  await submit.click();
  await page.getByText("They were not granted twice.").waitFor();
  await submit.waitFor({ state: "detached" });
  expect(await listGrants(customer)).toEqual([70]);
  await page.context().close();
});

test("a grant whose response was lost is shown on the page of the account", async () => {
  const customer = await signUpCustomer(app);
  const { page, submit } = await openGrantForm(customer);
  await loseNextResponse(page);
  await submit.click();
  await page.getByText("The server can't be reached.").first().waitFor();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Void 70 credits" }).waitFor();
  expect(await listGrants(customer)).toEqual([70]);
  await page.context().close();
});

test("a reference of an earlier grant is reported at its field and grants nothing", async () => {
  const customer = await signUpCustomer(app);
  const { page, submit } = await openGrantForm(customer, "INV-7");
  await submit.click();
  await submit.waitFor({ state: "detached" });
  const again = await openForm(page, "INV-7");
  await again.click();
  await page.getByText("This account already has a grant with this reference.").waitFor();
  expect(await listGrants(customer)).toEqual([70]);
  await page.context().close();
});

/** Opens the page of an account with a filled form for a grant of 70 credits. */
async function openGrantForm(
  { accountId }: AccountClient,
  reference = "",
): Promise<{ page: Page; submit: Locator }> {
  const { page } = await openPage(app, browser, { state });
  await page.goto(`${app.url}/admin/accounts/${accountId}`);
  return { page, submit: await openForm(page, reference) };
}

/** Opens and fills the form, and returns its submit button. */
async function openForm(page: Page, reference = ""): Promise<Locator> {
  await page.getByRole("button", { name: "Grant credits" }).click();
  const dialog = page.getByRole("dialog").filter({ has: page.getByLabel("Reason") });
  await dialog.getByLabel("Credits", { exact: true }).fill("70");
  await dialog.getByLabel("Reference").fill(reference);
  await dialog.getByLabel("Reason").fill("Invoice paid");
  return dialog.getByRole("button", { name: "Grant 70 credits" });
}

/** Lets the next grant reach the server and drops its response. */
async function loseNextResponse(page: Page): Promise<void> {
  await page.route(
    GRANT,
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
}

async function listGrants(customer: AccountClient): Promise<number[]> {
  const credits = await requestJson<Schemas["Credits"]>(customer, "/api/account/credits");
  return credits.batches.map(({ amount }) => amount);
}
