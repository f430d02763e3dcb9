import * as queries from "../../../generated/queries/webhooks.ts";
import type { Context } from "../../app/context.ts";
import { AppError } from "../../foundation/errors.ts";
import { isUuid, toNotFoundError } from "../../foundation/ids.ts";
import type { WebhookEvent } from "./events.ts";
import { generateWebhookSecret, sealSecret } from "./secret.ts";

/** A customer's URL that receives events. */
export type Endpoint = queries.IListWebhooksResult;

/** The owner of endpoints, who changes them. */
interface Owner {
  accountId: string;
  /** The client address, for the audit log. */
  address: string | null;
}

interface NewEndpoint extends Owner {
  url: string;
  events: WebhookEvent[];
  label?: string | undefined;
}

interface EndpointChange {
  url?: string | undefined;
  events?: WebhookEvent[] | undefined;
  /** Null removes it. */
  label?: string | null | undefined;
  enabled?: boolean | undefined;
}

const MAX_ENDPOINTS = 20;

/**
 * Registers an endpoint. Its URL is checked now and before each delivery. Returns its id and its secret,
 * which cannot be read again. Throws `invalid_request` for a URL that is not allowed and `conflict` if the
 * account has the maximum number of endpoints.
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
      ...toOwnerRow(wanted),
      url: wanted.url,
      label: wanted.label || null,
      events: wanted.events,
      secret: sealSecret(ctx, id, secret),
      lastFour: secret.slice(-4),
      maxEndpoints: MAX_ENDPOINTS,
    },
    ctx.db,
  );
  if (!row?.inserted) {
    throw new AppError("conflict", `An account has at most ${MAX_ENDPOINTS} webhooks.`);
  }
  return { id, secret };
}

/** Lists an account's endpoints, newest first. */
export async function listEndpoints(ctx: Context, accountId: string): Promise<Endpoint[]> {
  return queries.listWebhooks.run({ accountId, id: null }, ctx.db);
}

/** Returns one endpoint. Throws `not_found`. */
export async function getEndpoint(ctx: Context, accountId: string, id: string): Promise<Endpoint> {
  const rows = isUuid(id) ? await queries.listWebhooks.run({ accountId, id }, ctx.db) : [];
  const [row] = rows;
  if (row === undefined) throw toNotFoundError();
  return row;
}

/** Changes the given members. Enabling resets the failure count; disabling drops pending deliveries. */
export async function changeEndpoint(
  ctx: Context,
  endpoint: Owner & { id: string },
  wanted: EndpointChange,
): Promise<void> {
  const { id, accountId } = endpoint;
  await getEndpoint(ctx, accountId, id);
  if (wanted.url !== undefined) await checkEndpointUrl(ctx, wanted.url);
  const [row] = await queries.changeWebhook.run(
    {
      id,
      ...toOwnerRow(endpoint),
      url: wanted.url ?? null,
      label: wanted.label === null ? "" : (wanted.label ?? null),
      events: wanted.events ?? null,
      enabled: wanted.enabled ?? null,
    },
    ctx.db,
  );
  if (!row?.changed) throw toNotFoundError();
}

/** Creates a new secret and returns it. The old secret also signs for 24 hours. */
export async function rotateEndpointSecret(
  ctx: Context,
  owner: Owner,
  id: string,
): Promise<string> {
  if (!isUuid(id)) throw toNotFoundError();
  const secret = generateWebhookSecret();
  const [row] = await queries.rotateWebhookSecret.run(
    { id, ...toOwnerRow(owner), secret: sealSecret(ctx, id, secret), lastFour: secret.slice(-4) },
    ctx.db,
  );
  if (row?.rotated !== true) throw toNotFoundError();
  return secret;
}

/** Deletes an endpoint and its pending deliveries. */
export async function deleteEndpoint(ctx: Context, owner: Owner, id: string): Promise<void> {
  const rows = isUuid(id)
    ? await queries.deleteWebhook.run({ id, ...toOwnerRow(owner) }, ctx.db)
    : [];
  if (!rows[0]?.deleted) throw toNotFoundError();
}

function toOwnerRow({ accountId, address }: Owner) {
  return { actorId: accountId, accountId, address };
}

async function checkEndpointUrl(ctx: Context, url: string): Promise<void> {
  await ctx.outbound.check(url).catch((cause: unknown) => {
    const reason = "is not allowed: it must be an https URL of a public address";
    throw new AppError("invalid_request", `The webhook URL ${reason}.`, {
      cause,
      details: { issues: [{ path: ["url"], reason }] },
    });
  });
}
