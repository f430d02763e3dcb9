import type postgres from "postgres";
import { isVerifiedBySample } from "../../support/webhook-receiver.ts";
import type { HarnessEndpoint } from "./customers.ts";
import type { Journal } from "./journal.ts";
import type { Platform } from "./platform.ts";
import type { ReceivedDelivery } from "./receiver.ts";

interface StoredDelivery {
  id: string;
  endpointId: string;
  event: string;
  state: string;
  attempts: number;
  generationId: string | null;
  status: string | null;
}

/** What the receiver has got. */
export interface WebhookTotals {
  deliveries: number;
  succeeded: number;
  /** Deliveries that wait for a retry. */
  scheduled: number;
  /** Deliveries that were sent again because a process died before it had recorded the answer. */
  repeated: number;
}

const EVENTS: Record<string, string> = {
  succeeded: "generation.succeeded",
  failed: "generation.failed",
  blocked: "generation.failed",
  canceled: "generation.canceled",
};
// An attempt lasts at most 5 s; its answer is recorded or repeated within a minute.
const RECORD_MS = 90_000;

/** Compares the deliveries in the database with the log of the receiver. */
export async function compareWebhooks(
  platform: Platform,
  sql: postgres.Sql,
): Promise<WebhookTotals> {
  const { journal, receiver, customers } = platform;
  const deliveries = await sql<StoredDelivery[]>`
    select d.id, d.endpoint_id as "endpointId", d.event, d.state, d.attempts,
      d.generation_id as "generationId", g.status
    from webhook_deliveries d
      left join generations g on g.id = d.generation_id
    where not d.test`;
  const endpoints = new Map(
    customers.accounts.flatMap((each) => each.endpoints).map((each) => [each.id, each]),
  );
  const byId = Map.groupBy(receiver.received, ({ id }) => id);
  let repeated = 0;
  for (const delivery of deliveries) {
    const received = byId.get(delivery.id) ?? [];
    byId.delete(delivery.id);
    if (countAccepted(received) > 1) repeated++;
    const faults = [
      ...findWrongRequests(received, endpoints.get(delivery.endpointId)),
      ...findWrongOutcome(journal, delivery, received),
    ];
    const got = received.map(describe);
    for (const fault of faults)
      journal.violate("webhook", `${fault} ${JSON.stringify({ delivery, got })}`);
  }
  for (const [id, received] of byId)
    journal.violate("webhook", `unknown delivery ${id} ${JSON.stringify(received.map(describe))}`);
  const count = (state: string) => deliveries.filter((each) => each.state === state).length;
  const [succeeded, scheduled] = [count("succeeded"), count("pending")];
  return { deliveries: deliveries.length, succeeded, scheduled, repeated };
}

function findWrongRequests(
  received: ReceivedDelivery[],
  endpoint: HarnessEndpoint | undefined,
): string[] {
  return received.flatMap((one) => [
    ...(one.path === endpoint?.path ? [] : ["a delivery was sent to another endpoint"]),
    ...(isVerifiedBySample(endpoint?.secret ?? "", one) ? [] : ["a signature is wrong"]),
    ...(one.body === received[0]?.body ? [] : ["an attempt has another body"]),
  ]);
}

/** A delivery is accepted once, unless its answer was lost, and what was accepted is recorded. */
function findWrongOutcome(
  journal: Journal,
  { state, status, event }: StoredDelivery,
  received: ReceivedDelivery[],
): string[] {
  const accepted = countAccepted(received);
  const isExcused = received.some(({ at }) =>
    journal.wasAway(/^(worker|server 2|a process|line|postgres)/, {
      from: at - 6_000,
      to: at + RECORD_MS,
    }),
  );
  const isWrong: [string, boolean][] = [
    ["the event does not fit the state", status !== null && EVENTS[status] !== event],
    ["a delivery was accepted twice", accepted > 1 && !isExcused],
    ["nothing was delivered", state === "succeeded" && accepted === 0],
    ["an accepted delivery is not recorded", state !== "succeeded" && accepted > 0 && !isExcused],
    ["it was given up", state === "exhausted" || state === "skipped"],
  ];
  return isWrong.filter(([, is]) => is).map(([fault]) => fault);
}

function countAccepted(received: ReceivedDelivery[]): number {
  return received.filter(({ status }) => status === 200).length;
}

function describe({ at, status, event }: ReceivedDelivery): object {
  return { at: Math.round(at), status, event };
}
