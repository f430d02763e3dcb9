import { randomBytes } from "node:crypto";
import { chmod, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../foundation/config.ts";
import type { Context } from "../app/context.ts";
import * as accounts from "../core/accounts/accounts.ts";
import * as credits from "../core/billing/grants.ts";
import * as keys from "../core/accounts/keys.ts";
import { type DialectName, prefixes } from "../dialects/prefixes.ts";
import { DEMO_EMAIL } from "./demo-account.ts";
import { type Terminal, table } from "./terminal.ts";
import { programName } from "../foundation/program-name.ts";

const EMAIL = "owner@darkroom.local";
const DAYS = 86_400;
const GIFT = { credits: 1000, expiresInSeconds: 30 * DAYS };
const LASTING_CREDITS = 200;

/** What the first run made; its secrets can be told this once only. */
export interface FirstAccount {
  email: string;
  password: string;
  keys: Partial<Record<DialectName, { id: string; key: string }>>;
  credits: { expiring: number; lasting: number };
}

/** Makes an administrator with credits and one key for each dialect, where nobody is here yet. */
export async function createFirstAccount(ctx: Context): Promise<FirstAccount | undefined> {
  const demo = await accounts.findAccountByEmail(ctx, DEMO_EMAIL);
  const others = (await accounts.countAccounts(ctx)) - (demo === undefined ? 0 : 1);
  if (others > 0) return undefined;
  const password = randomBytes(12).toString("base64url");
  const account = await accounts.createAccount(ctx, {
    email: EMAIL,
    planId: "pro",
    password,
    admin: true,
  });
  const accountId = account.id;
  await credits.createGrant(ctx, { accountId, ...GIFT, source: "promo", note: "first run" });
  await credits.createGrant(ctx, { accountId, credits: LASTING_CREDITS, source: "purchase" });
  const made: FirstAccount["keys"] = {};
  for (const dialect of dialects()) {
    const prefix = prefixes[dialect];
    const { id, key } = await keys.createKey(ctx, {
      accountId,
      dialect,
      prefix,
      label: "first run",
    });
    made[dialect] = { id, key };
  }
  const given = { expiring: GIFT.credits, lasting: LASTING_CREDITS };
  return { email: account.email, password, keys: made, credits: given };
}

/** What an operator is told once about a new server. */
export interface FirstRun {
  /** The lines to print. */
  lines: string[];
  /** The file that holds the secrets, where they are not printed. */
  file: string | undefined;
}

/** Returns how the first account and its secrets are shown. */
export function showAccount(
  terminal: Terminal,
  { dataDir }: Config,
  first: FirstAccount,
): Promise<FirstRun> {
  const { expiring, lasting } = first.credits;
  const lines = [
    "The first account was made. Its password and keys are shown this once:",
    "",
    ...table([
      ["  e-mail", first.email],
      ["  password", first.password],
      ["  credits", `${expiring} for 30 days, ${lasting} without end`],
      ...Object.entries(first.keys).map(([dialect, { key }]) => [`  ${dialect} key`, key]),
    ]),
    "",
  ];
  return keepSecrets(terminal, dataDir, {
    lines,
    elsewhere: "The first account was made. Its password and keys are in",
  });
}

/** Returns how a setup token is shown, and how an admin is created without it. */
export function showSetup(
  terminal: Terminal,
  { dataDir }: Config,
  { token, base }: { token: string; base: string },
): Promise<FirstRun> {
  const program = programName();
  const email = "you@example.com";
  const lines = [
    "This server has no admin yet. Create the first account with this link, which holds the setup token:",
    "",
    // Browsers send no fragment, so it is in no log of the server or a proxy, and in no referrer.
    `  ${base}/sign-up#setup_token=${token}`,
    "",
    "or on the command line:",
    "",
    `  ${program} account create --email ${email} --plan pro --admin --password-stdin`,
    `  ${program} credits grant --email ${email} --credits 1000`,
    `  ${program} key create --email ${email} --dialect hub`,
    "",
  ];
  return keepSecrets(terminal, dataDir, {
    lines,
    elsewhere: "This server has no admin yet. The setup token and what to do with it are in",
  });
}

/**
 * Returns lines with secrets for a person at a terminal. Where there is none, output often stays in a
 * log for good: the lines are written to DATA_DIR/first-run.txt, which only its owner can read.
 */
async function keepSecrets(
  terminal: Terminal,
  dataDir: string,
  { lines, elsewhere }: { lines: string[]; elsewhere: string },
): Promise<FirstRun> {
  if (terminal.isInteractive && !terminal.isJson) return { lines, file: undefined };
  const file = join(dataDir, "first-run.txt");
  await mkdir(dataDir, { recursive: true });
  await writeFile(`${file}.new`, lines.map((line) => `${line}\n`).join(""), { mode: 0o600 });
  await chmod(`${file}.new`, 0o600);
  await rename(`${file}.new`, file);
  return { lines: [`${elsewhere} ${file}`, ""], file };
}

/** The dialects there are keys for. */
export function dialects(): DialectName[] {
  // Object.keys forgets the names that the table has.
  return Object.keys(prefixes) as DialectName[];
}
