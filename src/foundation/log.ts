import { escapeControls } from "./escape-controls.ts";
import type { LogLevel } from "./config.ts";
import { createLineWriter } from "./line-writer.ts";

/** Writes one line of JSON per event. Fields with names of secrets are replaced by "[redacted]". */
export interface Log {
  debug(event: string, fields?: Record<string, unknown>): void;
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
  error(event: string, fields?: Record<string, unknown>): void;
}

const LEVELS: LogLevel[] = ["debug", "info", "warn", "error"];
const SECRET_FIELD = /authorization|cookie|secret|password|api_?key|token|pepper/i;
const SECRET_TEXT = new RegExp(
  [
    String.raw`\b(?:gih_live_|gimg_|sk-|whsec_)[A-Za-z0-9+/=_-]{6,}`,
    String.raw`\bBearer\s+\S+`,
    String.raw`X-Amz-Signature=\w+`,
    String.raw`\/\/[^/\s:@]+:[^/\s@]+@`,
  ].join("|"),
  "g",
);
const LONGEST_TEXT = 2000;
const STDERR_FD = 2;

/** Creates a log of events at `level` and above. The default for `write` is standard error. */
export function createLog(level: LogLevel, write = getStderrWriter()): Log {
  const at = (each: LogLevel) => {
    if (LEVELS.indexOf(each) < LEVELS.indexOf(level)) return () => undefined;
    return (event: string, fields: Record<string, unknown> = {}) => {
      const line = { time: new Date().toISOString(), level: each, event, ...fields };
      write(serialize(line));
    };
  };
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
  };
}

let writeToStderr: ((line: string) => void) | undefined;

function getStderrWriter(): (line: string) => void {
  writeToStderr ??= createLineWriter(STDERR_FD, (lines) => {
    const time = new Date().toISOString();
    return JSON.stringify({ time, level: "error", event: "log_lines_lost", lines });
  });
  return writeToStderr;
}

function serialize(line: Record<string, unknown>): string {
  const redacted: Record<string, unknown> = {};
  for (const name in line) {
    const value = line[name];
    // Few lines have nested values. With a function, JSON.stringify takes several times as long.
    if (typeof value === "object" && value !== null)
      return escapeControls(JSON.stringify(line, redact));
    redacted[name] = redact(name, value);
  }
  // JSON.stringify leaves control characters above U+007E, which a terminal may execute.
  return escapeControls(JSON.stringify(redacted));
}

function redact(key: string, value: unknown): unknown {
  if (SECRET_FIELD.test(key) && value !== undefined && value !== null) return "[redacted]";
  if (value instanceof Error) return toLogValue(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "string") return value;
  return value.slice(0, LONGEST_TEXT).replace(SECRET_TEXT, "[redacted]");
}

function toLogValue(error: Error): Record<string, unknown> {
  const code = "code" in error ? error.code : undefined;
  return { name: error.name, message: error.message, code, stack: error.stack, cause: error.cause };
}
