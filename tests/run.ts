/**
 * Runs every check, then every test, on one Postgres server. Arguments select test files by a part of
 * their path; options of `bun test` are written as `--name=value`. Prints failed tests with their
 * reasons, then what this machine cannot run, and in the last line the number of passed and failed tests.
 */
import { rmSync } from "node:fs";
import { chmod, exists, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { findChromium } from "./support/chromium.ts";
import { type FailureReasons, readFailureReasons } from "./support/failure-reasons.ts";
import { installPrograms } from "./support/install-programs.ts";
import { toOutcomes, type Outcome } from "./support/report.ts";
import { startServer } from "./support/postgres.ts";
import { killByEnvironment, killGroups, spawnGroup } from "./support/process-group.ts";
import { canRun, type NotRun } from "./support/requirement.ts";
import { findTempRoot } from "./support/temp-root.ts";

interface Check {
  name: string;
  command: string[];
}

const root = join(import.meta.dir, "..");
// The running executable: with npx, `bun` is not on the path.
const bun = process.execPath;
const CHECKS: Check[] = [
  { name: "types", command: [bun, "check", "--no-script"] },
  { name: "format", command: [bun, "fmt", "--no-script", "--check"] },
];

// More than the cores of a small machine: many tests wait for a timer, a disk or a child process.
const PARALLEL = ["--parallel=4", "--no-isolate"];

// These files measure a time that the product promises. Beside other tests it depends on those.
const ALONE = /\.alone\.test\.tsx?$/;

// By default the allocator returns memory after 10 ms and soon requests it again: 10 % of a run.
const ALLOCATOR = { MIMALLOC_PURGE_DELAY: "5000" };

const folder = await openFolder();
process.env.TMPDIR = folder;
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
let stopServer: (() => Promise<void>) | undefined;
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => void interrupt());
// Test processes append to it what this machine cannot run.
const notRunFile = join(folder, "not-run.jsonl");
process.env.TEST_NOT_RUN_FILE = notRunFile;
const outcomes = await runAll(process.argv.slice(2));
const failed = outcomes.filter(({ passed }) => !passed);
for (const { name, reason } of failed) say(`failed: ${name}${reason ? `\n${reason}` : ""}`);
for (const { name, reason } of await readNotRun()) say(`not run: ${name} (${reason})`);
say(`${outcomes.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length > 0 ? 1 : 0);

async function interrupt(): Promise<void> {
  killGroups();
  await stopServer?.();
  killByEnvironment(folder);
  process.exit(1);
}

/** Creates the folder of everything the tests write. */
async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(findTempRoot(), "darkroom-tests-"));
  // Under root, Postgres runs as another user, which must be able to enter.
  await chmod(folder, 0o711);
  return folder;
}

async function runAll(args: string[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const check of CHECKS) {
    outcomes.push(await run(check));
  }
  const server = await startServer().catch((error: Error) => error);
  if (server instanceof Error) {
    say(server.message);
    return [...outcomes, { name: "Postgres for the tests", passed: false }];
  }
  stopServer = server.stop;
  try {
    await installPrograms(folder, say);
    return [...outcomes, ...(await testAll(args, server.url))];
  } finally {
    await server.stop();
  }
}

async function run({ name, command }: Check): Promise<Outcome> {
  const began = performance.now();
  const child = Bun.spawn(command, {
    cwd: root,
    stdout: "pipe",
    stderr: "pipe",
  });
  const output = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  const passed = (await child.exited) === 0;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (!passed) say(output.join("").trim());
  say(`${passed ? "passed" : "failed"}: ${name} (${seconds} s)`);
  return { name, passed };
}

/** Runs the files in parallel, then each file that measures a time on its own. */
async function testAll(args: string[], databaseUrl: string): Promise<Outcome[]> {
  const expected = await listFiles(args);
  if (expected.length === 0)
    return [{ name: `no test file matches "${args.join(" ")}"`, passed: false }];
  const files = await excludeBrowserTests(expected);
  const together = files.filter((file) => !ALONE.test(file));
  const alone = files.filter((file) => ALONE.test(file));
  const options = args.filter(isOption);
  const outcomes: Outcome[] = [];
  if (together.length > 0)
    outcomes.push(...(await test(together, [...PARALLEL, ...options], databaseUrl)));
  for (const file of alone) outcomes.push(...(await test([file], options, databaseUrl)));
  return outcomes;
}

async function test(files: string[], options: string[], databaseUrl: string): Promise<Outcome[]> {
  const report = join(folder, `report-${crypto.randomUUID()}.xml`);
  const flags = ["--reporter=junit", `--reporter-outfile=${report}`, ...options];
  const child = spawnGroup([bun, "test", ...flags, ...files], {
    cwd: root,
    env: { ...process.env, ...ALLOCATOR, TEST_DATABASE_URL: databaseUrl },
    stdio: ["ignore", "inherit", "pipe"],
  });
  const reasons: FailureReasons = new Map();
  const reading = readFailureReasons(child.stderr, reasons, (text) => process.stderr.write(text));
  const code = await child.exited;
  // A process that a test left running keeps the output open.
  await Promise.race([reading, Bun.sleep(1000)]);
  const xml = (await exists(report)) ? await Bun.file(report).text() : "";
  return toOutcomes({ xml, code, expected: files, reasons });
}

/** Without Chromium, browser tests are reported as not run. Under CI=true they run, and fail. */
async function excludeBrowserTests(files: string[]): Promise<string[]> {
  if (findChromium() !== undefined || process.env.CI === "true") return files;
  const texts = await Promise.all(files.map((file) => Bun.file(join(root, file)).text()));
  const needsBrowser = (_: string, index: number) => texts[index]?.includes("openBrowser") ?? false;
  const excluded = files.filter(needsBrowser);
  for (const name of excluded) canRun(false, { name, reason: "Chromium is not installed" });
  return files.filter((file) => !excluded.includes(file));
}

async function readNotRun(): Promise<NotRun[]> {
  const text = (await exists(notRunFile)) ? await Bun.file(notRunFile).text() : "";
  // A file that several processes load reports the same.
  const lines = new Set(text.split("\n").filter((line) => line !== ""));
  return [...lines].map((line) => JSON.parse(line));
}

/** Returns the test files selected by the arguments in the order of their paths; without any, all. */
async function listFiles(args: string[]): Promise<string[]> {
  const files = await Array.fromAsync(new Bun.Glob("tests/**/*.test.{ts,tsx}").scan({ cwd: root }));
  const filters = args.filter((arg) => !isOption(arg)).map((arg) => arg.replace(/^\.\//, ""));
  if (filters.length === 0) return files.sort();
  return files.filter((file) => filters.some((filter) => file.includes(filter))).sort();
}

function isOption(arg: string): boolean {
  return arg.startsWith("-");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
