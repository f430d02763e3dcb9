import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { createHubGeneration } from "../../support/hub-client.ts";

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});
afterAll(() => app.stop());

interface Owned {
  customer: Customer;
  id: string;
}

async function createOwned(customer: Customer): Promise<Owned> {
  const { body } = await createHubGeneration(customer, app.url, { async: true });
  return { customer, id: String(body.id) };
}

async function poll(customer: Customer, id: string) {
  const reply = await customer.call(`/api/v1/generations/${id}`);
  // The contract's own field; every response is validated against the document.
  const { id: found } = (await reply.json()) as { id?: string };
  return { status: reply.status, found };
}

test("concurrent polls return each customer its own generations, and 404 for those of others", async () => {
  const customers = [await app.customer({ credits: 100 }), await app.customer({ credits: 100 })];
  const owned = await Promise.all([...customers, ...customers].map(createOwned));
  const unknown = crypto.randomUUID();
  const ids = [...owned.map(({ id }) => id), unknown, "malformed"];
  const polls = customers.flatMap((customer) => ids.map((id) => ({ customer, id })));
  const repeated = [...polls, ...polls];
  const replies = await Promise.all(repeated.map(({ customer, id }) => poll(customer, id)));
  const expected = repeated.map(({ customer, id }) => {
    const isOwn = owned.some((each) => each.id === id && each.customer === customer);
    return { status: isOwn ? 200 : 404, found: isOwn ? id : undefined };
  });
  expect(replies).toEqual(expected);
});

test("polls of one customer beyond the size of a statement are all answered", async () => {
  const customer = await app.customer({ credits: 100 });
  const { id } = await createOwned(customer);
  const replies = await Promise.all(Array.from({ length: 100 }, () => poll(customer, id)));
  expect(replies).toEqual(Array(100).fill({ status: 200, found: id }));
});
