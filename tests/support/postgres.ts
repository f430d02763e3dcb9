/**
 * The tests' own Postgres server. A child process holds it and lets go when its standard input
 * ends, which it also does when the tests crash or are killed: nothing is ever left running.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMaintenanceConnection } from "../../src/database/db.ts";
import { openEmbedded } from "../../src/database/embedded/postgres.ts";
import { createLog } from "../../src/foundation/log.ts";

export interface Server {
  url: string;
  stop(): Promise<void>;
}

// After a hook that took too long bun kills the processes it has started, but not what those have
// started: the holder lives on then, finds its input ended, and clears up.
const BESIDE = 'exec 3<&0; "$@" <&3 3<&- & exec 3<&-; wait';

/** Starts a server of its own, in a temporary folder; a durable one pays for each commit. */
export async function startServer(options: { durable?: boolean } = {}): Promise<Server> {
  const wish = options.durable ? ["durable"] : [];
  const holder = [process.execPath, import.meta.path, ...wish];
  const child = Bun.spawn(["sh", "-c", BESIDE, "sh", ...holder], {
    // As it is now: left out, it would be as it was when this process began.
    env: process.env,
    stdin: "pipe",
    stderr: "inherit",
    // Ctrl-C is for the tests; the server ends after them.
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
      // Its output ends when it does.
      await output.read();
    },
  };
}

async function hold(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-test-"));
  const database = await openEmbedded(folder, createLog("warn"));
  try {
    if (!process.argv.includes("durable")) await hurry(database.url);
    process.stdout.write(`${database.url}\n`);
    await Bun.stdin.text();
  } finally {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A server that lives for one run need not survive a power cut, nor tidy up. */
async function hurry(url: string): Promise<void> {
  const sql = openMaintenanceConnection(url);
  for (const name of ["fsync", "synchronous_commit", "full_page_writes", "autovacuum"]) {
    await sql.unsafe(`alter system set ${name} = off`);
  }
  await sql`select pg_reload_conf()`;
  await sql.end();
}

if (import.meta.main) await hold();
