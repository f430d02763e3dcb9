import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import * as acceptance from "../../../generated/queries/acceptance.ts";
import { startWorker } from "../../../jobs/worker.ts";
import { closeAccount, updateAccount } from "../../../src/core/accounts/admin.ts";
import { CLI } from "../../../src/core/audit/actor.ts";
import { finishRequestedCancellations } from "../../../src/core/generations/recover.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { eventually } from "../../support/eventually.ts";
import { createHubGeneration, getBalance } from "../../support/hub-client.ts";
import { findViolations } from "../../support/invariants.ts";
import { runStatement } from "../../support/run-statement.ts";
import { createSubmission, toStatementParameters } from "../../support/submission.ts";

// More than one statement can cancel one by one within its deadline.
const QUEUED = 6_000;
const IMAGE_CREDITS = 8;

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

describe("an account with 6,000 queued generations", () => {
  test("is disabled at once: none of them starts, all are canceled, and their credits return", async () => {
    const customer = await openQueue();
    await updateAccount(app.ctx, customer.accountId, { ...CLI, disabled: true });
    expect(await findViolations(app.databaseUrl)).toEqual([]);
    expect((await createHubGeneration(customer, app.url, { async: true })).status).toBe(401);
    const worker = await startWorker(app.ctx, app.databaseUrl);
    await untilCanceled(customer);
    await worker.stop();
    expect(await countAttempts(customer)).toBe(0);
    await updateAccount(app.ctx, customer.accountId, { ...CLI, disabled: false });
    const credits = QUEUED * IMAGE_CREDITS;
    expect(await getBalance(customer)).toMatchObject({ credits, held: 0 });
  });

  test("is closed at once, and the credits that return later are voided", async () => {
    const customer = await openQueue();
    await closeAccount(app.ctx, customer.accountId, CLI);
    expect(await findViolations(app.databaseUrl)).toEqual([]);
    await finishRequestedCancellations(app.ctx);
    await untilCanceled(customer);
    const text = `select available, held from accounts where id = '${customer.accountId}'`;
    expect(await runStatement(app.databaseUrl, text)).toEqual([{ available: 0, held: 0 }]);
  });
});

/** Accepts generations of a new customer, who has the credits for no more. */
async function openQueue(): Promise<Customer> {
  const customer = await app.customer({ credits: QUEUED * IMAGE_CREDITS });
  for (let count = 0; count < QUEUED; count += 500) {
    const submissions = Array.from({ length: 500 }, () => createSubmission(customer));
    await acceptance.acceptGenerations.run(toStatementParameters(submissions), app.ctx.db);
  }
  expect(await countStatuses(customer)).toEqual([{ status: "queued", generations: QUEUED }]);
  return customer;
}

function untilCanceled(customer: Customer): Promise<unknown> {
  const canceled = [{ status: "canceled", generations: QUEUED }];
  return eventually(async () => Bun.deepEquals(await countStatuses(customer), canceled), {
    message: "Generations are not canceled",
  });
}

function countStatuses({ accountId }: Customer) {
  return runStatement(
    app.databaseUrl,
    `select status, count(*)::int as generations from generations
    where account_id = '${accountId}' group by status`,
  );
}

async function countAttempts({ accountId }: Customer) {
  const text = `select 1 from provider_attempts where account_id = '${accountId}'`;
  return (await runStatement(app.databaseUrl, text)).length;
}
