import { describe, expect, test } from "bun:test";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MODULE = join(import.meta.dir, "../../src/foundation/line-writer.ts");
const LINES = 3000;

/** Runs a program that writes numbered lines to standard error. Returns its exit code and the numbers. */
async function run(end: string): Promise<{ code: number; numbers: number[] }> {
  const program = `
    const { createLineWriter } = await import(${JSON.stringify(MODULE)});
    const write = createLineWriter(2, String);
    for (let i = 0; i < ${LINES}; i++) write("line " + i + " " + "x".repeat(100));
    ${end}
  `;
  const child = Bun.spawn([process.execPath, "-e", program], { stdout: "ignore", stderr: "pipe" });
  const [text, code] = await Promise.all([new Response(child.stderr).text(), child.exited]);
  const numbers = [...text.matchAll(/^line (\d+) /gm)].map(([, number]) => Number(number));
  return { code, numbers };
}

describe("every line is written in order", () => {
  const all = Array.from({ length: LINES }, (_, index) => index);
  const ends = {
    "when the program ends": ["", 0],
    "when the process exits": ["process.exit(3);", 3],
    "after an uncaught error": ["throw new Error('crashed');", 1],
    "after an unhandled rejection": ["void Promise.reject(new Error('crashed'));", 1],
    "when a signal handler exits": [
      "process.on('SIGTERM', () => process.exit(4)); process.kill(process.pid, 'SIGTERM');" +
        "setInterval(() => undefined, 1000);",
      4,
    ],
  } as const;
  for (const [name, [end, code]] of Object.entries(ends)) {
    test(name, async () => expect(await run(end)).toEqual({ code, numbers: all }));
  }
});

test("lines that cannot be written are counted and reported before the next line", async () => {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-lines-"));
  const file = join(folder, "log");
  const program = `
    const fs = require("node:fs");
    const { createLineWriter } = await import(${JSON.stringify(MODULE)});
    const turn = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    const fd = 99;
    const write = createLineWriter(fd, (lines) => "missing " + lines);
    write("lost 1");
    write("lost 2");
    await turn();
    fs.writeFileSync(${JSON.stringify(file)}, "");
    // The writer has failed because nothing had this descriptor.
    const opened = [];
    while (opened.at(-1) !== fd) opened.push(fs.openSync(${JSON.stringify(file)}, "a"));
    write("kept");
  `;
  try {
    const child = Bun.spawn([process.execPath, "-e", program], { stderr: "inherit" });
    expect(await child.exited).toBe(0);
    expect(await readFile(file, "utf8")).toBe("missing 2\nkept\n");
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("a full disk does not keep the process from exiting", async () => {
  const program = `
    const { createLineWriter } = await import(${JSON.stringify(MODULE)});
    createLineWriter(2, String)("lost");
    process.exitCode = 5;
  `;
  const command = ["sh", "-c", 'exec "$0" -e "$1" 2> /dev/full', process.execPath, program];
  const child = Bun.spawn(command, { stdout: "ignore" });
  expect(await child.exited).toBe(5);
});
