/** Patroni with three nodes, etcd and HAProxy, with the settings of `deploy/high-availability`. */
import { chown, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { eventually } from "../support/eventually.ts";
import { type Programs, unpackPackages } from "../support/outage/debian-packages.ts";
import { findFreePort } from "../support/ports.ts";
import { DEPLOY, startHaproxy } from "./haproxy.ts";
import { type Holder, openHolder } from "./holder.ts";

const PASSWORD = "a password of the test";
const PACKAGES = ["patroni", "python3-etcd", "etcd-server", "haproxy", "postgresql-15"];

/** A node with Patroni and Postgres. */
interface Node {
  name: string;
  postgres: string;
  /** Address of the REST API of Patroni. */
  api: string;
  data: string;
  process?: Bun.Subprocess;
}

export interface Patroni {
  /** Names of the nodes. */
  names: string[];
  /** Postgres as superuser, through HAProxy: the primary, and a replica. */
  primaryUrl: string;
  replicaUrl: string;
  /** Returns the URL of one node. */
  getUrl(name: string): string;
  /** Returns the name of the node that accepts writes, or undefined. */
  findPrimary(): Promise<string | undefined>;
  /** Resolves once a node other than this one accepts writes. */
  promoted(former: string): Promise<string>;
  /** Resolves once all nodes are members and one of them is synchronous. */
  complete(): Promise<void>;
  /** SIGKILL to Patroni and all processes of Postgres of a node. */
  kill(name: string): Promise<void>;
  start(name: string): Promise<void>;
  /** Asks for a planned change of the leader and returns at once. */
  switchOver(from: string): Promise<void>;
  /** Returns the last lines of the logs, to explain a failed test. */
  readLogs(): Promise<string>;
  close(): Promise<void>;
}

/** Starts a cluster and returns once it is complete. */
export async function startPatroni(): Promise<Patroni> {
  const programs = await unpackPackages(PACKAGES);
  const holder = await openHolder();
  const nodes = ["node1", "node2", "node3"].map((name) => createNode(holder, name));
  const etcd = await startEtcd(holder, programs);
  const ports = { primary: findFreePort(), replica: findFreePort() };
  await startHaproxy(holder, "haproxy-database.cfg", toVariables(nodes, ports));
  const start = (node: Node) => startNode(node, { holder, programs, etcd });
  // The first one to start creates the cluster; the others copy it.
  for (const node of nodes) await start(node);
  const cluster = open(holder, nodes, { start, ports });
  await cluster.complete();
  return cluster;
}

function open(
  holder: Holder,
  nodes: Node[],
  { start, ports }: { start: (node: Node) => Promise<void>; ports: Record<string, number> },
): Patroni {
  const getNode = (name: string): Node => {
    const node = nodes.find((each) => each.name === name);
    if (node === undefined) throw new Error(`There is no node ${name}.`);
    return node;
  };
  const toUrl = (port = 0) =>
    `postgres://postgres:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/postgres`;
  const findPrimary = async () => {
    const isPrimary = await Promise.all(nodes.map((node) => answers(node, "/primary")));
    return nodes.find((_, index) => isPrimary[index])?.name;
  };
  return {
    names: nodes.map(({ name }) => name),
    primaryUrl: toUrl(ports.primary),
    replicaUrl: toUrl(ports.replica),
    getUrl: (name) => toUrl(Number(getNode(name).postgres.split(":")[1])),
    findPrimary,
    promoted: (former) =>
      eventually(
        async () => {
          const name = await findPrimary();
          return name !== former && name;
        },
        { message: "no other node was promoted" },
      ),
    complete: () => complete(nodes),
    kill: (name) => killNode(getNode(name)),
    start: (name) => start(getNode(name)),
    async switchOver(from) {
      const body = JSON.stringify({ leader: from });
      const reply = fetch(`http://${getNode(from).api}/switchover`, { method: "POST", body });
      // Answered when it is over. The request may be lost with the leader.
      void reply.catch(() => undefined);
    },
    async readLogs() {
      const texts = nodes.map(({ name }) => readFile(join(holder.folder, `${name}.log`), "utf8"));
      return (await Promise.all(texts)).map((text) => text.slice(-4_000)).join("\n---\n");
    },
    close: holder.close,
  };
}

function createNode({ folder }: Holder, name: string): Node {
  const [postgres, api] = [findFreePort(), findFreePort()].map((port) => `127.0.0.1:${port}`);
  return { name, postgres: postgres ?? "", api: api ?? "", data: join(folder, name) };
}

async function startEtcd(holder: Holder, programs: Programs): Promise<string> {
  const [client, peer] = [findFreePort(), findFreePort()].map((port) => `127.0.0.1:${port}`);
  const data = join(holder.folder, "etcd");
  await mkdir(data, { mode: 0o700 });
  if (process.getuid?.() === 0) await chown(data, 65_534, 65_534);
  const options = {
    "data-dir": data,
    "listen-client-urls": `http://${client}`,
    "advertise-client-urls": `http://${client}`,
    "listen-peer-urls": `http://${peer}`,
    "initial-advertise-peer-urls": `http://${peer}`,
    "initial-cluster": `default=http://${peer}`,
  };
  const flags = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  await holder.start("etcd", [programs.find("etcd"), ...flags], programs.env);
  const isHealthy = async () => (await fetch(`http://${client}/health`)).ok;
  await eventually(isHealthy, { message: "etcd did not start" });
  return client ?? "";
}

async function startNode(
  node: Node,
  { holder, programs, etcd }: { holder: Holder; programs: Programs; etcd: string },
): Promise<void> {
  const { name, postgres, api, data } = node;
  const env = {
    PATRONI_NAME: name,
    PATRONI_ETCD3_HOSTS: etcd,
    PATRONI_RESTAPI_LISTEN: api,
    PATRONI_RESTAPI_CONNECT_ADDRESS: api,
    PATRONI_POSTGRESQL_LISTEN: postgres,
    PATRONI_POSTGRESQL_CONNECT_ADDRESS: postgres,
    PATRONI_POSTGRESQL_DATA_DIR: data,
    PATRONI_POSTGRESQL_PGPASS: join(holder.folder, `${name}.pgpass`),
    PATRONI_SUPERUSER_USERNAME: "postgres",
    PATRONI_SUPERUSER_PASSWORD: PASSWORD,
    PATRONI_REPLICATION_USERNAME: "replicator",
    PATRONI_REPLICATION_PASSWORD: PASSWORD,
  };
  const command = [programs.find("python3"), programs.find("patroni")];
  node.process = await holder.start(name, [...command, join(DEPLOY, "patroni.yml")], {
    ...programs.env,
    ...env,
  });
}

function toVariables(nodes: Node[], ports: Record<string, number>): Record<string, string> {
  const entries = nodes.flatMap(({ name, postgres, api }) => [
    [`${name.toUpperCase()}_POSTGRES`, postgres],
    [`${name.toUpperCase()}_PATRONI_PORT`, api.split(":")[1]],
  ]);
  const binds = {
    PRIMARY_BIND: `127.0.0.1:${ports.primary}`,
    REPLICA_BIND: `127.0.0.1:${ports.replica}`,
  };
  return { ...Object.fromEntries(entries), ...binds };
}

async function answers({ api }: Node, path: string): Promise<boolean> {
  const reply = fetch(`http://${api}${path}`, { signal: AbortSignal.timeout(2_000) });
  return reply.then(
    ({ ok }) => ok,
    () => false,
  );
}

async function complete(nodes: Node[]): Promise<void> {
  const isComplete = async () => {
    const [sync, ...all] = await Promise.all([
      Promise.all(nodes.map((node) => answers(node, "/synchronous"))),
      ...nodes.map(async (node) => {
        return (await answers(node, "/primary")) || (await answers(node, "/replica"));
      }),
    ]);
    return all.every(Boolean) && sync.some(Boolean);
  };
  await eventually(isComplete, { message: "the cluster is not complete", timeoutMs: 240_000 });
}

async function killNode({ process: patroni, data }: Node): Promise<void> {
  const record = await readFile(join(data, "postmaster.pid"), "utf8");
  const parent = Number.parseInt(record, 10);
  const children = await readFile(`/proc/${parent}/task/${parent}/children`, "utf8");
  patroni?.kill("SIGKILL");
  for (const pid of [parent, ...children.split(" ").filter(Boolean).map(Number)]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // A child that has ended since.
    }
  }
  await patroni?.exited;
}
