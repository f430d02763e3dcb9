import type { components } from "../../../generated/account/server.ts";
import type {
  Delivery,
  DeliveryAttempt,
  DeliveryFailure,
  DeliveryState,
} from "../../core/webhooks/deliveries.ts";
import type { Endpoint } from "../../core/webhooks/endpoints.ts";
import { toIso } from "./timestamps.ts";

type Schemas = components["schemas"];

const STATUS = {
  pending: "pending",
  succeeded: "delivered",
  exhausted: "failed",
  skipped: "failed",
} as const satisfies Record<DeliveryState, Schemas["DeliveryStatus"]>;

const FAILURES: Record<DeliveryFailure, string> = {
  refused: "The address is not allowed, or its host name could not be resolved.",
  timeout: "No response within 5 seconds.",
  connection: "The connection failed.",
  tls: "The certificate is not valid for this address.",
  protocol: "The response was not HTTP.",
  interrupted: "The attempt was interrupted.",
};

/** Converts an endpoint with its latest delivery. */
export function fromEndpoint(row: Endpoint, last: Delivery | undefined): Schemas["Webhook"] {
  return {
    id: row.id,
    url: row.url,
    label: row.label,
    events: row.events,
    enabled: row.disabledAt === null,
    disabled_reason: row.disabledReason,
    disabled_at: toIso(row.disabledAt),
    failing: row.inTrouble,
    failures_in_a_row: row.consecutiveFailures,
    confirmed_at: toIso(row.confirmedAt),
    secret_last_four: row.secretLastFour,
    old_secret_until: toIso(row.oldSecretUntil),
    last_delivery: last === undefined ? null : fromDelivery(last),
    created_at: row.createdAt.toISOString(),
  };
}

/** Converts a delivery: one event for one endpoint. */
export function fromDelivery(row: Delivery): Schemas["Delivery"] {
  return {
    id: row.id,
    event: row.event,
    generation_id: row.generationId,
    test: row.test,
    status: STATUS[row.state],
    attempt_count: row.attempts,
    attempts_left: row.state === "pending" ? row.triesLeft : 0,
    last_status_code: row.lastStatus ?? null,
    last_error: toDeliveryError(row.lastFailure) ?? (row.state === "skipped" ? SKIPPED : null),
    next_attempt_at: toIso(row.nextAttemptAt),
    created_at: row.createdAt.toISOString(),
    finished_at: toIso(row.endedAt),
  };
}

const SKIPPED = "The endpoint was disabled or removed before it was delivered.";

/** Converts a delivery attempt: one request and its response. */
export function fromAttempt(row: DeliveryAttempt): Schemas["DeliveryAttempt"] {
  const duration = row.endedAt ? row.endedAt.getTime() - row.startedAt.getTime() : 0;
  return {
    number: row.number,
    started_at: row.startedAt.toISOString(),
    duration_ms: Math.max(0, duration),
    request_headers: row.requestHeaders,
    status_code: row.status,
    response_headers: row.responseHeaders,
    response_body: row.responseBody,
    error: toDeliveryError(row.failure),
  };
}

/** Returns the states that the API reports as `status`. */
export function toDeliveryStates(
  status: Schemas["DeliveryStatus"] | undefined,
): DeliveryState[] | undefined {
  if (status === undefined) return undefined;
  const states: DeliveryState[] = ["pending", "succeeded", "exhausted", "skipped"];
  return states.filter((state) => STATUS[state] === status);
}

function toDeliveryError(failure: DeliveryFailure | null): string | null {
  return failure && FAILURES[failure];
}
