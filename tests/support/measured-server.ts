/** A server in a process of its own that says how much memory it has taken. `bun measured-server.ts`. */
import { readConfig } from "../../src/foundation/config.ts";
import { openContext } from "../../src/app/context.ts";
import { createLog } from "../../src/foundation/log.ts";
import { startServer } from "../../src/server/listen.ts";
import type { App } from "./app.ts";

export interface MeasuredServer {
  url: string;
  /** The most memory that it has taken since the last call, beyond what it had at that call. */
  grownBytes(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts one over an app's database and files. */
export async function startMeasuredServer(app: App): Promise<MeasuredServer> {
  const { PATH = "", HOME = "" } = process.env;
  const ready = Promise.withResolvers<string>();
  let answer = Promise.withResolvers<number>();
  const child = Bun.spawn([process.execPath, import.meta.path], {
    env: { PATH, HOME, DATABASE_URL: app.databaseUrl, DATA_DIR: app.dataDir, PORT: "0" },
    stdio: ["ignore", "ignore", "inherit"],
    ipc(message: { url: string } | { grownBytes: number }) {
      if ("url" in message) ready.resolve(message.url);
      else answer.resolve(message.grownBytes);
    },
  });
  const url = await ready.promise;
  return {
    url,
    grownBytes() {
      answer = Promise.withResolvers();
      child.send("measure");
      return answer.promise;
    },
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
  const measure = () => void (peak = Math.max(peak, process.memoryUsage.rss()));
  setInterval(measure, 5);
  process.on("message", () => {
    measure();
    process.send?.({ grownBytes: peak - base });
    base = peak = process.memoryUsage.rss();
  });
  process.send?.({ url: ctx.publicUrl() });
}

if (import.meta.main) await main();
