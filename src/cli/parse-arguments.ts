import { parseArgs } from "node:util";
import type { Command } from "./command.ts";
import type { Option, Options } from "./options.ts";

/** The parsed options, or all errors. */
type ParsedArguments = { values: Record<string, unknown> } | { faults: string[] };

/** Parses the arguments that follow a command's name. */
export function readOptions(command: Command, args: string[]): ParsedArguments {
  const parsed = parse(command.options, args);
  if ("faults" in parsed) return parsed;
  const values: Record<string, unknown> = {};
  const faults: string[] = [];
  for (const [key, option] of Object.entries(command.options)) {
    const given = parsed.given[key];
    const label = option.form === "argument" ? option.kind.placeholder : `--${toOptionName(key)}`;
    if (given === undefined) {
      if (option.required) faults.push(`${label} is missing: ${option.description}.`);
      values[key] = option.fallback;
      continue;
    }
    const read = option.kind.read(given);
    if ("fault" in read) faults.push(`${label} ${read.fault}.`);
    else values[key] = read.value;
  }
  return faults.length > 0 ? { faults } : { values };
}

/** Returns the option's name on the command line: `expiresIn` is `expires-in`. */
export function toOptionName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

type Given = Record<string, string | undefined>;

function parse(options: Options, args: string[]): { given: Given } | { faults: string[] } {
  const entries = Object.entries(options);
  const named = entries.filter(([, option]) => option.form !== "argument");
  const positional = entries.find(([, option]) => option.form === "argument");
  try {
    const { values, positionals, tokens } = parseArgs({
      args: joinNegativeNumbers(args),
      options: Object.fromEntries(
        named.map(([key, option]) => [toOptionName(key), toParserType(option)]),
      ),
      allowPositionals: positional !== undefined,
      strict: true,
      tokens: true,
    });
    const repeated = findRepeated(tokens.filter((token) => token.kind === "option"));
    if (repeated !== undefined)
      return { faults: [`--${repeated} is given more than once: give it once.`] };
    if (positionals.length > 1) return { faults: [`Unexpected argument "${positionals[1]}".`] };
    const given: Given = positional ? { [positional[0]]: positionals[0] } : {};
    for (const [key] of named) {
      const value = values[toOptionName(key)];
      given[key] = value === true ? "true" : typeof value === "string" ? value : undefined;
    }
    return { given };
  } catch (error) {
    const [, name] = MISSING_VALUE.exec(error instanceof Error ? error.message : "") ?? [];
    if (name !== undefined) return { faults: [`${name} needs a value.`] };
    // Only the first sentence describes the error; the next ones give advice on dashes.
    const [sentence = ""] = String(error instanceof Error ? error.message : error).split(/\.\s|\n/);
    return { faults: [`${sentence.replace(/\.$/, "")}.`] };
  }
}

// The parser takes a value that starts with a dash for an option, and calls it ambiguous.
const MISSING_VALUE =
  /^Option '(?:-\w, )?(--[\w-]+)(?: <value>)?' argument (?:missing|is ambiguous)/;

/** Joins an option and the negative number that follows it, so that the number is its value. */
function joinNegativeNumbers(args: string[]): string[] {
  const isValue = (index: number) =>
    /^-\d/.test(args[index] ?? "") && /^--[^=]+$/.test(args[index - 1] ?? "");
  return args.flatMap((arg, index) => {
    if (isValue(index)) return [];
    return isValue(index + 1) ? [`${arg}=${args[index + 1]}`] : [arg];
  });
}

/** Returns the first option with a value that is given twice. The parser would keep the last value only. */
function findRepeated(given: { name: string; value: string | undefined }[]): string | undefined {
  const names = given.filter(({ value }) => value !== undefined).map(({ name }) => name);
  return names.find((name, index) => names.indexOf(name) !== index);
}

function toParserType({ form }: Option<unknown>): { type: "string" | "boolean" } {
  return { type: form === "flag" ? "boolean" : "string" };
}
