import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProgram } from "../support/cli.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { canRun } from "../support/requirement.ts";

const MAIN = join(import.meta.dir, "../../src/main.ts");
const NAMESPACES = ["unshare", "--user", "--map-root-user", "--mount"];
// Runs a command with a full file system as DATA_DIR, and prints what it leaves there.
const ON_FULL_DISK = `
  mount -t tmpfs -o size=1m tmpfs "$DATA_DIR" && mkdir -p "$DATA_DIR/files/drafts" || exit 9
  head -c 2m /dev/zero > "$DATA_DIR/filler" 2> /dev/null
  "$@"
  cd "$DATA_DIR" && ls files/drafts >&2
  ls | grep app-secret >&2
`;
const isPossible = (await Bun.spawn([...NAMESPACES, "true"]).exited) === 0;
const reason = "user namespaces are not permitted";

let dataDir = "";
let database: Database;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "darkroom-full-"));
  database = await createDatabase();
});
afterAll(async () => {
  await database.drop();
  await rm(dataDir, { recursive: true });
});

function runOnFullDisk(...args: string[]) {
  const settings = { DATA_DIR: dataDir, DATABASE_URL: database.url };
  const wrapper = [...NAMESPACES, "sh", "-c", ON_FULL_DISK, "sh"];
  return startProgram(MAIN, settings, { args, wrapper }).result;
}

if (canRun(isPossible, { name: "a full disk", reason })) {
  test("doctor names a full disk and how to repair it, and leaves no file there", async () => {
    const { out, err } = await runOnFullDisk("doctor");
    expect(out).toMatch(/^ {2}fail +storage .*ENOSPC.* Free disk space or move DATA_DIR\.$/m);
    expect(err).toBe("");
  });

  test("no empty app-secret is created on a full disk", async () => {
    const { err } = await runOnFullDisk("plans", "list");
    expect(err).toMatch(/^darkroom: .*ENOSPC.*\n$/);
  });
}
