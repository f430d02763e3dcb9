import type { Command } from "./command.ts";
import { toOptionName } from "./parse-arguments.ts";
import { table } from "./terminal.ts";
import { programName } from "../foundation/program-name.ts";

/** Returns the list of all commands, one line each. */
export function overview(commands: Command[]): string[] {
  return [
    "Darkroom: a self-hosted image-generation API.",
    "",
    `Usage: ${programName()} COMMAND [OPTIONS]`,
    "",
    ...table(commands.map(({ name, summary }) => [`  ${name}`, summary])),
    "",
    "Every command takes --json and then prints one JSON object.",
    `\`${programName()} help COMMAND\` describes the options of a command.`,
    "Settings are environment variables; README.md lists them.",
  ];
}

/** Returns the help of one command with its options. */
export function page(command: Command): string[] {
  const rows = Object.entries(command.options).map(([key, option]) => [
    `  ${toUsage(key, option)}`,
    `${option.description}${option.required ? " (required)" : ""}${describeDefault(option)}`,
  ]);
  return [
    usage(command),
    "",
    `${command.summary}.`,
    "",
    ...table([...rows, ["  --json", "Print one JSON object"]]),
  ];
}

/** Returns the usage line of a command. */
export function usage(command: Command): string {
  const parts = Object.entries(command.options).map(([key, option]) => {
    const syntax = toUsage(key, option);
    return option.required ? syntax : `[${syntax}]`;
  });
  return ["Usage:", programName(), command.name, ...parts, "[--json]"].join(" ");
}

type AnyOption = Command["options"][string];

function toUsage(key: string, { form, kind }: AnyOption): string {
  if (form === "argument") return kind.placeholder;
  return form === "flag" ? `--${toOptionName(key)}` : `--${toOptionName(key)} ${kind.placeholder}`;
}

function describeDefault({ form, fallback }: AnyOption): string {
  return form === "option" && typeof fallback === "string" ? ` (default ${fallback})` : "";
}
