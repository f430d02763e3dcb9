import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { armFailpoint, isArmed, listTakenFailpoints } from "./harness/arm-failpoints.ts";
import { FAILPOINT_FOLDER, FAILPOINTS, PROCESS_NAME } from "./harness/failpoint-names.ts";

const ROOT = join(import.meta.dir, "../..");

test("the built program contains no failpoint", async () => {
  // As `bun run build` bundles it, but not compiled.
  const { outputs } = await Bun.build({ entrypoints: [join(ROOT, "src/main.ts")], target: "bun" });
  const texts = await Promise.all(outputs.map((output) => output.text()));
  const text = texts.join("\n");
  expect(text).toContain("from accept_generations_2(");
  const names = [FAILPOINT_FOLDER, PROCESS_NAME, ...FAILPOINTS];
  expect(names.filter((name) => text.includes(name))).toEqual([]);
});

test("an armed failpoint kills the first process that reaches it, and no other", async () => {
  const folder = mkdtempSync(join(tmpdir(), "failpoints-"));
  armFailpoint(folder, "finish:after", { action: "kill" });
  const module = join(import.meta.dir, "harness/armed-failpoint.ts");
  const program = `
    import { toFailpoint } from ${JSON.stringify(module)};
    const hit = toFailpoint(process.env);
    await hit("finish:before");
    await hit("finish:after");`;
  const run = () =>
    Bun.spawn([process.execPath, "-e", program], {
      env: { PATH: process.env.PATH ?? "", [FAILPOINT_FOLDER]: folder },
      stdio: ["ignore", "inherit", "inherit"],
    });
  const first = run();
  await first.exited;
  expect(first.signalCode).toBe("SIGKILL");
  expect(isArmed(folder, "finish:after")).toBe(false);
  expect(listTakenFailpoints(folder)).toEqual([{ pid: first.pid, name: "finish:after" }]);
  expect(await run().exited).toBe(0);
  rmSync(folder, { recursive: true });
});
