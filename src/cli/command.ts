import type { Config, ConfigFaults } from "../foundation/config.ts";
import { AppError } from "../foundation/errors.ts";
import type { Options, Values } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** What a command is given besides its options. */
export interface CommandContext {
  settings: Config | ConfigFaults;
  terminal: Terminal;
  /** Reads all of standard input. */
  readInput(): Promise<string>;
}

/** One command of the table that the help is written from. */
export interface Command {
  /** One word or two, such as "key create". */
  name: string;
  summary: string;
  options: Options;
  /** Whether it changes a database, which its answer to people then names. */
  changes?: boolean;
  /** Returns what is wrong with options that do not fit together, one line each. */
  check?(values: Record<string, unknown>): string[];
  /** Answers the exit code where that is not 0. */
  run(job: CommandContext, values: Record<string, unknown>): Promise<number | void>;
}

/** Defines a command: `run` gets each option in the type that it reads to. */
export function command<Table extends Options>(definition: {
  name: string;
  summary: string;
  options: Table;
  changes?: boolean;
  check?(values: Values<Table>): string[];
  run(job: CommandContext, values: Values<Table>): Promise<number | void>;
}): Command {
  function read(values: Record<string, unknown>) {
    // The reader fills in exactly the names of this table, each through its own kind.
    return values as Values<Table>;
  }
  return {
    ...definition,
    check: (values) => definition.check?.(read(values)) ?? [],
    run: (job, values) => definition.run(job, read(values)),
  };
}

/** The settings. Throws all their faults at once, one a line. */
export function getConfig({ settings }: CommandContext): Config {
  if ("faults" in settings) throw new AppError("invalid_request", settings.faults.join("\n"));
  return settings;
}
