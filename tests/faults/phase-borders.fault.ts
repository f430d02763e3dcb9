import { expect, test } from "bun:test";
import { FAILPOINTS } from "./harness/failpoint-names.ts";
import { startScriptedRun } from "./harness/scripted-run.ts";

test("a process that is killed at the border of any phase loses nothing", async () => {
  const run = await startScriptedRun();
  try {
    for (const border of FAILPOINTS) await run.killAt(border);
    await run.allUp();
    expect(await run.finish()).toEqual([]);
  } finally {
    await run.close();
  }
});
