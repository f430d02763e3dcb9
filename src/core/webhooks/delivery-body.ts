import * as queries from "../../../generated/queries/webhooks.ts";
import type { Context } from "../../app/context.ts";
import { toNotFoundError } from "../../foundation/ids.ts";
import type { EventFacts, FinishedGeneration, WebhookFormat } from "./events.ts";
import { createSampleEvent } from "./samples.ts";

/**
 * Returns the body of a delivery: the stored one, or before the first attempt the one that it would send.
 * If URLs of images expire, the body is rendered again with new ones. Throws `not_found`.
 */
export async function getDeliveryBody(
  ctx: Context,
  deliveryId: string,
  format: WebhookFormat,
): Promise<string> {
  const rows = await queries.findStoredDeliveryEvent.run({ deliveryId }, ctx.db);
  const body = toBody(ctx, deliveryId, { rows, format });
  if (body === undefined) throw toNotFoundError();
  return body;
}

/**
 * Returns the body that an attempt sends, as `getDeliveryBody` does. Returns undefined if the delivery does
 * not exist or has moved to the history.
 */
export async function findDeliveryBody(
  ctx: Context,
  deliveryId: string,
  format: WebhookFormat,
): Promise<string | undefined> {
  const rows = await queries.findDeliveryEvent.run({ deliveryId }, ctx.db);
  return toBody(ctx, deliveryId, { rows, format });
}

function toBody(
  ctx: Context,
  deliveryId: string,
  { rows, format }: { rows: Row[]; format: WebhookFormat },
): string | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  const canExpire = ctx.config.signedImageUrlsSeconds > 0 && first.generationId !== null;
  const stored = canExpire ? null : first.body;
  return stored ?? format.toBody(toFacts(deliveryId, first, rows), ctx.storage.imageUrl);
}

type Row = queries.IFindDeliveryEventResult;

function toFacts(deliveryId: string, row: Row, rows: Row[]): EventFacts {
  const { event, createdAt } = row;
  if (row.test) return createSampleEvent(event, { id: deliveryId, createdAt });
  const { credits, thresholdCredits, creditsExpireAt } = row;
  // The constraint `webhook_deliveries_facts` rules out the missing values.
  switch (event) {
    case "credits.low":
      return {
        event,
        credits: credits ?? 0,
        thresholdCredits: thresholdCredits ?? 0,
        createdAt,
      };
    case "credits.expiring":
      return { event, credits: credits ?? 0, expiresAt: creditsExpireAt ?? createdAt, createdAt };
    case "key.leaked": {
      const { keyId, keyLabel, keyHint } = row;
      return { event, key: { id: keyId ?? "", label: keyLabel, hint: keyHint ?? "" }, createdAt };
    }
    case "batch.completed":
    case "batch.failed":
    case "batch.expired":
    case "batch.cancelled":
      return { event, deliveryId, batchId: row.batchId ?? "", createdAt };
    default:
      return { event, generation: toGeneration(row, rows) };
  }
}

// The images of a generation that was deleted before the first attempt are no longer listed.
function toGeneration(row: Row, rows: Row[]): FinishedGeneration {
  const { generationId: id, status, options, inputs, errorMessage, acceptedAt, finishedAt } = row;
  // A generation with an event has finished, and only `acceptGeneration` writes the JSON.
  return {
    ...{ id, status, options, inputs, errorMessage, createdAt: acceptedAt, finishedAt },
    images: rows.filter(({ storageKey }) => storageKey !== null),
  } as FinishedGeneration;
}
