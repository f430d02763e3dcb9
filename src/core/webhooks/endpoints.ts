import * as queries from "../../../generated/queries/webhooks.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import { generateWebhookSecret, sealSecret } from "./secret.ts";

/** Everything that customers can be told of. */
const EVENTS = [
  "generation.succeeded",
  "generation.failed",
  "generation.canceled",
  "credits.low",
  "credits.expiring",
] as const;

export type WebhookEvent = (typeof EVENTS)[number];

/** An address that is told of events. */
export type Endpoint = Omit<queries.IListWebhooksResult, "events" | "disabledReason"> & {
  events: WebhookEvent[];
  disabledReason: "by_you" | "failing" | "gone" | null;
};

export interface NewEndpoint {
  accountId: string;
  url: string;
  events: WebhookEvent[];
  label?: string | undefined;
}

export interface EndpointChange {
  url?: string | undefined;
  events?: WebhookEvent[] | undefined;
  /** Null forgets it. */
  label?: string | null | undefined;
  enabled?: boolean | undefined;
}

const MOST_ENDPOINTS = 20;

/**
 * Registers an address, which is vetted now and before each delivery. Answers its id and its secret,
 * which nobody can read again. Throws `invalid_request` for an address that may not be reached and
 * `conflict` where the account has as many as it may.
 */
export async function registerEndpoint(
  ctx: Context,
  wanted: NewEndpoint,
): Promise<{ id: string; secret: string }> {
  await checkEndpointUrl(ctx, wanted.url);
  const id = Bun.randomUUIDv7();
  const secret = generateWebhookSecret();
  const [row] = await queries.insertWebhook.run(
    {
      id,
      accountId: wanted.accountId,
      url: wanted.url,
      label: wanted.label || null,
      events: wanted.events,
      secret: sealSecret(ctx, id, secret),
      lastFour: secret.slice(-4),
      most: MOST_ENDPOINTS,
    },
    ctx.db,
  );
  if (!row?.inserted) {
    throw new AppError("conflict", `An account has at most ${MOST_ENDPOINTS} webhooks.`);
  }
  return { id, secret };
}

/** An account's endpoints, the newest first. */
export async function listEndpoints(ctx: Context, accountId: string): Promise<Endpoint[]> {
  // The `check`s of the table close both columns to these words.
  return (await queries.listWebhooks.run({ accountId, id: null }, ctx.db)) as Endpoint[];
}

/** One endpoint. Throws `not_found`. */
export async function getEndpoint(ctx: Context, accountId: string, id: string): Promise<Endpoint> {
  const rows = isUuid(id) ? await queries.listWebhooks.run({ accountId, id }, ctx.db) : [];
  const [row] = rows;
  if (row === undefined) throw toNotFoundError();
  // The `check`s of the table close both columns to these words.
  return row as Endpoint;
}

/** Changes what is given. Enabling forgets past failures, disabling gives up what was not sent. */
export async function changeEndpoint(
  ctx: Context,
  endpoint: { id: string; accountId: string },
  wanted: EndpointChange,
): Promise<void> {
  const { id, accountId } = endpoint;
  await getEndpoint(ctx, accountId, id);
  if (wanted.url !== undefined) await checkEndpointUrl(ctx, wanted.url);
  const [row] = await queries.changeWebhook.run(
    {
      id,
      accountId,
      url: wanted.url ?? null,
      label: wanted.label === null ? "" : (wanted.label ?? null),
      events: wanted.events ?? null,
      enabled: wanted.enabled ?? null,
    },
    ctx.db,
  );
  if (!row?.changed) throw toNotFoundError();
}

/** Gives an endpoint a new secret and answers it; the old one signs too for 24 hours. */
export async function rotateEndpointSecret(
  ctx: Context,
  accountId: string,
  id: string,
): Promise<string> {
  if (!isUuid(id)) throw toNotFoundError();
  const secret = generateWebhookSecret();
  const rows = await queries.rotateWebhookSecret.run(
    { id, accountId, secret: sealSecret(ctx, id, secret), lastFour: secret.slice(-4) },
    ctx.db,
  );
  if (rows.length === 0) throw toNotFoundError();
  return secret;
}

/** Removes an endpoint. What was not sent yet is not sent any more. */
export async function deleteEndpoint(ctx: Context, accountId: string, id: string): Promise<void> {
  const rows = isUuid(id) ? await queries.deleteWebhook.run({ id, accountId }, ctx.db) : [];
  if (!rows[0]?.deleted) throw toNotFoundError();
}

async function checkEndpointUrl(ctx: Context, url: string): Promise<void> {
  await ctx.outbound.check(url).catch((cause: unknown) => {
    const reason = "cannot be reached: it must be https on the public internet";
    throw new AppError("invalid_request", `The webhook's address ${reason}.`, {
      cause,
      details: { issues: [{ path: ["url"], reason }] },
    });
  });
}
