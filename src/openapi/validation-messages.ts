import type { z } from "zod";
import type { Issue } from "../foundation/errors.ts";

type ZodIssue = z.core.$ZodIssue;

/** Converts issues of zod. Their texts contain parts of the schema, never of the value. */
export function toIssues(issues: readonly ZodIssue[]): Issue[] {
  return issues.flatMap((issue) => explainOne(issue));
}

function explainOne(issue: ZodIssue): Issue[] {
  const path = toIssuePath(issue);
  if (issue.input === undefined && issue.code !== "unrecognized_keys") {
    return [{ path, reason: "is required" }];
  }
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownField(path, key));
  if (issue.code === "invalid_union") {
    return explainUnion(issue.errors).map((each) => ({ ...each, path: [...path, ...each.path] }));
  }
  return [{ path, reason: toReason(issue) }];
}

function unknownField(path: Issue["path"], key: string): Issue {
  // An implausible name is not repeated: it may be very long or contain markup.
  const isPlain = /^[\w.-]{1,64}$/.test(key);
  return isPlain
    ? { path: [...path, key], reason: "is an unknown field" }
    : { path, reason: "has an unknown field" };
}

/** Returns the issues of the alternative that the caller most likely intended. */
function explainUnion(branches: readonly ZodIssue[][]): Issue[] {
  const meant = branches.filter((branch) => !branch.some(isOtherBranch));
  const [best] = (meant.length > 0 ? meant : branches).toSorted((a, b) => a.length - b.length);
  return meant.length > 0 && best !== undefined ? toIssues(best) : [noBranch(branches)];
}

/** Returns whether an issue (a wrong type at the root, or a wrong constant below it) rules a branch out. */
function isOtherBranch(issue: ZodIssue): boolean {
  if (issue.path.length === 0)
    return issue.code === "invalid_type" || issue.code === "invalid_value";
  return issue.path.length === 1 && issue.code === "invalid_value" && issue.values.length === 1;
}

/** Returns the issue of a value that matches no branch: its type or its discriminator is invalid. */
function noBranch(branches: readonly ZodIssue[][]): Issue {
  const first = branches.flatMap((branch) => branch.filter(isOtherBranch).slice(0, 1));
  const paths = new Set(first.map((issue) => issue.path.join(".")));
  const path = paths.size === 1 && first[0] !== undefined ? toIssuePath(first[0]) : [];
  const allowed = new Set(first.map((issue) => toReason(issue).replace(/^must be /, "")));
  if (allowed.size === 0) return { path, reason: "does not match any allowed form" };
  return { path, reason: `must be ${[...allowed].join(" or ")}` };
}

function toReason(issue: ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ? `must be ${TYPES[issue.expected]}` : "has an invalid type";
    case "invalid_value":
      return `must be ${issue.values.length > 1 ? "one of " : ""}${issue.values.map(quoteValue).join(", ")}`;
    case "too_small":
      return tooSmall(issue);
    case "too_big":
      return tooBig(issue);
    case "invalid_format":
      if (issue.pattern === "/\\S/") return "must not be blank";
      return FORMATS[issue.format] ?? "does not have the required format";
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "custom":
      return issue.message.includes("unique")
        ? "must not contain duplicate items"
        : "does not contain a required item";
    default:
      return "does not match any allowed form";
  }
}

function tooSmall(issue: z.core.$ZodIssueTooSmall): string {
  const unit = UNITS[issue.origin];
  if (unit === undefined)
    return `must be ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}`;
  if (Number(issue.minimum) === 1) return "must not be empty";
  return `must have at least ${issue.minimum} ${unit}`;
}

function tooBig(issue: z.core.$ZodIssueTooBig): string {
  const unit = UNITS[issue.origin];
  if (unit === undefined)
    return `must be ${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}`;
  return `must have at most ${issue.maximum} ${Number(issue.maximum) === 1 ? unit.slice(0, -1) : unit}`;
}

function quoteValue(value: z.core.util.Primitive): string {
  return typeof value === "string" ? `"${value}"` : String(value);
}

function toIssuePath(issue: ZodIssue): Issue["path"] {
  return issue.path.map((step) => (typeof step === "number" ? step : String(step)));
}

const TYPES: Record<string, string> = {
  string: "a string",
  number: "a number",
  int: "an integer",
  boolean: "true or false",
  array: "an array",
  object: "an object",
  record: "an object",
  null: "null",
};

const UNITS: Record<string, string> = {
  string: "characters",
  array: "items",
  object: "fields",
};

const FORMATS: Record<string, string> = {
  email: "must be an email address",
  url: "must be a URL",
  uuid: "must be a UUID",
  datetime: "must be a date and time such as 2026-04-30T08:00:00Z",
  date: "must be a date such as 2026-04-30",
};
