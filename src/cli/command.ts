import type { Config, ConfigFaults } from "../config.ts";
import { AppError } from "../errors.ts";
import type { Options, Values } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** What a command is given besides its options. */
export interface Job {
  settings: Config | ConfigFaults;
  terminal: Terminal;
}

/** One command of the table that the help is written from. */
export interface Command {
  /** One word or two, such as "key create". */
  name: string;
  summary: string;
  options: Options;
  /** Answers the exit code where that is not 0. */
  run(job: Job, values: Record<string, unknown>): Promise<number | void>;
}

/** Defines a command: `run` gets each option in the type that it reads to. */
export function command<Table extends Options>(definition: {
  name: string;
  summary: string;
  options: Table;
  run(job: Job, values: Values<Table>): Promise<number | void>;
}): Command {
  function run(job: Job, values: Record<string, unknown>) {
    // The reader fills in exactly the names of this table, each through its own kind.
    return definition.run(job, values as Values<Table>);
  }
  return { ...definition, run };
}

/** The settings. Throws all their faults at once, one a line. */
export function configOf({ settings }: Job): Config {
  if ("faults" in settings) throw new AppError("invalid_request", settings.faults.join("\n"));
  return settings;
}
