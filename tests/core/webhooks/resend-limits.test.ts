import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, startApp } from "../../support/app.ts";
import { type AccountClient, signUp } from "../../support/account-client.ts";
import { registerEndpoint } from "../../support/webhooks.ts";

let app: App;
let person: AccountClient;

beforeAll(async () => {
  app = await startApp({ worker: false });
  person = await signUp(app);
});

afterAll(() => app.stop());

/** Registers an endpoint whose deliveries were skipped, one a second. */
async function createSkipped(count: number): Promise<string> {
  const { id } = await registerEndpoint(person, "https://93.184.216.34/hook");
  await app.ctx.db.query(
    `insert into webhook_deliveries (
       id, endpoint_id, account_id, event, body, state, created_at, ended_at
     )
     select gen_random_uuid(), $1, $2, 'generation.failed', '{}', 'skipped',
       clock() - number * interval '1 second', clock()
     from generate_series(1, $3::integer) as t (number)`,
    [id, person.accountId, count],
  );
  return id;
}

function resendFailed(id: string): Promise<Response> {
  const json = { since: new Date(0).toISOString() };
  return person.call(`/api/account/webhooks/${id}/resend-failed`, { json });
}

test("failed deliveries are sent again 500 at a time, oldest first, at most ten times", async () => {
  const id = await createSkipped(510);
  expect(await (await resendFailed(id)).json()).toEqual({ resent: 500 });
  const { rows } = await app.ctx.db.query(
    `select max(created_at) filter (where state = 'pending')
       < min(created_at) filter (where state = 'skipped') as are_oldest_sent
     from webhook_deliveries
     where endpoint_id = $1`,
    [id],
  );
  expect<unknown[]>(rows).toEqual([{ areOldestSent: true }]);
  expect(await (await resendFailed(id)).json()).toEqual({ resent: 10 });
  for (let call = 3; call <= 10; call++) {
    expect(await (await resendFailed(id)).json()).toEqual({ resent: 0 });
  }
  const rejected = await resendFailed(id);
  expect([rejected.status, (await rejected.json()).error.code]).toEqual([429, "rate_limited"]);
});
