/**
 * The whole proof: every check, then every test, on one Postgres. Arguments are handed on to
 * `bun test`, such as a file to run. The last line counts what passed and failed.
 */
import { rmSync } from "node:fs";
import { chmod, exists, mkdtemp, statfs } from "node:fs/promises";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "./support/chromium.ts";
import { toOutcomes, type Outcome } from "./support/report.ts";
import { startServer } from "./support/postgres.ts";

interface Check {
  name: string;
  command: string[];
}

const house = join(import.meta.dir, "..");
// What runs this file, because a machine that got Bun through npx has no `bun` on its path.
const bun = process.execPath;
const CHECKS: Check[] = [
  { name: "types", command: [bun, "check", "--no-script"] },
  { name: "format", command: [bun, "fmt", "--no-script", "--check"] },
];

const MEMORY = "/dev/shm";
// A run takes 1.1 GB there, and 2.5 GB more for its processes.
const PLENTY_BYTES = 5e9;

// The allocator gives memory back after 10 ms, and the next test asks for it again: a tenth of a run.
const LAVISH = { MIMALLOC_PURGE_DELAY: "5000" };

const folder = await openFolder();
process.env.TMPDIR = folder;
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));
const outcomes = await prove(process.argv.slice(2));
const failed = outcomes.filter(({ passed }) => !passed);
for (const { name, reason } of failed) say(`failed: ${name}${reason ? `\n${reason}` : ""}`);
say(`${outcomes.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length > 0 ? 1 : 0);

/**
 * Makes the folder of all that the tests write: in memory where there is plenty, because a disk takes
 * long over thousands of small files, and ext4 the longer the more were removed a minute ago.
 */
async function openFolder(): Promise<string> {
  const { bavail, bsize } = await statfs(MEMORY).catch(() => ({ bavail: 0, bsize: 0 }));
  const hasPlenty = Math.min(bavail * bsize, freemem()) > PLENTY_BYTES;
  const folder = await mkdtemp(join(hasPlenty ? MEMORY : tmpdir(), "darkroom-tests-"));
  // Root's Postgres is another user's, who has to pass.
  await chmod(folder, 0o711);
  return folder;
}

async function prove(args: string[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const check of CHECKS) {
    outcomes.push(await run(check));
  }
  const server = await startServer().catch((error: Error) => error);
  if (server instanceof Error) {
    say(server.message);
    return [...outcomes, { name: "Postgres for the tests", passed: false }];
  }
  try {
    await findBrowser();
    return [...outcomes, ...(await test(args, server.url))];
  } finally {
    await server.stop();
  }
}

async function run({ name, command }: Check): Promise<Outcome> {
  const began = performance.now();
  const child = Bun.spawn(command, {
    cwd: house,
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

async function test(args: string[], databaseUrl: string): Promise<Outcome[]> {
  const report = join(folder, "report.xml");
  // More than the cores of a small machine, for many tests wait: for a timer, a disk or a child.
  const flags = [
    "--parallel=4",
    "--no-isolate",
    "--timings=tests/timings.json",
    "--timeout=30000",
    "--reporter=junit",
  ];
  const child = Bun.spawn([bun, "test", ...flags, `--reporter-outfile=${report}`, ...args], {
    cwd: house,
    env: { ...process.env, ...LAVISH, TEST_DATABASE_URL: databaseUrl },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await child.exited;
  const xml = (await exists(report)) ? await Bun.file(report).text() : "";
  return toOutcomes({ xml, code, expected: await filesFor(args) });
}

/** The test files that these arguments ask for: none means all. */
async function filesFor(args: string[]): Promise<string[]> {
  const files = await Array.fromAsync(
    new Bun.Glob("tests/**/*.test.{ts,tsx}").scan({ cwd: house }),
  );
  const filters = args.filter((arg) => !arg.startsWith("-")).map((arg) => arg.replace(/^\.\//, ""));
  if (filters.length === 0) return files;
  return files.filter((file) => filters.some((filter) => file.includes(filter)));
}

/** Debian's Chromium, where root may install it. */
async function findBrowser(): Promise<void> {
  const name = "chromium-headless-shell";
  if (findChromium() !== undefined) return;
  if (process.getuid?.() !== 0 || !Bun.which("apt-get")) {
    say(`The browser tests need Chromium: install it, as with \`apt-get install ${name}\`.`);
    return;
  }
  say("Installing Chromium for the browser tests …");
  await Bun.$`apt-get update && apt-get install -y --no-install-recommends ${name}`
    .quiet()
    .nothrow();
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
