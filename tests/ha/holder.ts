/**
 * Runs servers of a test as an unprivileged user, in a folder of their own. A shell waits for the end of
 * its input, which also comes when the test process is killed, and then ends all of them.
 */
import { chmod, chown, mkdir, mkdtemp, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UNPRIVILEGED } from "../support/outage/pgbouncer.ts";

/** The user of UNPRIVILEGED. */
const USER_ID = 65_534;
// Postgres runs in a session of its own, which Patroni starts: SIGQUIT to its first process ends it.
const END_ALL = `
  cat > /dev/null
  for pid in $(cat "$0"/pids/* 2>/dev/null); do kill -KILL "$pid" 2>/dev/null; done
  for pid in $(head -qn 1 "$0"/*/postmaster.pid 2>/dev/null); do
    kill -QUIT "$pid" 2>/dev/null
    while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
  done
  rm -rf "$0"`;

/** A folder whose processes end with the test. */
export interface Holder {
  /** Accessible to the user of the processes. */
  folder: string;
  /** Starts a program. Its output goes to `NAME.log` in the folder. */
  start(name: string, command: string[], env: Record<string, string>): Promise<Bun.Subprocess>;
  /** Ends all processes and removes the folder. */
  close(): Promise<void>;
}

/** Creates a folder for processes. */
export async function openHolder(): Promise<Holder> {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-ha-"));
  await mkdir(join(folder, "pids"));
  const isRoot = process.getuid?.() === 0;
  await chmod(folder, 0o755);
  if (isRoot) await chown(folder, USER_ID, USER_ID);
  const waiting = Bun.spawn(["sh", "-c", END_ALL, folder], {
    stdin: "pipe",
    stdout: "ignore",
    stderr: "ignore",
    detached: true,
  });
  waiting.unref();
  return {
    folder,
    async start(name, command, env) {
      const log = await open(join(folder, `${name}.log`), "a");
      const child = Bun.spawn([...(isRoot ? UNPRIVILEGED : []), ...command], {
        cwd: folder,
        env,
        stdin: "ignore",
        stdout: log.fd,
        stderr: log.fd,
      });
      await log.close();
      await Bun.write(join(folder, "pids", name), `${child.pid}\n`);
      return child;
    },
    async close() {
      waiting.stdin.end();
      await waiting.exited;
    },
  };
}
