import type { Config, ConfigErrors } from "../foundation/config.ts";
import { AppError } from "../foundation/errors.ts";
import type { Options, Values } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** Input of a command besides its options. */
export interface CommandContext {
  settings: Config | ConfigErrors;
  terminal: Terminal;
  /** Reads all of standard input. */
  readInput(): Promise<string>;
}

/** A command. The help text is generated from it. */
export interface Command {
  /** One or two words, such as "key create". */
  name: string;
  summary: string;
  options: Options;
  /** Whether it changes the database. Its text output then names the database. */
  changes?: boolean;
  /** Returns the errors of options that cannot be combined, one line each. */
  check?(values: Record<string, unknown>): string[];
  /** Returns the exit code; undefined means 0. */
  run(context: CommandContext, values: Record<string, unknown>): Promise<number | void>;
}

/** Defines a command whose `check` and `run` receive typed options. */
export function command<Table extends Options>(definition: {
  name: string;
  summary: string;
  options: Table;
  changes?: boolean;
  check?(values: Values<Table>): string[];
  run(context: CommandContext, values: Values<Table>): Promise<number | void>;
}): Command {
  function read(values: Record<string, unknown>) {
    // `readOptions` sets exactly the names of this table, each parsed by its own kind.
    return values as Values<Table>;
  }
  return {
    ...definition,
    check: (values) => definition.check?.(read(values)) ?? [],
    run: (context, values) => definition.run(context, read(values)),
  };
}

/** Returns the settings. Throws `invalid_request` with all invalid settings, one line each. */
export function getConfig({ settings }: CommandContext): Config {
  if ("faults" in settings) throw new AppError("invalid_request", settings.faults.join("\n"));
  return settings;
}
