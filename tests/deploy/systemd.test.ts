import { afterAll, beforeAll, expect, test } from "bun:test";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commands } from "../../src/cli/commands.ts";
import { readConfig } from "../../src/foundation/config.ts";
import { canRun } from "../support/requirement.ts";

const UNITS = ["darkroom.service", "darkroom-worker.service"];
const PROGRAM = "/usr/local/bin/darkroom";
const root = join(import.meta.dir, "../..");
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-units-"));
});
afterAll(() => rm(folder, { recursive: true }));

const read = (unit: string) => Bun.file(join(root, "deploy/systemd", unit)).text();

/** Returns the value of a key of a unit. Each key occurs once. */
function find(unit: string, key: string): string {
  const values = [...unit.matchAll(new RegExp(`^${key}=(.*)$`, "gm"))].map(([, value]) => value);
  expect({ key, values }).toEqual({ key, values: [expect.any(String)] });
  return values[0] ?? "";
}

test.each(UNITS)("%s runs a command of the program as its own user", async (name) => {
  const unit = await read(name);
  const [program, command = "", ...options] = find(unit, "ExecStart").split(" ");
  expect(program).toBe(PROGRAM);
  expect(commands.map((each) => each.name)).toContain(command);
  for (const option of options.filter((each) => each.startsWith("--")))
    expect(await helpOf(command)).toContain(option);
  expect(find(unit, "User")).toBe("darkroom");
  expect(find(unit, "Restart")).toBe("always");
});

test.each(UNITS)("%s may write only to DATA_DIR, and is stopped after the drain", async (name) => {
  const unit = await read(name);
  expect(find(unit, "ProtectSystem")).toBe("strict");
  expect(find(unit, "Environment")).toBe(`DATA_DIR=/var/lib/${find(unit, "StateDirectory")}`);
  expect(unit).not.toContain("ReadWritePaths");
  for (const key of ["NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome"])
    expect(find(unit, key)).toBe("yes");
  expect(find(unit, "CapabilityBoundingSet")).toBe("");
  const config = readConfig({});
  const drainMs = "faults" in config ? NaN : config.drainMs;
  expect(1000 * Number(find(unit, "TimeoutStopSec"))).toBeGreaterThanOrEqual(drainMs + 30_000);
});

test("the worker has the restrictions of the API", async () => {
  const [api, worker] = await Promise.all(UNITS.map(read));
  const listKeys = (unit = "") =>
    unit
      .slice(unit.indexOf("[Service]"))
      .split("\n")
      .filter((line) => /^\w+=/.test(line) && !line.startsWith("ExecStart="));
  expect(listKeys(worker)).toEqual(listKeys(api));
});

const hasAnalyzer = Bun.which("systemd-analyze") !== null;
if (canRun(hasAnalyzer, { name: "systemd units", reason: "systemd-analyze is not installed" })) {
  test("systemd-analyze finds no fault in the units", async () => {
    const program = join(folder, "darkroom");
    await Bun.write(program, "#!/bin/sh\n");
    await chmod(program, 0o755);
    const paths = UNITS.map((name) => join(folder, name));
    for (const [index, path] of paths.entries()) {
      const unit = await read(UNITS[index] ?? "");
      await Bun.write(path, unit.replaceAll(PROGRAM, program));
    }
    expect(await verify(paths)).toEqual({ code: 0, output: "" });
    const [first = ""] = paths;
    await Bun.write(first, (await Bun.file(first).text()).replace("PrivateTmp", "PrivateTemp"));
    expect((await verify([first])).output).toContain("PrivateTemp");
  });
}

async function verify(paths: string[]): Promise<{ code: number; output: string }> {
  const command = ["systemd-analyze", "verify", "--man=no", ...paths];
  const child = Bun.spawn(command, { stdout: "pipe", stderr: "pipe" });
  const [out, err] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { code: await child.exited, output: out + err };
}

async function helpOf(command: string): Promise<string> {
  const child = Bun.spawn([process.execPath, join(root, "src/main.ts"), "help", command], {
    stdout: "pipe",
  });
  return new Response(child.stdout).text();
}
