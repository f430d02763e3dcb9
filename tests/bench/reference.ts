/** The reference database: plain SQL under pgbench. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { openMaintenanceConnection } from "../../src/database/db.ts";

const REQUEST = `'{"prompt":"a harbor at dawn","model":"gpt-image-2","size":"1024x1024","n":1}'`;

/** The scripts of pgbench. */
const SCRIPTS = {
  submit: `\\set account random(1, 10000)\nselect submit(:account, 8, ${REQUEST});\n`,
  submitOneAccount: `select submit(1, 8, ${REQUEST});\n`,
  select: `\\set n random(1, 100000)\n${toLine(`
    select g.id, g.status, (
      select json_agg(
        json_build_object('key', i.storage_key, 'width', i.width, 'height', i.height)
        order by i.position
      )
      from image i
      where i.generation_id = g.id
    )
    from generation g
    where g.id = (select id from finished where n = :n)`)};\n`,
};

/** Returns a statement in one line, as pgbench requires. */
function toLine(statement: string): string {
  return statement.trim().replaceAll(/\s+/g, " ");
}

/** The reference on the Postgres server of the benchmark. */
export interface Reference {
  url: string;
  /** Returns transactions per second. */
  run(script: keyof typeof SCRIPTS, options: { clients: number; seconds: number }): Promise<number>;
}

/** Creates the reference database. */
export async function openReference(serverUrl: string): Promise<Reference> {
  const maintenance = openMaintenanceConnection(serverUrl);
  await maintenance`create database bench_reference`;
  await maintenance.end();
  const url = Object.assign(new URL(serverUrl), { pathname: "/bench_reference" }).href;
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql.file(join(import.meta.dir, "reference.sql")).simple();
  await sql.unsafe("vacuum analyze");
  await sql.end();
  return {
    url,
    run: (script, { clients, seconds }) => runPgbench(url, SCRIPTS[script], { clients, seconds }),
  };
}

/** Returns where pgbench is, or undefined on a machine without it. */
export async function findPgbench(): Promise<string | undefined> {
  const onPath = Bun.which("pgbench");
  if (onPath !== null) return onPath;
  const glob = new Bun.Glob("/usr/lib/postgresql/*/bin/pgbench");
  const found = await Array.fromAsync(glob.scan({ cwd: "/", absolute: true }));
  return found.toSorted().at(-1);
}

async function runPgbench(
  url: string,
  script: string,
  { clients, seconds }: { clients: number; seconds: number },
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "darkroom-bench-"));
  try {
    const file = join(folder, "script.sql");
    await Bun.write(file, script);
    const threads = Math.min(2, clients);
    const flags = ["-n", "-M", "prepared", "-c", clients, "-j", threads, "-T", seconds, "-f", file];
    const program = (await findPgbench()) ?? "pgbench";
    const child = Bun.spawn([program, ...flags.map(String), url], {
      stdout: "pipe",
      stderr: "pipe",
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
