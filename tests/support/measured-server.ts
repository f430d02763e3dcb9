/** A server in a separate process that reports its memory. */
import { readConfig } from "../../src/foundation/config.ts";
import { processBatch } from "../../jobs/process-batch.ts";
import { openContext } from "../../src/app/context.ts";
import { createLog } from "../../src/foundation/log.ts";
import { startServer } from "../../src/server/listen.ts";
import type { App } from "./app.ts";

export interface MeasuredServer {
  url: string;
  /** Returns the peak of its memory since the last call, beyond what it had at that call. */
  grownBytes(): Promise<number>;
  /** Returns its memory after a garbage collection. */
  restingBytes(): Promise<number>;
  /** Makes one pass over each of the batches, at the same time. */
  processBatches(batchIds: string[]): Promise<void>;
  stop(): Promise<void>;
}

type Measure = "grownBytes" | "restingBytes";
type Command = Measure | { batchIds: string[] };

/** Starts a measured server on the database and files of an app. */
export async function startMeasuredServer(
  app: App,
  env: Record<string, string> = {},
): Promise<MeasuredServer> {
  const { PATH = "", HOME = "" } = process.env;
  const ready = Promise.withResolvers<string>();
  let answer = Promise.withResolvers<number>();
  const child = Bun.spawn([process.execPath, import.meta.path], {
    env: { PATH, HOME, DATABASE_URL: app.databaseUrl, DATA_DIR: app.dataDir, PORT: "0", ...env },
    stdio: ["ignore", "ignore", "inherit"],
    ipc(message: { url: string } | { bytes: number }) {
      if ("url" in message) ready.resolve(message.url);
      else answer.resolve(message.bytes);
    },
  });
  const url = await ready.promise;
  const ask = (command: Command) => {
    answer = Promise.withResolvers();
    child.send(command);
    return answer.promise;
  };
  return {
    url,
    grownBytes: () => ask("grownBytes"),
    restingBytes: () => ask("restingBytes"),
    processBatches: async (batchIds) => void (await ask({ batchIds })),
    async stop() {
      child.kill();
      await child.exited;
    },
  };
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  if ("faults" in config) throw new Error(config.faults.join("\n"));
  const ctx = await openContext(config, createLog("error"), config.databaseUrl ?? "");
  startServer(ctx);
  let base = process.memoryUsage.rss();
  let peak = base;
  const watch = () => void (peak = Math.max(peak, process.memoryUsage.rss()));
  setInterval(watch, 5);
  process.on("message", async (command: Command) => {
    if (typeof command === "object")
      await Promise.all(command.batchIds.map((batchId) => processBatch(ctx, { batchId })));
    watch();
    const grownBytes = peak - base;
    if (typeof command === "object") return process.send?.({ bytes: 0 });
    if (command === "restingBytes") Bun.gc(true);
    base = peak = process.memoryUsage.rss();
    process.send?.({ bytes: command === "grownBytes" ? grownBytes : base });
  });
  process.send?.({ url: ctx.publicUrl() });
}

if (import.meta.main) await main();
