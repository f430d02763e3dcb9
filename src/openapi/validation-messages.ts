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
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => toUnknownFieldIssue(path, key));
  if (issue.code === "invalid_union") {
    return explainUnion(issue.errors).map((each) => ({ ...each, path: [...path, ...each.path] }));
  }
  return [{ path, reason: toReason(issue) }];
}

/** Returns the issue of a field that the document does not list. */
export function toUnknownFieldIssue(path: Issue["path"], key: string): Issue {
  // An implausible name is not repeated: it may be very long or contain markup.
  const isPlain = /^[\w.[\]-]{1,64}$/.test(key);
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
      return FORMATS[issue.format] ?? findPatternReason(issue.pattern) ?? "has an invalid format";
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

/** What the patterns of the OpenAPI documents require. */
const PATTERNS: [pattern: RegExp, reason: string][] = [
  [/\S/, "must not be blank"],
  [/^[\x20-\x7E]+$/, "must be printable ASCII characters"],
  [/^(auto|[1-9][0-9]{1,3}x[1-9][0-9]{1,3})$/, 'must be "auto" or WIDTHxHEIGHT, such as 1536x1024'],
  [/^[0-9]{1,5}x[0-9]{1,5}$/, "must be WIDTHxHEIGHT, such as 512x512"],
  [/^https?:\/\/\S+$/, "must be an https URL"],
  [/^(https?:\/\/|data:image\/)/, "must be an https URL or a data URL of an image"],
  [/^file-[0-9a-f]{32}$/, "must be the ID of a file"],
  [/^batch_[0-9a-f]{32}$/, "must be the ID of a batch"],
  [/^[A-Za-z0-9+/]/, "must be base64"],
  [/^[a-z][a-z0-9_-]{0,31}$/, "must be 1 to 32 of a-z, 0-9, _ and -, beginning with a letter"],
  [
    /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,99}$/,
    "must be 1 to 100 letters, digits and . _ : / -, beginning with a letter or digit",
  ],
];

function findPatternReason(pattern: string | undefined): string | undefined {
  return PATTERNS.find(([known]) => String(known) === pattern)?.[1];
}
