/** Postgres's own load program, calling what our server calls: the ceiling beside each number. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface PgbenchRun {
  databaseUrl: string;
  /** What one turn does; `:n` is the number of an account, from 1. */
  statements: string[];
  accounts: number;
  clients: number;
  seconds: number;
}

/** Where pgbench is, or undefined on a machine without it. */
export async function findPgbench(): Promise<string | undefined> {
  const onPath = Bun.which("pgbench");
  if (onPath !== null) return onPath;
  const glob = new Bun.Glob("/usr/lib/postgresql/*/bin/pgbench");
  const found = await Array.fromAsync(glob.scan({ cwd: "/", absolute: true }));
  return found.toSorted().at(-1);
}

/** Turns a second, with prepared statements and each one a transaction of its own. */
export async function runPgbench(program: string, run: PgbenchRun): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-bench-"));
  try {
    const script = join(folder, "script.sql");
    const turn = run.statements.map((text) => `${text.replaceAll(/\s+/g, " ")};`);
    await Bun.write(script, [`\\set n random(1, ${run.accounts})`, ...turn, ""].join("\n"));
    const flags = ["-n", "-M", "prepared", "-c", run.clients, "-j", 2, "-T", run.seconds];
    const child = Bun.spawn([program, ...flags.map(String), "-f", script, run.databaseUrl], {
      stdout: "pipe",
      stderr: "pipe",
      env: { ...process.env, PGOPTIONS: "-c plan_cache_mode=force_generic_plan" },
    });
    const [out, err] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
    ]);
    const perSecond = /^tps = ([\d.]+)/m.exec(out)?.[1];
    if ((await child.exited) !== 0 || perSecond === undefined) throw new Error(`pgbench: ${err}`);
    return Number(perSecond);
  } finally {
    await rm(folder, { recursive: true });
  }
}
