import type { webhook_event } from "../../../generated/queries/webhooks.ts";

/** The name of an event that endpoints can subscribe to. */
export type WebhookEvent = webhook_event;

/** The facts of an event, from which a dialect renders the body of its deliveries. */
export type EventFacts =
  | {
      event: Exclude<WebhookEvent, `credits.${string}` | `key.${string}` | BatchEnd>;
      generation: FinishedGeneration;
    }
  | { event: "credits.low"; credits: number; thresholdCredits: number; createdAt: Date }
  | { event: "key.leaked"; key: LeakedKey; createdAt: Date }
  | BatchFacts
  | { event: "credits.expiring"; credits: number; expiresAt: Date; createdAt: Date };

/** The name of the event of the end of a batch. */
type BatchEnd = Extract<WebhookEvent, `batch.${string}`>;

/** The facts of the end of a batch. */
export interface BatchFacts {
  event: BatchEnd;
  deliveryId: string;
  batchId: string;
  /** When the batch ended. */
  createdAt: Date;
}

/** An API key that was reported as leaked, and revoked. */
interface LeakedKey {
  id: string;
  label: string | null;
  /** The first and last characters of the key. */
  hint: string;
}

/** A generation in its terminal state. */
export interface FinishedGeneration {
  id: string;
  status: "succeeded" | "failed" | "blocked" | "canceled";
  errorMessage: string | null;
  /** The request type of the dialect, if it has one. */
  options: { type?: string };
  inputs: unknown[];
  images: EventImage[];
  createdAt: Date;
  finishedAt: Date;
}

/** A delivered image. */
export interface EventImage {
  storageKey: string;
  /** The same image as WebP, if that was stored too. */
  webpKey: string | null;
  contentType: string;
  width: number;
  height: number;
}

/** A request that is about to be sent to an endpoint. */
export interface OutgoingDelivery {
  deliveryId: string;
  event: WebhookEvent;
  /** The exact bytes that are sent. */
  body: string;
  /** When this attempt started. */
  startedAt: Date;
  /** The valid secrets, newest first: after a rotation the old one also signs for a day. */
  secrets: [string, ...string[]];
}

/** The format of webhooks, implemented by the dialect that documents it. */
export interface WebhookFormat {
  /** Returns the body of an event. It is stored with the delivery, so that each attempt sends it. */
  toBody(facts: EventFacts, imageUrl: (storageKey: string) => string): string;
  /** Returns the headers of an attempt, with its signatures. */
  toHeaders(outgoing: OutgoingDelivery): Record<string, string>;
}
