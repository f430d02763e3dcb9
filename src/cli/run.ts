import { name, version } from "../../package.json";
import { readConfig } from "../foundation/config.ts";
import { AppError } from "../foundation/errors.ts";
import type { Command } from "./command.ts";
import { commands } from "./commands.ts";
import { describeDatabase } from "../database/open.ts";
import { overview, page, usage } from "./help.ts";
import { readOptions } from "./parse-arguments.ts";
import { createTerminal, type Streams, type Terminal } from "./terminal.ts";
import { programName } from "../foundation/program-name.ts";

const USAGE_ERROR = 2;

interface Call extends Streams {
  args: string[];
  env: Record<string, string | undefined>;
  /** Reads all of standard input, for commands that take a secret there. */
  readInput?: () => Promise<string>;
}

/** Runs one command line. Returns the exit code: 0, 1 for an error, 2 for wrong usage. */
export async function runCommandLine({ args, env, readInput, ...streams }: Call): Promise<number> {
  const isJson = args.includes("--json");
  const terminal = createTerminal(streams, isJson);
  const words = args.filter((arg) => arg !== "--json");
  if (["--version", "-v", "version"].includes(words[0] ?? "")) return printVersion(terminal);
  if (["help", "--help", "-h"].includes(words[0] ?? "")) return printHelp(terminal, words.slice(1));
  const command = findCommand(words);
  if (command === undefined) return printUnknownCommand(terminal, words);
  const rest = words.slice(command.name.split(" ").length);
  if (rest.includes("--help") || rest.includes("-h")) return printHelp(terminal, [command.name]);
  const parsed = readOptions(command, rest);
  const faults = "faults" in parsed ? parsed.faults : (command.check?.(parsed.values) ?? []);
  if ("faults" in parsed || faults.length > 0) return printUsageError(terminal, command, faults);
  const settings = readConfig(env);
  try {
    const context = { settings, terminal, readInput: readInput ?? (async () => "") };
    const code = (await command.run(context, parsed.values)) ?? 0;
    if (command.changes && !("faults" in settings)) {
      terminal.info(`Database: ${describeDatabase(settings)}`);
    }
    return code;
  } catch (error) {
    terminal.error(describeError(error));
    return 1;
  }
}

function findCommand(words: string[]): Command | undefined {
  const named = (count: number) =>
    commands.find((command) => command.name === words.slice(0, count).join(" "));
  return named(2) ?? named(1);
}

function printVersion(terminal: Terminal): number {
  terminal.result({ name, version, bun: Bun.version }, [`${name} ${version} (Bun ${Bun.version})`]);
  return 0;
}

function printHelp(terminal: Terminal, words: string[]): number {
  const topic = words.join(" ");
  const found = commands.filter((each) => `${each.name} `.startsWith(`${topic} `));
  const chosen = topic === "" ? commands : found;
  if (chosen.length === 0) return printUnknownCommand(terminal, words);
  const listed = chosen.map((each) => ({ name: each.name, summary: each.summary }));
  const lines = topic === "" ? overview(commands) : found.flatMap((each) => ["", ...page(each)]);
  terminal.result({ commands: listed }, topic === "" ? lines : lines.slice(1));
  return 0;
}

function printUnknownCommand(terminal: Terminal, words: string[]): number {
  const [group = ""] = words;
  const siblings = commands.filter((each) => each.name.startsWith(`${group} `));
  const choices = siblings.length > 0 ? siblings : commands;
  const names = choices.map((each) => each.name).join(", ");
  const fault = group === "" ? "No command given" : `Unknown command "${words.join(" ")}"`;
  terminal.error(`${fault}. Available commands: ${names}.`);
  terminal.error(
    `Usage: ${programName()} COMMAND [OPTIONS]. Run \`${programName()} help\` for details.`,
  );
  return USAGE_ERROR;
}

function printUsageError(terminal: Terminal, command: Command, faults: string[]): number {
  for (const fault of faults) terminal.error(fault);
  terminal.error(usage(command));
  return USAGE_ERROR;
}

/** Returns what is printed of an error: its message without a stack trace. */
function describeError(error: unknown): string {
  if (error instanceof AppError) return describeOutage(error) ?? error.message;
  const constraint = findViolatedConstraint(error);
  if (constraint !== undefined)
    return `The database does not allow this value (constraint ${constraint}).`;
  return error instanceof Error ? (error.message.split("\n")[0] ?? error.name) : String(error);
}

/** Returns the cause of an outage, which operators may see, unlike the clients of the API. */
function describeOutage({ details, cause }: AppError): string | undefined {
  if (details.retryAfterSeconds === undefined || !(cause instanceof Error)) return undefined;
  const code = "code" in cause ? String(cause.code) : cause.name;
  const reason = cause.message.split("\n")[0] || code;
  return `The command failed (${reason}): \`${programName()} doctor\` names what has to be repaired.`;
}

/** Returns the name of the constraint that an error of Postgres reports (SQLSTATE class 23). */
function findViolatedConstraint(error: unknown): string | undefined {
  if (!(error instanceof Error && "code" in error && "constraint_name" in error)) return undefined;
  return /^23/.test(String(error.code)) ? String(error.constraint_name) : undefined;
}
