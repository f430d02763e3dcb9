import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import { type AccountClient } from "../../support/account-client.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { queueHubGeneration } from "../../support/hub-client.ts";
import { findViolations } from "../../support/invariants.ts";
import {
  createInPlayground,
  requestJson,
  type Schemas,
  signUpWithCredits,
} from "../../support/playground.ts";
import { runStatement } from "../../support/run-statement.ts";

let app: App;
let customer: Customer;
let person: AccountClient;

beforeAll(async () => {
  app = await startApp({ worker: false });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

beforeEach(async () => {
  const queued = "select array_agg(generation_id) from queued_generations";
  await runStatement(app.databaseUrl, `select finish_canceled_generations((${queued}), true)`);
  customer = await app.customer();
  person = await signUpWithCredits(app);
});

async function queueOthers(count: number): Promise<void> {
  for (let number = 0; number < count; number++) await queueHubGeneration(customer, app.url);
}

async function getPosition(id: string): Promise<number | null> {
  const path = `/api/account/generations/${id}`;
  return (await requestJson<Schemas["GenerationDetail"]>(person, path)).queue_position;
}

test("the position of a generation does not count those of others that start after it", async () => {
  await queueOthers(5);
  const { id } = await createInPlayground(person);
  expect(await getPosition(id)).toBe(1);
  const { id: second } = await createInPlayground(person);
  expect(await getPosition(second)).toBe(3);
});

test("the position of a generation counts later ones that a caller waits for", async () => {
  const { id } = await createInPlayground(person);
  expect(await getPosition(id)).toBe(0);
  await queueOthers(2);
  expect(await getPosition(id)).toBe(0);
  await runStatement(
    app.databaseUrl,
    `update queued_generations set is_awaited = true
    where job_id = (select max(job_id) from queued_generations)`,
  );
  expect(await getPosition(id)).toBe(1);
});

test("positions are those in which a worker starts the generations", async () => {
  const ids: string[] = [];
  for (let number = 0; number < 3; number++) ids.push((await createInPlayground(person)).id);
  await queueOthers(3);
  const positions = await Promise.all(ids.map(getPosition));
  const [row] = await runStatement(app.databaseUrl, "select pick_generations(6, null) as ids");
  const started = row?.ids as string[];
  expect(positions).toEqual(ids.map((id) => started.indexOf(id)));
});
