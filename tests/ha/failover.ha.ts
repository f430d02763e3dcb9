import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "../support/eventually.ts";
import { findViolations } from "../support/invariants.ts";
import { startPgBouncer } from "../support/outage/pgbouncer.ts";
import { type Process, startProcess } from "../support/outage/process.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";
import { prepareAccount } from "./account.ts";
import { createDarkroomDatabase } from "./darkroom-database.ts";
import { progress, report, toSeconds } from "./figures.ts";
import { findLongestGapMs, type Load, startLoad } from "./load.ts";
import { readOutcome } from "./outcome.ts";
import { type Patroni, startPatroni } from "./patroni.ts";

const MAIN = join(import.meta.dir, "../../src/main.ts");
// Beyond the promotion by Patroni: the health check of HAProxy, and new connections.
const RESUMES_WITHIN_MS = 10_000;
// Creates in a second. Calls last long enough to be in progress when the leader fails.
const LOAD = { ratePerSecond: 20, words: "#up:delay:800" };

interface Deployment {
  patroni: Patroni;
  upstream: Upstream;
  servers: Process[];
  workers: Process[];
  load: Load;
  /** The primary, as superuser. */
  databaseUrl: string;
}

test("a killed leader and a planned switchover lose no accepted request", async () => {
  await withDeployment(async (deployment) => {
    const { patroni, load, servers, workers, upstream } = deployment;
    await eventually(() => load.accepted.length > 50, { message: "the load was not served" });
    const killed = (await patroni.findPrimary()) ?? "";
    progress(`SIGKILL to ${killed}`);
    await expectResumption(deployment, "failover", () => patroni.kill(killed));
    await patroni.start(killed);
    await patroni.complete();
    const before = load.accepted.length;
    await eventually(() => load.accepted.length > before + 50, {
      message: "the load was not served",
    });
    const former = (await patroni.findPrimary()) ?? "";
    progress(`switchover from ${former}`);
    await expectResumption(deployment, "switchover", () => patroni.switchOver(former));
    await load.stop();
    const { figures, unsuccessful, ...outcome } = await readOutcome(
      deployment.databaseUrl,
      load,
      upstream,
    );
    report("Patroni", figures);
    for (const { id, status, error } of unsuccessful)
      progress([`${id}: ${status} ${error}`, ...findLines(deployment, id)].join("\n"));
    expect(outcome).toEqual({ lost: [], notFound: [], repeated: [] });
    for (const each of [...servers, ...workers]) each.kill("SIGTERM");
    for (const each of [...servers, ...workers])
      expect([each.name, await each.exited(60_000)]).toEqual([each.name, 0]);
    expect(await findViolations(deployment.databaseUrl)).toEqual([]);
  });
});

/** Returns the lines of all logs about a generation. */
function findLines({ servers, workers }: Deployment, id: string): string[] {
  const lines = [...servers, ...workers].flatMap((each) => each.log().split("\n"));
  return lines.filter((line) => line.includes(id));
}

/** Expects that requests succeed again, on all servers, in time after Patroni has promoted a node. */
async function expectResumption(
  { patroni, load }: Deployment,
  name: string,
  act: () => Promise<void>,
): Promise<void> {
  const former = (await patroni.findPrimary()) ?? "";
  const from = performance.now();
  await act();
  const promoted = await patroni.promoted(former);
  const promotionMs = performance.now() - from;
  progress(`${promoted} was promoted after ${toSeconds(promotionMs)}`);
  const since = performance.now();
  const isServed = (kind: string) =>
    load.answers.some((each) => each.kind === kind && each.sentAt > since && isSuccess(each));
  for (const kind of ["create", "read", "synchronous"])
    await eventually(() => isServed(kind), { message: `no ${kind} succeeded after the ${name}` });
  const until = performance.now();
  const gaps = {
    create: findLongestGapMs(load.answers, "create", { from, until }),
    read: findLongestGapMs(load.answers, "read", { from, until }),
  };
  report("Patroni", {
    [`${name}: promotion by Patroni`]: toSeconds(promotionMs),
    [`${name}: creates unavailable`]: toSeconds(gaps.create),
    [`${name}: reads unavailable`]: toSeconds(gaps.read),
  });
  expect(Math.max(gaps.create, gaps.read)).toBeLessThan(promotionMs + RESUMES_WITHIN_MS);
}

function isSuccess({ status }: { status: number }): boolean {
  return status === 200 || status === 202;
}

/** Runs a scenario on two servers and two workers, behind PgBouncer and HAProxy, under load. */
async function withDeployment(act: (deployment: Deployment) => Promise<void>): Promise<void> {
  const patroni = await startPatroni();
  const dataDir = await mkdtemp(join(tmpdir(), "darkroom-ha-"));
  const upstream = await startUpstream();
  const direct = await createDarkroomDatabase(patroni.primaryUrl);
  const pooler = await startPgBouncer(direct);
  const env = {
    DATABASE_URL: pooler.url,
    DATABASE_DIRECT_URL: direct,
    DATA_DIR: dataDir,
    PROVIDER: "openai",
    OPENAI_API_KEY: "sk-test",
    OPENAI_BASE_URL: upstream.url,
  };
  const processes: Process[] = [];
  try {
    const key = await prepareAccount(MAIN, env);
    const place = { databaseUrl: pooler.url, dataDir };
    const start = async (...command: string[]) => {
      const started = await startProcess(place, command, env);
      processes.push(started);
      return started;
    };
    const servers = [await start("serve", "--no-worker"), await start("serve", "--no-worker")];
    const workers = [await start("worker"), await start("worker")];
    const urls = servers.map(({ url }) => url);
    const load = startLoad({ urls, key, ...LOAD });
    await act({ patroni, upstream, servers, workers, load, databaseUrl: direct });
  } catch (error) {
    for (const { name, log } of processes)
      process.stderr.write(`--- ${name}\n${log().slice(-8_000)}\n`);
    process.stderr.write(await patroni.readLogs());
    throw error;
  } finally {
    for (const each of processes) each.kill("SIGKILL");
    await pooler.close();
    await upstream.stop();
    await patroni.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
