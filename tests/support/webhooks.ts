import type postgres from "postgres";
import type { App } from "./app.ts";
import { moveClock } from "./clock.ts";
import type { AccountClient } from "./account-client.ts";
import { eventually } from "./eventually.ts";

/** The error of an attempt whose URL is not allowed, or whose host name could not be resolved. */
export const REFUSED = "The address is not allowed, or its host name could not be resolved.";

/** A webhook endpoint of the Account API. */
export interface WebhookEndpoint {
  id: string;
  secret: string;
  url: string;
  label: string | null;
  events: string[];
  enabled: boolean;
  disabled_reason: string | null;
  disabled_at: string | null;
  failing: boolean;
  failures_in_a_row: number;
  secret_last_four: string;
  old_secret_until: string | null;
  last_delivery: Delivery | null;
}

export interface Delivery {
  id: string;
  event: string;
  generation_id: string | null;
  test: boolean;
  status: string;
  attempt_count: number;
  attempts_left: number;
  last_status_code: number | null;
  last_error: string | null;
  next_attempt_at: string | null;
}

export interface DeliveryDetail extends Delivery {
  url: string;
  body: string;
  attempts: {
    number: number;
    started_at: string;
    duration_ms: number;
    request_headers: Record<string, string>;
    status_code: number | null;
    response_headers: Record<string, string>;
    response_body: string | null;
    error: string | null;
  }[];
}

const HOOKS = "/api/account/webhooks";
const ALL = ["generation.succeeded", "generation.failed", "generation.canceled"];

/** Registers an endpoint for all events of generations, or for the given ones. */
export async function registerEndpoint(
  person: AccountClient,
  url: string,
  events = ALL,
): Promise<WebhookEndpoint> {
  const reply = await person.call(HOOKS, { json: { url, events, label: "Test" } });
  if (reply.status !== 201) throw new Error(`${reply.status}: ${await reply.text()}`);
  return (await reply.json()) as WebhookEndpoint;
}

export async function getEndpoint(person: AccountClient, id: string): Promise<WebhookEndpoint> {
  return (await (await person.call(`${HOOKS}/${id}`)).json()) as WebhookEndpoint;
}

export async function listDeliveries(
  person: AccountClient,
  id: string,
  query = "",
): Promise<Delivery[]> {
  const reply = await person.call(`${HOOKS}/${id}/deliveries${query}`);
  return ((await reply.json()) as { data: Delivery[] }).data;
}

export async function getDelivery(
  person: AccountClient,
  hookId: string,
  id: string,
): Promise<DeliveryDetail> {
  return (await (
    await person.call(`${HOOKS}/${hookId}/deliveries/${id}`)
  ).json()) as DeliveryDetail;
}

/** Sends a test event and returns the id of its delivery. */
export async function sendTest(
  person: AccountClient,
  hookId: string,
  event = "generation.succeeded",
): Promise<string> {
  const reply = await person.call(`${HOOKS}/${hookId}/test`, { json: { event } });
  return ((await reply.json()) as Delivery).id;
}

/** Queues deliveries of artificial events with numbered bodies in one transaction. */
export async function emitEvents(
  sql: postgres.Sql,
  accountId: string,
  { count = 1, event = "generation.failed" } = {},
): Promise<void> {
  await sql`
    with delivery as (
      insert into webhook_deliveries (
        id, endpoint_id, account_id, event, body, next_attempt_at, created_at
      )
      select gen_random_uuid(), e.id, e.account_id, ${event}::webhook_event,
        json_build_object('event', ${event}::text, 'data', json_build_object('number', number)),
        clock(), clock()
      from generate_series(1, ${count}) as t (number), webhook_endpoints e
      where e.account_id = ${accountId}
        and e.deleted_at is null
        and e.disabled_at is null
        and ${event}::webhook_event = any (e.events)
      returning id
    )
    select graphile_worker.add_jobs(array(select delivery_job(id, clock()) from delivery))`;
}

/** Waits until no attempt of an endpoint is running or due, and returns its deliveries. */
export async function waitForDeliveries(sql: postgres.Sql, hookId: string) {
  const isIdle = async () => {
    const isIdleNow = !(await isBusy(sql, hookId));
    if (!isIdleNow) await hurry(sql);
    return isIdleNow;
  };
  const message = "The endpoint still has attempts under way or due";
  await eventually(isIdle, { message });
  return sql<{ id: string; state: string; attempts: number; body: string }[]>`
    select id, state, attempts, body
    from webhook_deliveries
    where endpoint_id = ${hookId}
    order by created_at, id`;
}

async function isBusy(sql: postgres.Sql, hookId: string): Promise<boolean> {
  const rows = await sql`
    select 1
    from webhook_deliveries d
    where d.endpoint_id = ${hookId}
      and (
        (d.state = 'pending' and d.next_attempt_at <= clock())
        or exists (
          select 1 from webhook_attempts a where a.delivery_id = d.id and a.ended_at is null
        )
      )
    limit 1`;
  return rows.length > 0;
}

/** Moves the clock of the database to `seconds` after the real time, and the jobs in its queue with it. */
export async function advanceClock(app: App, sql: postgres.Sql, seconds: number): Promise<void> {
  await moveClock(app.databaseUrl, seconds);
  await hurry(sql);
}

/** Makes jobs that are due by the clock of the database due by the real time, which the queue uses. */
async function hurry(sql: postgres.Sql): Promise<void> {
  await sql`
    with due as (
      update graphile_worker._private_jobs
      set run_at = now()
      where locked_at is null and run_at > now() and run_at <= clock()
      returning 1
    )
    select pg_notify('jobs:insert', '{"count":1}')
    from due
    limit 1`;
}
