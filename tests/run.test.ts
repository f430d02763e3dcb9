import { expect, test } from "bun:test";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { createDatabase } from "./support/database.ts";
import { type FailureReasons, readFailureReasons } from "./support/failure-reasons.ts";
import { killByEnvironment } from "./support/process-group.ts";
import { toOutcomes } from "./support/report.ts";

const FILES = {
  "tests/good.test.ts": `
    test("holds", () => {});
    describe("<a> & b", () => test("holds too", () => {}));`,
  "tests/bad.test.ts": `test("breaks", () => { expect(1).toBe(2); });`,
  "tests/crash.test.ts": `test("crashes", () => process.exit(0));`,
  "tests/unloadable.test.ts": `import "./absent.ts"; test("never runs", () => {});`,
  "tests/empty.test.ts": ``,
  "tests/loose.test.ts": `
    test("lets go", async () => { Promise.reject(new Error("loose")); await Bun.sleep(5); });`,
  "tests/together.test.ts": `
    for (const number of [1, 2, 3]) test.concurrent("breaks " + number, async () => {
      await Bun.sleep(50);
      expect(number).toBeLessThan(0);
    });
    test("is late", () => Bun.sleep(5000), 100);`,
};

test("a run counts what passed and names what failed, crashed, did not load or is empty", async () => {
  const outcomes = await runOn(FILES);
  expect(outcomes.filter(({ passed }) => passed).map(({ name }) => name)).toEqual([
    "tests/good.test.ts: holds",
    "tests/good.test.ts: <a> & b > holds too",
  ]);
  const failed = outcomes.filter(({ passed }) => !passed);
  const reasons = new Map(failed.map(({ name, reason }) => [name, reason]));
  expect(reasons.get("tests/bad.test.ts: breaks")).toContain("Expected: 2\nReceived: 1");
  expect(reasons.get("tests/loose.test.ts: lets go")).toContain("error: loose");
  for (const number of [1, 2, 3]) {
    const reason = reasons.get(`tests/together.test.ts: breaks ${number}`);
    expect(reason).toContain(`Expected: < 0\nReceived: ${number}`);
  }
  expect(reasons.get("tests/together.test.ts: is late")).toContain("timed out after 100ms");
  expect(failed.map(({ name }) => name).sort()).toEqual([
    "tests/bad.test.ts: breaks",
    "tests/crash.test.ts: (worker crashed)",
    "tests/empty.test.ts: reported no test",
    "tests/loose.test.ts: lets go",
    "tests/together.test.ts: breaks 1",
    "tests/together.test.ts: breaks 2",
    "tests/together.test.ts: breaks 3",
    "tests/together.test.ts: is late",
    "tests/unloadable.test.ts: reported no test",
  ]);
});

test.each([
  ["before", ["error: loose", "(fail) lets go [1.00ms]"]],
  ["after", ["(fail) lets go [1.00ms]", "error: loose"]],
])("the reason of a failed test may be printed %s its result", async (_, lines) => {
  const output = ["tests/loose.test.ts:", ...lines, "tests/good.test.ts:", "(pass) holds"];
  const reasons: FailureReasons = new Map();
  await readFailureReasons(new Blob([output.join("\n")]).stream(), reasons, () => {});
  expect([...reasons]).toEqual([["tests/loose.test.ts: lets go", "error: loose"]]);
});

test("a run without any test is a failure", () => {
  expect(toOutcomes({ xml: "", code: 1, expected: [] })).toEqual([
    { name: "the test run (exit code 1)", passed: false },
  ]);
});

test("a run that ends badly is a failure although every test passed", async () => {
  const outcomes = toOutcomes({
    xml: `<testcase name="holds" file="a.test.ts" />`,
    code: 7,
    expected: ["a.test.ts"],
  });
  expect(outcomes.map(({ passed }) => passed)).toEqual([true, false]);
});

test("a test that this machine cannot run is reported as not run, but runs under CI=true", async () => {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-run-"));
  const path = join(folder, "not-run.jsonl");
  const program = `
    import { canRun } from "${join(import.meta.dir, "support/requirement.ts")}";
    const tests = { name: "pages", reason: "Chromium is not installed" };
    process.stdout.write(String(canRun(false, tests)));`;
  const run = async (ci: string) => {
    const env = { ...process.env, TEST_NOT_RUN_FILE: path, CI: ci };
    const child = Bun.spawn([process.execPath, "-e", program], { env, stderr: "inherit" });
    return new Response(child.stdout).text();
  };
  expect(await run("true")).toBe("true");
  expect(await Bun.file(path).exists()).toBe(false);
  expect(await run("")).toBe("false");
  expect(await Bun.file(path).json()).toEqual({
    name: "pages",
    reason: "Chromium is not installed",
  });
  await rm(folder, { recursive: true });
});

test("a signal to the runner alone ends the whole group of the test process", async () => {
  const program = `
    import { spawnGroup } from "${join(import.meta.dir, "support/process-group.ts")}";
    process.on("SIGINT", () => process.exit(1));
    const script = "sleep 200 & echo started; wait";
    spawnGroup(["sh", "-c", script], { stdio: ["ignore", "inherit", "inherit"] });`;
  const runner = Bun.spawn([process.execPath, "-e", program], { stdout: "pipe", stderr: "pipe" });
  const output = runner.stdout.getReader();
  expect(new TextDecoder().decode((await output.read()).value)).toBe("started\n");
  runner.kill("SIGINT");
  expect(await runner.exited).toBe(1);
  // The output ends with the last process of the group.
  expect((await output.read()).done).toBe(true);
});

test("servers that tests have started end with an interrupted run", async () => {
  const marker = crypto.randomUUID();
  const env = { ...process.env, TMPDIR: `/tmp/${marker}` };
  const [own, other] = [env, process.env].map((env) =>
    Bun.spawn(["sleep", "200"], { env, detached: true }),
  );
  killByEnvironment(marker);
  await own?.exited;
  expect(own?.signalCode).toBe("SIGKILL");
  expect(other?.exitCode).toBeNull();
  other?.kill();
});

test("the Postgres of a run flushes nothing to disk and does no work of its own", async () => {
  const database = await createDatabase();
  const sql = postgres(database.url, { max: 1 });
  const settings = await sql`
    select name, setting
    from pg_settings
    where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'autovacuum')`;
  expect(settings.map(({ setting }) => setting)).toEqual(["off", "off", "off", "off"]);
  await sql.end();
  await database.drop();
});

async function runOn(files: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-run-"));
  await mkdir(join(folder, "tests"));
  for (const [path, text] of Object.entries(files)) {
    const header = `import { describe, expect, test } from "bun:test";\n`;
    await Bun.write(join(folder, path), text && header + text);
  }
  const report = join(folder, "report.xml");
  const flags = ["--parallel=2", "--reporter=junit", `--reporter-outfile=${report}`];
  const child = Bun.spawn([process.execPath, "test", ...flags], {
    cwd: folder,
    stdout: "ignore",
    stderr: "pipe",
  });
  const reasons: FailureReasons = new Map();
  await readFailureReasons(child.stderr, reasons, () => {});
  const code = await child.exited;
  const xml = await Bun.file(report).text();
  await rm(folder, { recursive: true });
  return toOutcomes({ xml, code, expected: Object.keys(files), reasons });
}
