import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cli, cliWithInput, startCli, startInTerminal } from "../support/cli.ts";
import { eventually } from "../support/eventually.ts";
import { findFreePort } from "../support/ports.ts";

const SECRETS = /gih_live_\w{32}|gimg_\w{32}|sk-\w{32}|password/;

let dataDir = "";
let settings: Record<string, string> = {};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "darkroom first run-"));
  // Postgres runs as another user where we are root, and has to walk through.
  await chmod(dataDir, 0o755);
  settings = { DATA_DIR: dataDir, PORT: "0" };
});

afterAll(async () => {
  await rm(dataDir, { recursive: true });
});

describe("with no settings, in an empty folder", () => {
  const demo = "the demo renders three images, prints their URLs, and exits";
  for (const run of ["the first time", "again"]) {
    test(`${demo}: ${run}`, async () => {
      const { code, out, err } = await cli(settings, "demo");
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out.match(/^ {2}curl /gm)).toHaveLength(3);
      expect(out).not.toMatch(SECRETS);
      const files = [...out.matchAll(/^ {2}(\/.*\.png)$/gm)].map(([, path = ""]) => path);
      expect(files).toHaveLength(3);
      const sizes = await Promise.all(
        files.map((path) => new Bun.Image(Bun.file(path)).metadata()),
      );
      expect(sizes.map(({ width, height }) => [width, height])).toEqual([
        [1280, 720],
        [1024, 1024],
        [1024, 1024],
      ]);
      const [, before, after] = /Balance: (\d+) credits before, (\d+) after/.exec(out) ?? [];
      expect(Number(before) - Number(after)).toBe(24);
    });
  }

  test("serve creates an account with a key for each dialect, and shows them once", async () => {
    const first = startCli(settings, "serve", "--json");
    const { url, firstRunFile } = JSON.parse(await first.firstLine);
    expect(firstRunFile).toBe(join(dataDir, "first-run.txt"));
    expect((await stat(firstRunFile)).mode & 0o777).toBe(0o600);
    const output = await readFile(firstRunFile, "utf8");
    const keys = [...output.matchAll(/^ {2}(\w+) key +(\S+)$/gm)];
    expect(keys.map(([, dialect]) => dialect)).toEqual(["hub", "plus", "art", "openai"]);
    expect(await creditsOf(url, keys[0]?.[2] ?? "")).toBe(1200);
    const email = /^ {2}email +(\S+)$/m.exec(output)?.[1] ?? "";
    const beside = await cli(settings, "key", "list", "--email", email, "--json");
    expect(JSON.parse(beside.out).keys).toHaveLength(4);
    const password = /^ {2}password +(\S+)$/m.exec(output)?.[1] ?? "";
    expect(await listAuditedActions(url, { email, password })).toEqual([
      "session.start",
      ...Array<string>(4).fill("key.create"),
      "grant",
      "grant",
      "account.create",
    ]);
    first.kill("SIGINT");
    const ended = await first.result;
    expect(ended.code).toBe(0);
    expect(ended.out + ended.err).not.toMatch(SECRETS);

    const second = startCli(settings, "serve");
    await second.firstLine;
    second.kill("SIGTERM");
    const { code, out, err } = await second.result;
    expect(code).toBe(0);
    expect(out).toContain("key create --email");
    expect(out + err).not.toMatch(SECRETS);
  });
});

test("the first visitor who signs up on a new server is not its admin", async () => {
  const folder = await mkdtemp(join(tmpdir(), "darkroom race-"));
  await chmod(folder, 0o755);
  const port = findFreePort();
  const server = startCli({ DATA_DIR: folder, PORT: String(port) }, "serve", "--json");
  try {
    const reply = await signUpAtOnce(`http://127.0.0.1:${port}/api/auth/sign-up`);
    expect(reply).toMatchObject({ email: "mallory@example.com", admin: false });
    const output = await readFile(join(folder, "first-run.txt"), "utf8");
    expect(output).toMatch(/^ {2}password +\S{16}$/m);
  } finally {
    server.kill("SIGTERM");
    await server.result;
    await rm(folder, { recursive: true });
  }
});

test("a start after one that could not keep its secrets prints how to set a new password", async () => {
  const folder = await mkdtemp(join(tmpdir(), "darkroom lost-"));
  await chmod(folder, 0o755);
  await mkdir(join(folder, "first-run.txt.new"));
  const lost = { DATA_DIR: folder, PORT: "0" };
  expect(await cli(lost, "serve")).toMatchObject({ code: 1 });
  const server = startCli(lost, "serve");
  try {
    await server.firstLine;
    const password = "a new password of the owner";
    const email = ["--email", "owner@darkroom.local"];
    const set = ["account", "set-password", ...email, "--password-stdin"];
    expect(await cliWithInput(lost, password, ...set)).toMatchObject({ code: 0 });
    server.kill("SIGTERM");
    expect((await server.result).out).toContain(set.join(" "));
  } finally {
    server.kill("SIGTERM");
    await server.result;
    await rm(folder, { recursive: true });
  }
});

test("Ctrl-C stops all processes, although `bun run` forwards the signal too", async () => {
  const program = startInTerminal(settings, "start", "--json");
  const { url } = JSON.parse(await program.firstLine);
  // A process that still builds the console sees two signals as one.
  await fetch(url, { headers: { accept: "text/html" } });
  program.kill("SIGINT");
  // The terminal's and what `bun run` and `npx` hand on can come as one. Another signal never does.
  program.kill("SIGTERM");
  expect((await program.result).code).toBe(0);
  expect(existsSync(join(dataDir, "postgres/cluster/postmaster.pid"))).toBe(false);
});

/** Signs up again and again until a server is there to answer. */
function signUpAtOnce(url: string): Promise<unknown> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ email: "mallory@example.com", password: "correct horse battery" });
  const signUp = async () => {
    const reply = await fetch(url, { method: "POST", headers, body });
    return reply.status !== 503 && (await reply.json());
  };
  return eventually(signUp, { message: "No server answered" });
}

async function creditsOf(url: string, key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` };
  const response = await fetch(`${url}/api/v1/credits`, { headers });
  const { credits }: { credits: number } = await response.json();
  return credits;
}

/** Signs in and returns the actions in the account's audit log, newest first. */
async function listAuditedActions(url: string, body: { email: string; password: string }) {
  const headers = { "content-type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  const signedIn = await fetch(`${url}/api/auth/sign-in`, init);
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const reply = await fetch(`${url}/api/account/audit`, { headers: { cookie } });
  const { data } = (await reply.json()) as { data: { action: string }[] };
  return data.map(({ action }) => action);
}
