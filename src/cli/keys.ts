import * as accounts from "../core/accounts/accounts.ts";
import { CLI } from "../core/audit/actor.ts";
import * as keys from "../core/accounts/keys.ts";
import { DEFAULT_SCOPES, SCOPES } from "../core/accounts/scopes.ts";
import { type DialectName, prefixes } from "../dialects/prefixes.ts";
import { AppError } from "../foundation/errors.ts";
import { command } from "./command.ts";
import { dialects } from "./first-run.ts";
import { withRuntime } from "./runtime.ts";
import {
  argument,
  budget,
  defaulted,
  duration,
  email,
  flag,
  id,
  oneOf,
  type OptionKind,
} from "./options.ts";
import { networks, optional, required, scopes, text } from "./options.ts";
import { table } from "./terminal.ts";

const KEY_ID = "Id of the key, as listed by `key list`";

/** Creates an API key. */
export const keyCreate = command({
  name: "key create",
  changes: true,
  summary: "Create an API key; it is shown only once",
  options: {
    email: required(email, "Email address of the account"),
    dialect: required(oneOf("DIALECT", dialects()), `API of the key: ${dialects().join(", ")}`),
    label: optional(text("LABEL"), "Label of the key"),
    expiresIn: optional(
      duration(),
      "Time until the key expires, such as 90d; by default it does not expire",
    ),
    scopes: defaulted(
      scopes,
      [...DEFAULT_SCOPES],
      `Scopes of the key: ${SCOPES.join(", ")}, separated by commas; ${DEFAULT_SCOPES.join(",")} by default`,
    ),
    budget: optional(budget, "Most credits per UTC day, UTC month or lifetime; none by default"),
    allowIp: optional(networks, "Addresses or networks that may use the key, separated by commas"),
    jsonKeepAlive: flag("Start responses of the OpenAI-compatible API before the images are ready"),
  },
  async run(context, { email, dialect, label, expiresIn, scopes, budget, allowIp, jsonKeepAlive }) {
    const created = await withRuntime(context, async (ctx) => {
      const { id: accountId } = await accounts.getAccountByEmail(ctx, email);
      const prefix = prefixes[dialect];
      return keys.createKey(ctx, {
        accountId,
        dialect,
        prefix,
        label,
        expiresInSeconds: expiresIn,
        allowedAddresses: allowIp,
        scopes,
        budget,
        jsonKeepAlive,
        actor: CLI,
      });
    });
    const { id, key } = created;
    const allowed_addresses = allowIp ?? [];
    const expires_at = created.expiresAt?.toISOString() ?? null;
    context.terminal.result(
      {
        id,
        key,
        dialect,
        label: label ?? null,
        expires_at,
        scopes,
        budget: budget ?? null,
        allowed_addresses,
        json_keep_alive: jsonKeepAlive,
      },
      [
        `Created a ${dialect} key for ${email}. It is shown only once:`,
        "",
        `  ${key}`,
        "",
        `Id: ${id}. Expires: ${expires_at ?? "never"}.`,
      ],
    );
  },
});

/** Lists the keys of an account. */
export const keyList = command({
  name: "key list",
  summary:
    "List the active keys of an account and its 400 newest former ones, without their secrets",
  options: { email: required(email, "Email address of the account") },
  async run(context, { email }) {
    const rows = await withRuntime(context, async (ctx) =>
      keys.listKeys(ctx, (await accounts.getAccountByEmail(ctx, email)).id),
    );
    const listed = rows.map((row) => ({
      id: row.id,
      dialect: row.dialect,
      label: row.label,
      hint: `${row.prefix}…${row.lastFour}`,
      created_at: row.createdAt.toISOString(),
      expires_at: row.expiresAt?.toISOString() ?? null,
      revoked_at: row.revokedAt?.toISOString() ?? null,
      scopes: row.scopes,
      budget: toBudget(row),
      allowed_addresses: row.allowedAddresses ?? [],
      json_keep_alive: row.jsonKeepAlive,
      last_used_at: row.lastUsedAt?.toISOString() ?? null,
    }));
    const lines = listed.map((key) => [
      ...[key.id, key.dialect, key.hint, key.label ?? "", key.last_used_at ?? "never"],
      key.revoked_at ? `revoked ${key.revoked_at}` : (key.expires_at ?? "never"),
    ]);
    const head = ["ID", "DIALECT", "KEY", "LABEL", "LAST USED", "EXPIRES"];
    context.terminal.result({ keys: listed }, table([head, ...lines]));
  },
});

/** Creates a new secret for a key. */
export const keyRotate = command({
  name: "key rotate",
  changes: true,
  summary: "Create a new secret for a key; the old one stays valid during the overlap",
  options: {
    id: argument(id("key list"), KEY_ID),
    overlap: defaulted(
      overlapTime(),
      86_400,
      "How long the old secret stays valid, at most 7d; 24h by default",
    ),
  },
  async run(context, { id, overlap }) {
    const { key, dialect, expiresAt } = await withRuntime(context, async (ctx) => {
      const { accountId, dialect, expiresAt } = await keys.getKey(ctx, id);
      const prefix = prefixes[parseDialect(dialect)];
      const rotated = await keys.rotateKey(ctx, {
        id,
        accountId,
        prefix,
        overlapSeconds: overlap,
        actor: CLI,
      });
      return { ...rotated, dialect, expiresAt };
    });
    context.terminal.result({ id, key, dialect, overlap_seconds: overlap }, [
      "The new key is shown only once:",
      "",
      `  ${key}`,
      "",
      overlap > 0
        ? `The old key is valid until ${formatEnd(overlap, expiresAt)}.`
        : "The old key is no longer valid.",
    ]);
  },
});

// The limit of the Account API.
const LONGEST_OVERLAP_SECONDS = 7 * 86_400;

function overlapTime(): OptionKind<number> {
  const kind = duration(0);
  return {
    ...kind,
    read(given) {
      const read = kind.read(given);
      const isTooLong = "value" in read && read.value > LONGEST_OVERLAP_SECONDS;
      return isTooLong ? { fault: `must be at most 7d, not "${given}"` } : read;
    },
  };
}

/** Formats the end of an overlap from now. No secret outlives its key. */
function formatEnd(seconds: number, keyExpiresAt: Date | null): string {
  const end = Math.min(Date.now() + seconds * 1000, keyExpiresAt?.getTime() ?? Infinity);
  const [day = "", time = ""] = new Date(end).toISOString().split("T");
  return `${day} ${time.slice(0, 5)} UTC`;
}

/** Revokes a key. */
export const keyRevoke = command({
  name: "key revoke",
  changes: true,
  summary: "Revoke a key immediately; this cannot be undone",
  options: { id: argument(id("key list"), KEY_ID) },
  async run(context, { id }) {
    const revokedAt = await withRuntime(context, (ctx) => keys.revokeKey(ctx, { id }, CLI));
    context.terminal.result({ id, revoked_at: revokedAt.toISOString() }, [
      `Revoked the key ${id}.`,
    ]);
  },
});

function parseDialect(name: string): DialectName {
  const dialect = dialects().find((each) => each === name);
  if (dialect !== undefined) return dialect;
  throw new AppError("internal", `The key belongs to an unknown API: "${name}".`);
}

function toBudget(row: keys.Key) {
  const { budgetCredits: credits, budgetPeriod: period, budgetSpent: spent_credits } = row;
  return credits === null ? null : { credits, period, spent_credits };
}
