import { join } from "node:path";
import { type App, startApp } from "./app.ts";
import type { Task } from "./art-client.ts";
import { findViolations } from "./invariants.ts";
import { type ImageHost, startImageHost } from "./image-host.ts";
import { type RawServer, reply, startRawServer } from "./raw-server.ts";
import { CLOSED_PORT } from "./ports.ts";

/** An app without a worker, an image host that it may connect to, and an internal service. */
export interface LinkApp {
  app: App;
  host: ImageHost;
  /** The target of attacks. It counts every connection. */
  internalService: RawServer;
  /** An allowed port without a server. */
  closedPort: number;
  stop(): Promise<void>;
}

/** Starts the app and both hosts. */
export async function startLinkApp(): Promise<LinkApp> {
  const inside = await startRawServer(reply("200 OK", [], "secret"), { host: "0.0.0.0" });
  const host = await startImageHost(`http://127.0.0.1:${inside.port}/`);
  const allowed = [host.port, CLOSED_PORT].map((port) => `127.0.0.1:${port}`);
  const app = await startApp({ env: { OUTBOUND_ALLOW: allowed.join(",") }, worker: false });
  async function stop() {
    await app.stop();
    await host[Symbol.asyncDispose]();
    await inside[Symbol.asyncDispose]();
  }
  return { app, host, internalService: inside, closedPort: CLOSED_PORT, stop };
}

export interface Input {
  storageKey: string;
  digest: string;
  sizeBytes: number;
}

/** Lists the input images of an accepted task. */
export async function listInputs({ app }: LinkApp, { id }: Task): Promise<Input[]> {
  const { rows } = await app.ctx.db.query("select inputs from generations where id = $1", [id]);
  // Only `acceptGenerations` writes the column.
  return (rows as { inputs: Input[] }[])[0]?.inputs ?? [];
}

/** Lists violated invariants, unreferenced input files and download folders. */
export async function findLeftovers({ app }: LinkApp): Promise<unknown[]> {
  const sql = "select i ->> 'storageKey' as key from generations, jsonb_array_elements(inputs) i";
  const { rows } = await app.ctx.db.query(sql, []);
  const known = new Set((rows as { key: string }[]).map(({ key }) => key));
  const inputs = await scan(join(app.dataDir, "files"), "inputs/*/*");
  return [
    ...(await findViolations(app.databaseUrl)),
    ...inputs.filter((key) => !known.has(key)),
    ...(await scan(join(app.dataDir, "tmp"), "links-*")),
  ];
}

function scan(cwd: string, pattern: string): Promise<string[]> {
  return Array.fromAsync(new Bun.Glob(pattern).scan({ cwd, onlyFiles: false }));
}
