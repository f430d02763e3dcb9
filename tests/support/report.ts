import type { FailureReasons } from "./failure-reasons.ts";

/** The outcome of one check or test, which is counted in the last line. */
export interface Outcome {
  name: string;
  passed: boolean;
  /** The error of a failed test. */
  reason?: string;
}

interface Run {
  /** The JUnit report. */
  xml: string;
  /** The exit code. */
  code: number;
  /** The test files. */
  expected: string[];
  /** What the output says about failed tests; without an entry, the report is used. */
  reasons?: FailureReasons;
}

/**
 * Reads the outcomes of a run from its JUnit report. An expected file without a reported test (it did
 * not load, or contains no test) counts as failed, and so does a run that exited with an error although
 * no test failed.
 */
export function toOutcomes(run: Run): Outcome[] {
  const cases = run.xml.split("<testcase ").slice(1).map(readCase);
  const outcomes = cases.filter(({ skipped }) => !skipped);
  const reported = new Set(outcomes.map(({ file }) => file));
  const missing = run.expected.filter((file) => !reported.has(file));
  const all: Outcome[] = [
    ...outcomes.map(({ file, name: test, passed, reason: reported }) => {
      const name = `${file}: ${test}`;
      const reason = passed ? "" : (run.reasons?.get(name) ?? reported);
      return { name, passed, ...(reason && { reason }) };
    }),
    ...missing.map((file) => ({ name: `${file}: reported no test`, passed: false })),
  ];
  const isExplained = run.code === 0 || all.some(({ passed }) => !passed);
  if (isExplained && all.length > 0) return all;
  return [...all, { name: `the test run (exit code ${run.code})`, passed: false }];
}

function readCase(text: string) {
  const attribute = (name: string) =>
    unescape(new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(text)?.[1] ?? "");
  const isEmpty = /^[^>]*\/>/.test(text);
  const body = isEmpty ? "" : (text.split("</testcase>")[0] ?? "");
  const group = attribute("classname");
  return {
    file: attribute("file"),
    name: group ? `${group} > ${attribute("name")}` : attribute("name"),
    passed: !body.includes("<failure") && !body.includes("<error"),
    skipped: body.includes("<skipped"),
    reason: unescape(/<(?:failure|error)[^>]*>([^<]*)/.exec(body)?.[1] ?? ""),
  };
}

function unescape(text: string): string {
  const letters: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text
    .replaceAll("&#10;", "\n")
    .replace(/&(\w+);/g, (whole, name: string) => letters[name] ?? whole);
}
