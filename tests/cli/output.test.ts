import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase, type Database } from "../support/database.ts";

const MAIN = join(import.meta.dir, "../../src/main.ts");

let folder = "";
let database: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "darkroom-output-"));
  database = await createDatabase();
  expect(await Bun.spawn(["mkfifo", join(folder, "closed"), join(folder, "out")]).exited).toBe(0);
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

/** Starts the program through a shell script, in which "$@" is its command line. */
function start(script: string, ...args: string[]) {
  const { PATH = "" } = process.env;
  const env = { PATH, DATA_DIR: folder, DATABASE_URL: database.url, PORT: "0" };
  const command = ["bash", "-c", script, "bash", process.execPath, MAIN, ...args];
  return Bun.spawn(command, { env, cwd: folder, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
}

// The program starts when the reader has closed its end of the pipe.
const READER_GONE = `
  set -o pipefail
  { read -r _ < closed; "$@"; } | { exec <&-; echo > closed; }`;

test.each([
  [0, ["help"]],
  [0, ["help", "--json"]],
  [2, ["frobnicate"]],
])(
  "a reader that closes the pipe changes no exit code (%d) and causes no error",
  async (code, args) => {
    const child = start(READER_GONE, ...args);
    const err = await new Response(child.stderr).text();
    expect({ code: await child.exited, err: err.includes("EPIPE") }).toEqual({ code, err: false });
  },
);

test("output that does not fit on the disk is reported in one line, and the exit code is 1", async () => {
  const child = start('"$@" > /dev/full', "help", "--json");
  expect(await new Response(child.stderr).text()).toMatch(
    /^darkroom: The output could not be written \(.*no space left.*\)\.\n$/i,
  );
  expect(await child.exited).toBe(1);
});

test("a server whose output is no longer read stops in order", async () => {
  const server = start('exec "$@" > out', "serve");
  const errors = new Response(server.stderr).text();
  const reader = Bun.spawn(["head", "-n", "1", join(folder, "out")], { stdout: "pipe" });
  expect(await new Response(reader.stdout).text()).toContain("Darkroom is ready.");
  await reader.exited;
  server.kill("SIGTERM");
  expect(await server.exited).toBe(0);
  expect(await errors).not.toContain("EPIPE");
});
