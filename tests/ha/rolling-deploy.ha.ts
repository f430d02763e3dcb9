import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RELEASE } from "../../src/database/release.ts";
import { startProgram } from "../support/cli.ts";
import { eventually } from "../support/eventually.ts";
import { findViolations } from "../support/invariants.ts";
import { startBreakablePostgres } from "../support/outage/postgres.ts";
import { type Process, startProcess } from "../support/outage/process.ts";
import { findFreePort } from "../support/ports.ts";
import { startUpstream } from "../support/upstream.ts";
import { prepareAccount } from "./account.ts";
import { progress, report } from "./figures.ts";
import { startHaproxy } from "./haproxy.ts";
import { openHolder } from "./holder.ts";
import { countStatuses, type Load, startLoad } from "./load.ts";
import { readOutcome } from "./outcome.ts";
import { unpackPreviousRelease } from "./previous-release.ts";

const SCENARIO = "Rolling deploy";
const MAIN = join(import.meta.dir, "../../src/main.ts");
const LOAD = { ratePerSecond: 15, words: "#up:delay:500" };
// Of 1,000 requests, at most this many are answered with 503.
const UNAVAILABLE_PER_1000 = 1;

interface Deployment {
  /** The main module of the previous release. */
  previous: string;
  load: Load;
  /** Runs the command `migrate` of a program. */
  migrate(main: string): Promise<void>;
  /** Replaces each server by one of the program at `main`, one after the other. */
  deploy(main: string): Promise<void>;
}

test("deploys and a rollback lose no request", () =>
  withDeployment(async ({ previous, load, deploy, migrate }) => {
    await measurePhase(load, "the next release", async () => {
      await migrate(MAIN);
      await deploy(MAIN);
    });
    await measurePhase(load, "the same release", () => deploy(MAIN));
    await measurePhase(load, "rollback", () => deploy(previous));
    const refused = load.answers.filter(({ status }) => status === 503).length;
    expect(refused).toBeLessThanOrEqual((load.answers.length / 1000) * UNAVAILABLE_PER_1000);
    const others = load.answers.filter(({ status }) => ![200, 202, 503].includes(status));
    expect(others).toEqual([]);
  }));

/** Returns the lines of a log about failed requests, warnings and errors. */
function findFailures(log: string): string {
  const lines = log.split("\n").filter((line) => /"level":"(?:warn|error)"|"status":5/.test(line));
  return lines.slice(-40).join("\n");
}

function isServed({ path }: Record<string, unknown>): boolean {
  return String(path).startsWith("/api/");
}

async function measurePhase(load: Load, name: string, act: () => Promise<void>): Promise<void> {
  progress(name);
  const first = load.answers.length;
  await act();
  // The last server has served some requests.
  const enough = load.answers.length + 20 * LOAD.ratePerSecond;
  await eventually(() => load.answers.length > enough, { message: "the load was not served" });
  report(SCENARIO, { [`${name}: answers`]: countStatuses(load.answers.slice(first)) });
  for (const [error, count] of load.errors) progress(`${count} × ${error}`);
}

/** Runs a scenario on two servers of the previous release behind a balancer, under load. */
async function withDeployment(act: (deployment: Deployment) => Promise<void>): Promise<void> {
  const previous = await unpackPreviousRelease();
  report(SCENARIO, { releases: `${previous.release} and ${RELEASE}` });
  const postgres = await startBreakablePostgres();
  const upstream = await startUpstream();
  const pair = await openPair(postgres.url, upstream.url);
  try {
    const { url } = pair;
    const key = await prepareAccount(previous.main, pair.env);
    await pair.start(previous.main);
    const load = startLoad({ urls: [url], key, ...LOAD });
    await act({ previous: previous.main, load, ...pair });
    await load.stop();
    const outcome = await readOutcome(postgres.url, load, upstream);
    report(SCENARIO, outcome.figures);
    expect(outcome).toMatchObject({ lost: [], notFound: [], repeated: [] });
    expect(await findViolations(postgres.url)).toEqual([]);
  } catch (error) {
    process.stderr.write(pair.readLogs());
    throw error;
  } finally {
    await pair.stop();
    await upstream.stop();
    await postgres.close();
    await previous.remove();
  }
}

/** Prepares two servers behind a balancer. */
async function openPair(databaseUrl: string, providerUrl: string) {
  const dataDir = await mkdtemp(join(tmpdir(), "darkroom-ha-"));
  const holder = await openHolder();
  const [api = 0, ...ports] = [findFreePort(), findFreePort(), findFreePort()];
  const servers: Process[] = [];
  const all: Process[] = [];
  const env = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PUBLIC_URL: `http://127.0.0.1:${api}`,
    PROVIDER: "openai",
    OPENAI_API_KEY: "sk-test",
    OPENAI_BASE_URL: providerUrl,
  };
  async function startServer(index: number, main: string): Promise<Process> {
    const place = { databaseUrl, dataDir, main };
    const own = { ...env, PORT: String(ports[index]) };
    const server = await startProcess(place, ["serve"], own);
    all.push(server);
    return (servers[index] = server);
  }
  return {
    url: env.PUBLIC_URL,
    env,
    async start(main: string): Promise<void> {
      for (const index of ports.keys()) await startServer(index, main);
      const [APP1 = "", APP2 = ""] = ports.map((port) => `127.0.0.1:${port}`);
      const variables = { API_BIND: `127.0.0.1:${api}`, APP1, APP2 };
      await startHaproxy(holder, "haproxy-api.cfg", variables);
      const isReady = async () => (await fetch(`${env.PUBLIC_URL}/readyz`)).ok;
      await eventually(isReady, { message: "the balancer has no server" });
    },
    async migrate(main: string): Promise<void> {
      const args = ["migrate", "--json"];
      expect(await startProgram(main, env, { args }).result).toMatchObject({ code: 0 });
    },
    async deploy(main: string): Promise<void> {
      for (const [index, server] of servers.entries()) {
        server.kill("SIGTERM");
        expect(await server.exited(120_000)).toBe(0);
        const next = await startServer(index, main);
        const message = "the balancer sends no request to a new server";
        await eventually(() => next.linesOf("request").some(isServed), { message });
      }
    },
    readLogs: () => all.map(({ name, log }) => `--- ${name}\n${findFailures(log())}\n`).join(""),
    async stop(): Promise<void> {
      for (const each of servers) each.kill("SIGKILL");
      await holder.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
