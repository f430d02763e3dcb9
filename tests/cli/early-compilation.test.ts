import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProgram } from "../support/cli.ts";
import { createDatabase } from "../support/database.ts";

const MAIN = join(import.meta.dir, "../../src/main.ts");
const JIT_THRESHOLD = "BUN_JSC_thresholdForJITAfterWarmUp";

async function readServerEnvironment(settings: Record<string, string>): Promise<string[]> {
  const dataDir = await mkdtemp(join(tmpdir(), "darkroom-jit-"));
  const database = await createDatabase();
  const pidFile = join(dataDir, "pid");
  const wrapper = ["sh", "-c", `echo $$ > '${pidFile}'; exec "$@"`, "sh"];
  const env = { DATA_DIR: dataDir, DATABASE_URL: database.url, PORT: "0", ...settings };
  const server = startProgram(MAIN, env, { args: ["serve", "--json"], wrapper });
  try {
    await server.firstLine;
    const pid = (await Bun.file(pidFile).text()).trim();
    return (await Bun.file(`/proc/${pid}/environ`).text()).split("\0");
  } finally {
    server.kill("SIGTERM");
    expect((await server.result).code).toBe(0);
    await database.drop();
    await rm(dataDir, { recursive: true });
  }
}

test("a server compiles its code early, in the process that was started", async () => {
  expect(await readServerEnvironment({})).toContain(`${JIT_THRESHOLD}=20`);
});

test("thresholds of the environment are kept", async () => {
  expect(await readServerEnvironment({ [JIT_THRESHOLD]: "70" })).toContain(`${JIT_THRESHOLD}=70`);
});
