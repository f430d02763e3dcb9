/**
 * The Postgres server of the tests. A child process runs it and stops it when its standard input ends,
 * which also happens when the tests crash or are killed.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMaintenanceConnection } from "../../src/database/db.ts";
import {
  type DataLayout,
  file,
  pgCtl,
  resolveDataLayout,
} from "../../src/database/embedded/data-layout.ts";
import { openEmbedded } from "../../src/database/embedded/postgres.ts";
import { createLog } from "../../src/foundation/log.ts";

export interface Server {
  url: string;
  stop(): Promise<void>;
}

// After a timeout Bun kills its child processes, but not their children. Started through a shell, the
// process survives, finds its input closed, and stops the server.
const THROUGH_SHELL = 'exec 3<&0; "$@" <&3 3<&- & exec 3<&-; wait';

/** Starts a server in a temporary folder. A durable one flushes each commit to disk. */
export async function startServer(options: { durable?: boolean } = {}): Promise<Server> {
  const mode = options.durable ? ["durable"] : [];
  const program = [process.execPath, import.meta.path, ...mode];
  const child = Bun.spawn(["sh", "-c", THROUGH_SHELL, "sh", ...program], {
    // The current environment. The default is the environment at the start of this process.
    env: process.env,
    stdin: "pipe",
    stderr: "inherit",
    // Ctrl-C reaches only the tests; the server stops after them.
    detached: true,
  });
  child.unref();
  const output = child.stdout.getReader();
  const { value } = await output.read();
  if (!value) throw new Error("The tests' Postgres did not start.");
  return {
    url: new TextDecoder().decode(value).trim(),
    async stop() {
      child.stdin.end();
      // Its output ends when it has stopped.
      await output.read();
    },
  };
}

async function run(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-test-"));
  const log = createLog("warn");
  const database = await openEmbedded(folder, log);
  try {
    const layout = await resolveDataLayout(folder, log);
    if (!process.argv.includes("durable")) await disableDurability(database.superuserUrl, layout);
    // Tests create databases.
    process.stdout.write(`${database.superuserUrl}\n`);
    await Bun.stdin.text();
  } finally {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A server for one run need not survive a power failure, and needs no vacuum. */
async function disableDurability(url: string, layout: DataLayout): Promise<void> {
  const sql = openMaintenanceConnection(url);
  for (const name of ["synchronous_commit", "full_page_writes", "autovacuum"]) {
    await sql.unsafe(`alter system set ${name} = off`);
  }
  await sql.end();
  // An argument of the running server, which no setting overrides. A restart repeats the arguments.
  const path = join(layout.cluster, "postmaster.opts");
  const before = await Bun.file(path).text();
  await Bun.write(path, before.replace("fsync=on", "fsync=off"));
  const { code, output } = await pgCtl(layout, ["restart", "-w", "-l", file(layout, "log")]);
  if (code !== 0) throw new Error(`The tests' Postgres did not start again: ${output}`);
}

if (import.meta.main) await run();
