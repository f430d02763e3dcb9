/**
 * Runs the fault tests: outages and crashes of real processes that take minutes. An argument chooses
 * files by a part of their name. The last line counts what passed and failed.
 */
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toOutcomes, type Outcome } from "../support/report.ts";

const root = join(import.meta.dir, "../..");
const names = process.argv.slice(2);
const found = await Array.fromAsync(new Bun.Glob("tests/faults/*.fault.ts").scan({ cwd: root }));
const files = found
  .filter((file) => names.length === 0 || names.some((name) => file.includes(name)))
  .sort();

const outcomes: Outcome[] = [];
if (files.length === 0)
  outcomes.push({ name: `no file matches ${names.join(" ")}`, passed: false });
// One file at a time: each one measures how a deployment behaves on this machine.
for (const file of files) outcomes.push(...(await run(file)));
const failed = outcomes.filter(({ passed }) => !passed);
for (const { name, reason } of failed) say(`failed: ${name}${reason ? `\n${reason}` : ""}`);
say(`${outcomes.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length > 0 ? 1 : 0);

async function run(file: string): Promise<Outcome[]> {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-faults-"));
  // Postgres of root runs as another user, who needs to pass.
  await chmod(folder, 0o711);
  const report = join(folder, "report.xml");
  const flags = ["--reporter=junit", `--reporter-outfile=${report}`];
  const child = Bun.spawn([process.execPath, "test", ...flags, `./${file}`], {
    cwd: root,
    env: { ...process.env, TMPDIR: folder, TEST_TIMEOUT_MS: "900000" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await child.exited;
  const written = Bun.file(report);
  const xml = (await written.exists()) ? await written.text() : "";
  await rm(folder, { recursive: true, force: true });
  return toOutcomes({ xml, code, expected: [file] });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
