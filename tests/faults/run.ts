/**
 * Runs the fault tests: outages and crashes of real processes that take minutes. Arguments choose files by a
 * part of their name; `--servers N` sets the number of servers of those that use it. With `--minutes N`,
 * only the fault harness runs, once for each `--seed S`, and prints a table. The last line counts what
 * passed and failed.
 */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findTempRoot } from "../support/temp-root.ts";
import { toOutcomes, type Outcome } from "../support/report.ts";

const root = join(import.meta.dir, "../..");
const { values, positionals } = parseArgs({
  options: {
    minutes: { type: "string" },
    seed: { type: "string", multiple: true },
    servers: { type: "string" },
  },
  allowPositionals: true,
});
const outcomes = values.minutes === undefined ? await runFiles(positionals) : await runSeeds();
const failed = outcomes.filter(({ passed }) => !passed);
for (const { name, reason } of failed) say(`failed: ${name}${reason ? `\n${reason}` : ""}`);
say(`${outcomes.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length > 0 ? 1 : 0);

async function runFiles(names: string[]): Promise<Outcome[]> {
  const found = await Array.fromAsync(new Bun.Glob("tests/faults/*.fault.ts").scan({ cwd: root }));
  const files = found
    .filter((file) => names.length === 0 || names.some((name) => file.includes(name)))
    .sort();
  if (files.length === 0) return [{ name: `no file matches ${names.join(" ")}`, passed: false }];
  const outcomes: Outcome[] = [];
  // One file at a time: each one measures how a deployment behaves on this machine.
  for (const file of files) outcomes.push(...(await runFile(file)));
  return outcomes;
}

async function runFile(file: string): Promise<Outcome[]> {
  const folder = await createFolder(tmpdir());
  const report = join(folder, "report.xml");
  const flags = ["--reporter=junit", `--reporter-outfile=${report}`];
  const child = Bun.spawn([process.execPath, "test", ...flags, `./${file}`], {
    cwd: root,
    env: {
      ...process.env,
      ...{ TMPDIR: folder, TEST_TIMEOUT_MS: "900000", FAULT_SERVERS: values.servers ?? "1" },
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await child.exited;
  const written = Bun.file(report);
  const xml = (await written.exists()) ? await written.text() : "";
  await rm(folder, { recursive: true, force: true });
  return toOutcomes({ xml, code, expected: [file] });
}

async function runSeeds(): Promise<Outcome[]> {
  const minutes = Number(values.minutes);
  const seeds = (values.seed ?? [String(Math.floor(Math.random() * 1e6))]).map(Number);
  if (!(minutes > 0) || seeds.some((seed) => !Number.isSafeInteger(seed)))
    return [{ name: "--minutes needs a number above 0, --seed an integer", passed: false }];
  process.env.TMPDIR = findTempRoot();
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));
  const { runLong } = await import("./harness/long-run.ts");
  const outcomes: Outcome[] = [];
  for (const seed of seeds) {
    const folder = await createFolder(tmpdir());
    process.env.TMPDIR = folder;
    const { lines, passed } = await runLong({ seed, minutes, folder, say });
    lines.forEach(say);
    outcomes.push({ name: `seed ${seed}`, passed });
    if (passed) await rm(folder, { recursive: true, force: true });
    else say(`Logs: ${folder}\nReplay: bun run test:faults --minutes ${minutes} --seed ${seed}`);
  }
  return outcomes;
}

async function createFolder(parent: string): Promise<string> {
  const folder = await mkdtemp(join(parent, "darkroom-faults-"));
  // Postgres of root runs as another user, who needs to pass.
  await chmod(folder, 0o711);
  return folder;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
