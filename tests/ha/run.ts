/**
 * Runs Darkroom on PgBouncer, Patroni, replicas and behind a balancer, all unpacked from packages of
 * Debian. Arguments choose scenarios by a part of their name; `--packages=FOLDER` keeps the packages for
 * the next run. Prints one table of figures, then what this machine cannot run, and in the last line the
 * number of passed and failed tests.
 */
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { unpackPackages } from "../support/outage/debian-packages.ts";
import { killGroups, spawnGroup } from "../support/process-group.ts";
import { type Outcome, toOutcomes } from "../support/report.ts";
import type { NotRun } from "../support/requirement.ts";
import type { Figure } from "./figures.ts";
import { findPreviousRelease } from "./previous-release.ts";
import { SCENARIOS } from "./scenarios.ts";

const root = join(import.meta.dir, "../..");
const flag = "--packages=";
const given = process.argv.slice(2);
const names = given.filter((each) => !each.startsWith("--"));
const folder = await mkdtemp(join(tmpdir(), "darkroom-ha-"));
// Postgres of root runs as another user, who needs to pass.
await chmod(folder, 0o711);
const packages = given.find((each) => each.startsWith(flag))?.slice(flag.length);
process.env.HA_PACKAGES_DIR ??= resolve(packages ?? join(folder, "packages"));
process.env.TMPDIR = folder;
const figures = (process.env.HA_FIGURES_FILE = join(folder, "figures.jsonl"));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => void interrupt());

const outcomes: Outcome[] = [];
const notRun: NotRun[] = [];
const chosen = Object.keys(SCENARIOS).filter(
  (file) => names.length === 0 || names.some((name) => file.includes(name)),
);
if (chosen.length === 0)
  outcomes.push({ name: `no scenario matches ${names.join(" ")}`, passed: false });
// One at a time: each one measures a deployment on this machine.
for (const file of chosen) await prepareAndRun(file);
await printFigures();
const failed = outcomes.filter(({ passed }) => !passed);
for (const { name, reason } of failed) say(`failed: ${name}${reason ? `\n${reason}` : ""}`);
for (const { name, reason } of notRun) say(`not run: ${name} (${reason})`);
await rm(folder, { recursive: true, force: true });
say(`${outcomes.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length > 0 ? 1 : 0);

async function prepareAndRun(file: string): Promise<void> {
  try {
    say(`${file}: preparing packages`);
    const { packages: needed = [], history } = SCENARIOS[file] ?? {};
    await unpackPackages(needed);
    if (history) await findPreviousRelease();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return void notRun.push({ name: file, reason });
  }
  outcomes.push(...(await run(file)));
}

async function run(file: string): Promise<Outcome[]> {
  const own = join(folder, crypto.randomUUID());
  await mkdir(own, { mode: 0o711 });
  const xml = join(own, "report.xml");
  const command = ["test", "--reporter=junit", `--reporter-outfile=${xml}`, `./tests/ha/${file}`];
  const child = spawnGroup([process.execPath, ...command], {
    cwd: root,
    env: { ...process.env, TMPDIR: own, TEST_TIMEOUT_MS: "900000" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await child.exited;
  const written = Bun.file(xml);
  const text = (await written.exists()) ? await written.text() : "";
  await rm(own, { recursive: true, force: true });
  return toOutcomes({ xml: text, code, expected: [`tests/ha/${file}`] });
}

async function printFigures(): Promise<void> {
  const written = Bun.file(figures);
  if (!(await written.exists())) return;
  const lines = (await written.text()).split("\n").filter(Boolean);
  // `report` writes one figure a line.
  const all = lines.map((line) => JSON.parse(line) as Figure);
  const rows = all.map(({ scenario, name, value }) => [scenario, name, value]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  say("");
  for (const [scenario = "", name = "", value = ""] of rows)
    say(`${scenario.padEnd(widths[0] ?? 0)}  ${name.padEnd(widths[1] ?? 0)}  ${value}`);
  say("");
}

async function interrupt(): Promise<void> {
  killGroups();
  await rm(folder, { recursive: true, force: true });
  process.exit(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
