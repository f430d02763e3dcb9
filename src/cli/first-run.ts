import { randomBytes } from "node:crypto";
import { chmod, exists, mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "../foundation/config.ts";
import type { Context } from "../app/context.ts";
import * as accounts from "../core/accounts/accounts.ts";
import { type Actor, CLI } from "../core/audit/actor.ts";
import * as credits from "../core/billing/grants.ts";
import * as keys from "../core/accounts/keys.ts";
import { type DialectName, prefixes } from "../dialects/prefixes.ts";
import { DEMO_EMAIL } from "./demo-account.ts";
import { type Terminal, table } from "./terminal.ts";
import { programName } from "../foundation/program-name.ts";

const EMAIL = "owner@darkroom.local";
/** The file in DATA_DIR with the secrets of the first start. */
const FILE = "first-run.txt";
const DAYS = 86_400;
const EXPIRING_GRANT = { credits: 1000, expiresInSeconds: 30 * DAYS };
const PERMANENT_CREDITS = 200;
const FIRST_RUN: Actor = { ...CLI, reason: "first run" };

/** The account of the first run. Its password and keys are available only here. */
interface FirstAccount {
  email: string;
  password: string;
  keys: Partial<Record<DialectName, { id: string; key: string }>>;
  credits: { expiring: number; permanent: number };
}

/**
 * Creates an admin with credits and one key per dialect. Returns undefined, and creates nothing, if the
 * server has accounts besides the demo's.
 */
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
    actor: FIRST_RUN,
  });
  const accountId = account.id;
  await credits.createGrant(ctx, {
    accountId,
    ...EXPIRING_GRANT,
    source: "promo",
    note: "first run",
  });
  await credits.createGrant(ctx, { accountId, credits: PERMANENT_CREDITS, source: "purchase" });
  const created: FirstAccount["keys"] = {};
  for (const dialect of dialects()) {
    const prefix = prefixes[dialect];
    const { id, key } = await keys.createKey(ctx, {
      accountId,
      dialect,
      prefix,
      label: "first run",
      actor: FIRST_RUN,
    });
    created[dialect] = { id, key };
  }
  const granted = { expiring: EXPIRING_GRANT.credits, permanent: PERMANENT_CREDITS };
  return { email: account.email, password, keys: created, credits: granted };
}

/** What `serve` prints once about a new server. */
export interface FirstRun {
  /** The lines to print. */
  lines: string[];
  /** The file with the secrets. Undefined if they are printed. */
  file: string | undefined;
}

/** Returns the lines that show the first account and its secrets. */
export function showAccount(
  terminal: Terminal,
  { dataDir }: Config,
  first: FirstAccount,
): Promise<FirstRun> {
  const { expiring, permanent } = first.credits;
  const lines = [
    "Created the first account. Its password and keys are shown only once:",
    "",
    ...table([
      ["  email", first.email],
      ["  password", first.password],
      ["  credits", `${expiring} for 30 days, ${permanent} without expiry`],
      ...Object.entries(first.keys).map(([dialect, { key }]) => [`  ${dialect} key`, key]),
    ]),
    "",
  ];
  return keepSecrets(terminal, dataDir, {
    lines,
    fileNotice: "Created the first account. Its password and keys are in",
  });
}

/** Returns the lines that show the setup link, and the commands that create an admin without it. */
export function showSetup(
  terminal: Terminal,
  { dataDir }: Config,
  { token, base }: { token: string; base: string },
): Promise<FirstRun> {
  const program = programName();
  const email = "you@example.com";
  const lines = [
    "This server has no admin yet. Create the first account with this link, which contains the setup token:",
    "",
    // Browsers do not send the fragment, so the token is in no access log and no Referer header.
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
    fileNotice: "This server has no admin yet. The setup token and instructions are in",
  });
}

/**
 * Returns the lines that show how to create a key, and how to replace the password of the first account
 * unless its file exists: a start that was interrupted may have created the account without showing it.
 */
export async function showNextSteps({ databaseUrl, dataDir }: Config): Promise<string[]> {
  const program = programName();
  const email = databaseUrl === undefined ? EMAIL : "you@example.com";
  const createKey = `  ${program} key create --email ${email} --dialect hub`;
  if (databaseUrl !== undefined || (await exists(join(dataDir, FILE))))
    return ["To create a key:", "", createKey, ""];
  const setPassword = `  ${program} account set-password --email ${email} --password-stdin`;
  return ["To create a key, or to set a new password:", "", createKey, setPassword, ""];
}

/**
 * Returns lines with secrets if standard output is a terminal. Otherwise output may stay in a log: the
 * lines are written to DATA_DIR/first-run.txt, which only its owner can read, and its path is returned.
 */
async function keepSecrets(
  terminal: Terminal,
  dataDir: string,
  { lines, fileNotice }: { lines: string[]; fileNotice: string },
): Promise<FirstRun> {
  if (terminal.isInteractive && !terminal.isJson) return { lines, file: undefined };
  const file = join(dataDir, FILE);
  await mkdir(dataDir, { recursive: true });
  await writeFile(`${file}.new`, lines.map((line) => `${line}\n`).join(""), { mode: 0o600 });
  await chmod(`${file}.new`, 0o600);
  await rename(`${file}.new`, file);
  return { lines: [`${fileNotice} ${file}`, ""], file };
}

/** Returns the dialects that have keys. */
export function dialects(): DialectName[] {
  // Object.keys returns string[].
  return Object.keys(prefixes) as DialectName[];
}
