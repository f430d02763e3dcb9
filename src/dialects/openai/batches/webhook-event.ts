import type { components } from "../../../../generated/openai/server.ts";
import type { BatchFacts, EventFacts } from "../../../core/webhooks/events.ts";
import { toUnixSeconds } from "../images.ts";
import { toBatchId } from "./ids.ts";

/** Returns whether an event is the end of a batch. */
export function isBatchEnd(facts: EventFacts): facts is BatchFacts {
  return "batchId" in facts;
}

/** Converts the end of a batch to the body of its webhook deliveries. */
export function fromBatchEnd({
  event: type,
  deliveryId,
  batchId,
  createdAt,
}: BatchFacts): components["schemas"]["BatchEvent"] {
  return {
    id: `evt_${deliveryId.replaceAll("-", "")}`,
    object: "event",
    created_at: toUnixSeconds(createdAt),
    type,
    data: { id: toBatchId(batchId) },
  };
}
