import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { BreakablePostgres } from "../../support/outage/postgres.ts";
import { type BreakableStorage, startBreakableStorage } from "../../support/outage/storage.ts";
import { startTcpProxy, type TcpProxy } from "../../support/tcp-proxy.ts";
import { type Customers, createCustomers } from "./customers.ts";
import type { Journal } from "./journal.ts";
import { type HarnessProvider, startProvider, toProviderKey } from "./provider.ts";
import { type HarnessReceiver, startHarnessReceiver } from "./receiver.ts";
import { supervise, type Supervised } from "./supervisor.ts";

/** A process and its connection to Postgres. */
export interface Node {
  process: Supervised;
  line: TcpProxy;
}

/** A Postgres of the harness. */
type HarnessPostgres = Pick<BreakablePostgres, "url" | "applicationUrl" | "close">;

/** Two servers and two workers on one database, and everything they use. */
export interface Platform<Postgres extends HarnessPostgres = HarnessPostgres> {
  journal: Journal;
  postgres: Postgres;
  storage: BreakableStorage;
  provider: HarnessProvider;
  receiver: HarnessReceiver;
  customers: Customers;
  servers: [Node, Node];
  workers: [Node, Node];
  failpointFolder: string;
  /** The folder of the processes' logs. */
  logFolder: string;
  /** Ends the servers and workers in order. */
  stopProcesses(): Promise<void>;
  /** Stops the rest. */
  stop(): Promise<void>;
}

/** The second server also runs generations, so that the direct run of a create is covered. */
const NODES = [
  { name: "server 1", args: ["serve", "--no-worker"] },
  { name: "server 2", args: ["serve"] },
  { name: "worker 1", args: ["worker"] },
  { name: "worker 2", args: ["worker"] },
] as const;

const SETTINGS = {
  APP_SECRET: "kT2vN8qLzR5wYc7XbM3hPd9sGf6jQa4e",
  PROVIDER: "openai",
  PROVIDER_TIMEOUT_SECONDS: "20",
  SYNC_WAIT_SECONDS: "20",
  WORKER_CONCURRENCY: "6",
  DRAIN_SECONDS: "15",
};

/** Starts everything on a migrated database, which the platform closes, with files in `folder`. */
export async function startPlatform<Postgres extends HarnessPostgres>(
  journal: Journal,
  folder: string,
  postgres: Postgres,
): Promise<Platform<Postgres>> {
  const storage = await startBreakableStorage();
  const provider = await startProvider();
  const receiver = startHarnessReceiver();
  const failpointFolder = join(folder, "failpoints");
  const logFolder = join(folder, "logs");
  mkdirSync(failpointFolder, { recursive: true });
  const env = {
    ...SETTINGS,
    OPENAI_API_KEY: toProviderKey("setup"),
    ...storage.env,
    OPENAI_BASE_URL: provider.url,
    OUTBOUND_ALLOW: receiver.host,
  };
  const customers = await createCustomers({ url: postgres.applicationUrl, env }, receiver);
  const parts = { journal, postgres, env, folder, logFolder, failpointFolder };
  const [server1, server2, worker1, worker2] = await Promise.all([
    startNode(parts, NODES[0]),
    startNode(parts, NODES[1]),
    startNode(parts, NODES[2]),
    startNode(parts, NODES[3]),
  ]);
  const nodes = [server1, server2, worker1, worker2];
  return {
    ...{ journal, postgres, storage, provider, receiver, customers, failpointFolder, logFolder },
    servers: [server1, server2],
    workers: [worker1, worker2],
    async stopProcesses() {
      await Promise.all(nodes.map((node) => node.process.stop()));
    },
    async stop() {
      await Promise.all(nodes.map((node) => node.line.close()));
      await provider.stop();
      await receiver.stop();
      await storage.stop();
      await postgres.close();
    },
  };
}

interface Parts extends Pick<Platform, "journal" | "postgres" | "logFolder" | "failpointFolder"> {
  env: Record<string, string>;
  folder: string;
}

async function startNode(parts: Parts, node: (typeof NODES)[number]): Promise<Node> {
  const { journal, postgres, env, folder, logFolder, failpointFolder } = parts;
  const line = await startTcpProxy(postgres.applicationUrl);
  const dataDir = join(folder, node.name.replace(" ", "-"));
  mkdirSync(dataDir, { recursive: true });
  const process = supervise({
    ...{ name: node.name, journal, logFolder, failpointFolder },
    args: [...node.args],
    env: {
      ...env,
      OPENAI_API_KEY: toProviderKey(node.name),
      DATABASE_URL: line.url,
      DATA_DIR: dataDir,
      PORT: "0",
    },
    mayFailToStart: () => {
      const now = performance.now();
      return journal.wasAway(/^(postgres|line of)/, { from: now - 40_000, to: now });
    },
  });
  return { process, line };
}
