import { toNetwork } from "../core/accounts/allowed-addresses.ts";
import { type Budget, BUDGET_PERIODS, parseBudget } from "../core/accounts/budgets.ts";
import { type Scope, SCOPES, toScopes } from "../core/accounts/scopes.ts";

/** The value of an option, or why it is invalid. */
type ParsedOption<Value> = { value: Value } | { fault: string };

/** One kind of value: its placeholder in the help text and its parser. */
export interface OptionKind<Value> {
  placeholder: string;
  /** Returns a fault as the end of a sentence that starts with the option's name. */
  read(text: string): ParsedOption<Value>;
}

/** An option, a flag or a positional argument of a command. */
export interface Option<Value> {
  form: "option" | "flag" | "argument";
  kind: OptionKind<Value>;
  description: string;
  required: boolean;
  fallback: Value | undefined;
}

/** The options of a command by name. */
export type Options = Record<string, Option<unknown>>;

/** The parsed options of a command by name. */
export type Values<Table extends Options> = {
  [Name in keyof Table]: Table[Name] extends Option<infer Value> ? Value : never;
};

/** A required option. */
export function required<Value>(kind: OptionKind<Value>, description: string): Option<Value> {
  return { form: "option", kind, description, required: true, fallback: undefined };
}

/** An option that is undefined by default. */
export function optional<Value>(
  kind: OptionKind<Value>,
  description: string,
): Option<Value | undefined> {
  return { form: "option", kind, description, required: false, fallback: undefined };
}

/** An option with a default. */
export function defaulted<Value>(
  kind: OptionKind<Value>,
  fallback: Value,
  description: string,
): Option<Value> {
  return { form: "option", kind, description, required: false, fallback };
}

/** A flag: true if given. */
export function flag(description: string): Option<boolean> {
  const kind = { placeholder: "", read: () => ({ value: true }) };
  return { form: "flag", kind, description, required: false, fallback: false };
}

/** The positional argument of a command. */
export function argument<Value>(kind: OptionKind<Value>, description: string): Option<Value> {
  return { form: "argument", kind, description, required: true, fallback: undefined };
}

/** Printable text of at most `maxLength` characters. */
export function text(placeholder: string, maxLength = 200): OptionKind<string> {
  const printable = new RegExp(`^[^\\p{Cc}\\p{Cs}]{1,${maxLength}}$`, "u");
  return pattern(placeholder, printable, `must be 1 to ${maxLength} printable characters`);
}

/** An email address. */
export const email = pattern(
  "EMAIL",
  /^[^\s@\p{Cc}\p{Cs}]{1,64}@[^\s@\p{Cc}\p{Cs}]{1,189}$/u,
  "must be an email address such as ada@example.com",
);

/** An id of a key, generation or other record that a command lists. */
export function id(command: string): OptionKind<string> {
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  return pattern("ID", uuid, `must be an id, as listed by \`${command}\``);
}

/** A whole number from 1 to `max`. */
export function wholeNumber(max: number): OptionKind<number> {
  return {
    placeholder: "N",
    read(given) {
      const value = Number(given);
      if (/^\d{1,10}$/.test(given) && value >= 1 && value <= max) return { value };
      return { fault: `must be a whole number from 1 to ${max}, not "${given}"` };
    },
  };
}

/** A port to listen on. 0 selects a free one. */
export const port: OptionKind<number> = {
  placeholder: "PORT",
  read(given) {
    const value = Number(given);
    if (/^\d{1,5}$/.test(given) && value <= 65_535) return { value };
    return { fault: `must be a port from 0 to 65535, not "${given}"` };
  },
};

/** A value, or "none" for null, which removes the value. */
export function orNone<Value>(kind: OptionKind<Value>): OptionKind<{ value: Value | null }> {
  return {
    placeholder: `${kind.placeholder}|none`,
    read(given) {
      if (given === "none") return { value: { value: null } };
      const read = kind.read(given);
      return "value" in read ? { value: read } : { fault: `${read.fault}; "none" removes it` };
    },
  };
}

/** IP addresses and networks in CIDR form, separated by commas. */
export const networks: OptionKind<string[]> = {
  placeholder: "CIDR",
  read(given) {
    const value = given.split(",").map((each) => each.trim());
    if (value.length <= 20 && value.every((each) => toNetwork(each) !== undefined))
      return { value };
    return { fault: `must be up to 20 addresses or networks such as 192.0.2.0/24, not "${given}"` };
  },
};

/** Scopes of an API key, separated by commas. */
export const scopes: OptionKind<Scope[]> = {
  placeholder: "SCOPES",
  read(given) {
    const names = given.split(",").map((each) => each.trim());
    const value = toScopes(names);
    if (names.every((name) => value.some((scope) => scope === name))) return { value };
    return { fault: `must be a list of ${SCOPES.join(", ")}, separated by commas, not "${given}"` };
  },
};

/** A budget of an API key. */
export const budget: OptionKind<Budget> = {
  placeholder: "N/PERIOD",
  read(given) {
    const value = parseBudget(given);
    if (value !== undefined) return { value };
    const periods = BUDGET_PERIODS.map((period) => `N/${period}`).join(", ");
    return { fault: `must be one of ${periods}, with N of at least 1, not "${given}"` };
  },
};

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };
const MAX_SECONDS = 3650 * 86_400;

/** A duration in seconds, written as 45s, 90m, 12h or 30d. */
export function duration(minSeconds = 1): OptionKind<number> {
  return {
    placeholder: "TIME",
    read(given) {
      const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(given) ?? [];
      const value = Number(count) * (SECONDS[unit ?? ""] ?? Number.NaN);
      if (value >= minSeconds && value <= MAX_SECONDS) return { value };
      const range = `from ${minSeconds}s to 3650d`;
      return { fault: `must be a duration ${range}, such as 45s, 90m, 12h or 30d, not "${given}"` };
    },
  };
}

/** One of `words`. */
export function oneOf<const Word extends string>(
  placeholder: string,
  words: readonly Word[],
): OptionKind<Word> {
  return {
    placeholder,
    read(given) {
      const value = words.find((word) => word === given);
      if (value !== undefined) return { value };
      return { fault: `must be one of ${words.join(", ")}, not "${given}"` };
    },
  };
}

/** Text that matches an expression. `rule` ends a sentence that starts with the option's name. */
export function pattern(placeholder: string, expression: RegExp, rule: string): OptionKind<string> {
  const read = (given: string) =>
    expression.test(given) ? { value: given } : { fault: `${rule}, not "${given.slice(0, 200)}"` };
  return { placeholder, read };
}

/** Why a change is made, for the audit log. */
export const REASON = optional(text("TEXT"), "Reason for the audit log");

/** Whether a process runs no jobs and accepts no generations. */
export const PAUSED = flag(
  "Run no jobs and accept no generations, to examine a restored database; reading works",
);
