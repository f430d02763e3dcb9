import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { commands } from "../../src/cli/commands.ts";
import { readOptions } from "../../src/cli/parse-arguments.ts";
import { readConfig } from "../../src/foundation/config.ts";
import { type App, startApp } from "../support/app.ts";

const root = join(import.meta.dir, "../..");
const runbook = await Bun.file(join(root, "deploy/RUNBOOK.md")).text();
const sections = runbook.split(/^## /m).slice(1);
/** Names and other text in backticks, outside blocks of commands. */
const quoted = [...runbook.replaceAll(/^```[^]*?^```$/gm, "").matchAll(/`([^`\n]+)`/g)].map(
  ([, text = ""]) => text,
);
const blocks = [...runbook.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, text = ""]) => text);
const lines = blocks.flatMap((text) => text.trim().split("\n"));

/** Settings on which the databases, volumes, stop timeouts and proxies of the compose files depend. */
const FIXED = [
  "DATABASE_DIRECT_URL",
  "DATABASE_REPLICA_URL",
  "DATABASE_URL",
  "DATA_DIR",
  "DRAIN_SECONDS",
  "SYNC_WAIT_SECONDS",
];

let app: App;

beforeAll(async () => {
  app = await startApp({ worker: false });
});
afterAll(() => app.stop());

/** Returns the distinct quoted texts that have a form. */
function findQuoted(form: RegExp): string[] {
  const found = [...new Set(quoted.filter((text) => form.test(text)))];
  expect(found).not.toEqual([]);
  return found;
}

test("every incident states how it shows, what customers notice, what to do and how to verify", () => {
  const incidents = sections.filter((section) => !section.startsWith("Where to look first"));
  expect(incidents.length).toBeGreaterThanOrEqual(10);
  for (const section of incidents) {
    const parts = [...section.matchAll(/^\*\*(\w+):\*\*/gm)].map(([, part]) => part);
    expect(parts).toEqual(["Shows", "Customers", "Do", "Verify"]);
  }
});

test("the program accepts every command of the runbook", () => {
  const calls = lines.filter((line) => line.startsWith("darkroom "));
  expect(calls.length).toBeGreaterThan(20);
  for (const call of calls)
    expect({ call, faults: findFaults(call) }).toEqual({ call, faults: [] });
});

test("every command that the text names exists", () => {
  const names = commands.map(({ name }) => name);
  const named = findQuoted(/^[a-z]+(?:-[a-z]+)? [a-z]+$/);
  const groups = new Set(names.map((name) => name.split(" ")[0]));
  const own = named.filter((text) => groups.has(text.split(" ")[0]));
  expect(own.filter((text) => !names.includes(text))).toEqual([]);
});

test("the database accepts every statement of the runbook", async () => {
  const statements = lines.flatMap((line) => /^psql .* --command "(.*)"$/.exec(line)?.[1] ?? []);
  expect(statements).toHaveLength(lines.filter((line) => line.startsWith("psql ")).length);
  for (const statement of statements) await app.ctx.db.query(statement, []);
});

test("every metric that the runbook names is exported", async () => {
  const page = await (await app.fetch("/metrics")).text();
  const exported = [...page.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name);
  const named = findQuoted(/^darkroom_\w+$/).filter((name) => name !== "darkroom_restored");
  expect(named.filter((name) => !exported.includes(name))).toEqual([]);
});

test("every alert that the runbook names exists, and every alert is in it", async () => {
  const text = await Bun.file(join(root, "deploy/prometheus/alerts.yaml")).text();
  const alerts = [...text.matchAll(/alert: (\w+)/g)].map(([, name = ""]) => name);
  expect(findQuoted(/^Darkroom\w+$/).toSorted()).toEqual(alerts.toSorted());
});

test("the compose files pass on the runbook's settings, except those that other parts need", async () => {
  const named = findQuoted(/^[A-Z0-9]+_[A-Z0-9_]+$/);
  for (const file of ["deploy/compose.yaml", "deploy/high-availability/compose.yaml"]) {
    const text = await Bun.file(join(root, file)).text();
    const missing = named.filter((name) => !text.includes(` ${name}: \${${name}`));
    expect({ file, missing: missing.toSorted() }).toEqual({ file, missing: FIXED });
  }
});

test("every setting that the runbook names is read", () => {
  const settings = new Set<string>();
  readConfig(new Proxy({}, { get: (_, name) => void settings.add(String(name)) }));
  const named = findQuoted(/^[A-Z0-9]+_[A-Z0-9_]+$/);
  expect(named.filter((name) => !settings.has(name))).toEqual([]);
});

test("every log event and outcome that the runbook names is in the program", async () => {
  const paths = [...new Bun.Glob("{src,jobs}/**/*.ts").scanSync({ cwd: root })];
  const texts = await Promise.all(paths.map((path) => Bun.file(join(root, path)).text()));
  const all = texts.join("\n");
  const named = findQuoted(/^[a-z]+(?:_[a-z]+)+$/).filter((name) => !name.startsWith("darkroom_"));
  expect(named.filter((name) => !all.includes(`"${name}"`))).toEqual([]);
});

test("every file that the runbook names exists, and every section that it links to", () => {
  const paths = [...runbook.matchAll(/\bdeploy\/[\w./-]*\w/g)].map(([path]) => path);
  const local = new Set(["deploy/darkroom.env"]);
  const missing = paths.filter((path) => !local.has(path) && !existsSync(join(root, path)));
  expect(missing).toEqual([]);
  const anchors = sections.map((section) =>
    (section.split("\n")[0] ?? "").toLowerCase().replaceAll(" ", "-"),
  );
  const links = [...runbook.matchAll(/\]\(#([^)]+)\)/g)].map(([, link = ""]) => link);
  expect(links.filter((link) => !anchors.includes(link))).toEqual([]);
  expect(anchors.filter((anchor) => !links.includes(anchor))).toEqual([]);
});

/** Parses a command as the program does. Ids are placeholders in upper case. */
function findFaults(call: string): string[] {
  const words = [...call.matchAll(/"([^"]*)"|(\S+)/g)].map(([word, text]) => text ?? word);
  const args = words.slice(1).map((word) => {
    if (word === "JOB_ID") return "1";
    return /^[A-Z]+_ID$/.test(word) ? crypto.randomUUID() : word;
  });
  const candidates = [args.slice(0, 2).join(" "), args[0]];
  const command = commands.find(({ name }) => candidates.includes(name));
  if (command === undefined) return [`${args.join(" ")} is no command`];
  const read = readOptions(command, args.slice(command.name.split(" ").length));
  return "faults" in read ? read.faults : [];
}
