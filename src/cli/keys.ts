import * as accounts from "../core/accounts/accounts.ts";
import * as keys from "../core/accounts/keys.ts";
import { type DialectName, prefixes } from "../dialects/prefixes.ts";
import { AppError } from "../foundation/errors.ts";
import { command } from "./command.ts";
import { dialects } from "./first-run.ts";
import { withRuntime } from "./runtime.ts";
import { argument, defaulted, duration, email, id, oneOf, type OptionKind } from "./options.ts";
import { optional, required, text } from "./options.ts";
import { table } from "./terminal.ts";

const KEY_ID = "The key's id, as `key list` shows it";

/** Makes a key. */
export const keyCreate = command({
  name: "key create",
  changes: true,
  summary: "Make an API key, which is shown once",
  options: {
    email: required(email, "Whose account it belongs to"),
    dialect: required(oneOf("DIALECT", dialects()), `What it speaks: ${dialects().join(", ")}`),
    label: optional(text("LABEL"), "What it is for"),
    expiresIn: optional(duration(), "When it expires, as 90d; never where it is left out"),
  },
  async run(job, { email, dialect, label, expiresIn }) {
    const shown = await withRuntime(job, async (ctx) => {
      const { id: accountId } = await accounts.getAccountByEmail(ctx, email);
      const prefix = prefixes[dialect];
      return keys.createKey(ctx, {
        accountId,
        dialect,
        prefix,
        label,
        expiresInSeconds: expiresIn,
      });
    });
    const { id, key } = shown;
    const expires_at = shown.expiresAt?.toISOString() ?? null;
    job.terminal.answer({ id, key, dialect, label: label ?? null, expires_at }, [
      `Made a ${dialect} key for ${email}. It is shown this once:`,
      "",
      `  ${key}`,
      "",
      `Its id is ${id}; it expires ${expires_at ?? "never"}.`,
    ]);
  },
});

/** Lists an account's keys. */
export const keyList = command({
  name: "key list",
  summary: "List the keys of an account, without their secrets",
  options: { email: required(email, "Whose account it is") },
  async run(job, { email }) {
    const rows = await withRuntime(job, async (ctx) =>
      keys.listKeys(ctx, (await accounts.getAccountByEmail(ctx, email)).id),
    );
    const told = rows.map((row) => ({
      id: row.id,
      dialect: row.dialect,
      label: row.label,
      hint: `${row.prefix}…${row.lastFour}`,
      created_at: row.createdAt.toISOString(),
      expires_at: row.expiresAt?.toISOString() ?? null,
      revoked_at: row.revokedAt?.toISOString() ?? null,
      last_used_at: row.lastUsedAt?.toISOString() ?? null,
    }));
    const lines = told.map((key) => [
      ...[key.id, key.dialect, key.hint, key.label ?? "", key.last_used_at ?? "never"],
      key.revoked_at ? `revoked ${key.revoked_at}` : (key.expires_at ?? "never"),
    ]);
    const head = ["ID", "DIALECT", "KEY", "LABEL", "LAST USED", "EXPIRES"];
    job.terminal.answer({ keys: told }, table([head, ...lines]));
  },
});

/** Gives a key a new secret. */
export const keyRotate = command({
  name: "key rotate",
  changes: true,
  summary: "Give a key a new secret; the old one works on for a while",
  options: {
    id: argument(id, KEY_ID),
    overlap: defaulted(
      overlapTime(),
      86_400,
      "How long the old secret works on, at most 7d; 24h where it is left out",
    ),
  },
  async run(job, { id, overlap }) {
    const { key, dialect } = await withRuntime(job, async (ctx) => {
      const { accountId, dialect } = await keys.getKey(ctx, id);
      const prefix = prefixes[parseDialect(dialect)];
      const rotated = await keys.rotateKey(ctx, { id, accountId, prefix, overlapSeconds: overlap });
      return { ...rotated, dialect };
    });
    job.terminal.answer({ id, key, dialect, overlap_seconds: overlap }, [
      "The new secret is shown this once:",
      "",
      `  ${key}`,
      "",
      overlap > 0 ? `The old one works until ${endOf(overlap)}.` : "The old one has ended.",
    ]);
  },
});

// As the Account API allows.
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

function endOf(seconds: number): string {
  const [day = "", time = ""] = new Date(Date.now() + seconds * 1000).toISOString().split("T");
  return `${day} ${time.slice(0, 5)} UTC`;
}

/** Ends a key. */
export const keyRevoke = command({
  name: "key revoke",
  changes: true,
  summary: "End a key at once, for good",
  options: { id: argument(id, KEY_ID) },
  async run(job, { id }) {
    const revokedAt = await withRuntime(job, (ctx) => keys.revokeKey(ctx, id));
    job.terminal.answer({ id, revoked_at: revokedAt.toISOString() }, [
      `Revoked the key ${id}: it is refused from now on.`,
    ]);
  },
});

function parseDialect(name: string): DialectName {
  const dialect = dialects().find((each) => each === name);
  if (dialect !== undefined) return dialect;
  throw new AppError("internal", `The key speaks "${name}", which this build does not know.`);
}
