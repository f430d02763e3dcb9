/** What was printed about each failed test, by the name `file: group > test`. */
export type FailureReasons = Map<string, string>;

const FILE = /^(\S+\.test\.tsx?):$/;
const RESULT = /^\((pass|fail|skip|todo)\) (.*?)(?: \[[\d.]+m?s\])?$/;
const TIMEOUT = /^ {2}\^ /;
const MAX_LINES = 100;

/**
 * Reads the output of `bun test`, passes it on, and adds the reasons of failed tests. The JUnit report lacks
 * the reasons of tests that fail while others of their file run.
 */
export async function readFailureReasons(
  output: ReadableStream<Uint8Array>,
  reasons: FailureReasons,
  passOn: (text: string) => void,
): Promise<void> {
  let file = "";
  /** The failed test whose result is the line before. */
  let failed = "";
  /** A failed test about which nothing has been printed yet. */
  let unexplained = "";
  let printed: string[] = [];
  const explain = (test: string) => reasons.set(test, printed.slice(-MAX_LINES).join("\n"));
  for await (const line of readLines(output, passOn)) {
    const [, outcome, name] = RESULT.exec(line) ?? [];
    const header = FILE.exec(line)?.[1];
    if (outcome === "fail") {
      failed = `${file}: ${name}`;
      explain(failed);
      unexplained = printed.every((each) => each === "") ? failed : "";
      continue;
    }
    if (failed !== "" && TIMEOUT.test(line)) {
      reasons.set(failed, line);
      unexplained = "";
      continue;
    }
    // The errors of tests that fail at the same time are printed before the results of all of them.
    if (failed !== "" || outcome !== undefined || header !== undefined) printed = [];
    failed = "";
    file = header ?? file;
    if (outcome !== undefined || header !== undefined) {
      unexplained = "";
      continue;
    }
    printed.push(line);
    // The error of a rejection without a handler can be printed after the result.
    if (unexplained !== "") explain(unexplained);
  }
}

async function* readLines(output: ReadableStream<Uint8Array>, passOn: (text: string) => void) {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const bytes of output) {
    const text = decoder.decode(bytes, { stream: true });
    passOn(text);
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  yield rest;
}
