/** Kie settings with fast polling, and worker processes that stop at a checkpoint. */
import { startWorker } from "../../jobs/worker.ts";
import { readConfig } from "../../src/foundation/config.ts";
import { type Context, openContext } from "../../src/app/context.ts";
import { createLog } from "../../src/foundation/log.ts";
import { createKie } from "../../src/providers/kie/kie.ts";
import type { KieOptions, ProviderSlot } from "../../src/providers/kie/task-context.ts";
import * as queries from "../../generated/queries/providers.ts";
import type { App } from "./app.ts";
import { KIE_KEY, type KieUpstream } from "./kie-upstream.ts";

/** A point in the processing of one image. */
export type Checkpoint = "before create" | "before download" | "stored";

/** Returns the settings of an app that uses an upstream. */
export function kieEnv(upstream: KieUpstream): Record<string, string> {
  return {
    PROVIDER: "kie",
    KIE_API_KEY: KIE_KEY,
    KIE_BASE_URL: upstream.url,
    OUTBOUND_ALLOW: upstream.host,
  };
}

/** Returns the context with fast polling of Kie. `at` is awaited at each checkpoint. */
export function withFastKie(
  ctx: Context,
  at = async (_: Checkpoint) => {},
  more: Partial<KieOptions> = {},
): Context {
  const { kie, providerTimeoutMs: timeoutMs } = ctx.config;
  const provider = createKie({
    ...{ apiKey: kie.apiKey ?? "", baseUrl: kie.baseUrl, timeoutMs },
    pollDelayMs: () => 10,
    async acquireProviderSlot(turn: ProviderSlot) {
      if (turn.name === "kie new tasks") await at("before create");
      return (await queries.acquireProviderSlot.run(turn, ctx.db))[0]?.waitMs ?? undefined;
    },
    async download(...args) {
      await at("before download");
      return ctx.outbound.download(...args);
    },
    ...more,
  });
  async function put(...args: Parameters<typeof ctx.storage.put>): Promise<void> {
    await ctx.storage.put(...args);
    await at("stored");
  }
  const providers = new Map([...ctx.providers, [provider.name, provider]]);
  return { ...ctx, providers, storage: { ...ctx.storage, put } };
}

export interface KieWorker {
  /** Resolves once the worker has reached its checkpoint. */
  reached: Promise<void>;
  /** Kills it with SIGKILL. */
  kill(): Promise<void>;
}

/** Starts a worker process on the database of an app. It stops at a checkpoint, if one is given. */
export async function startKieWorker(app: App, border?: Checkpoint): Promise<KieWorker> {
  const { PATH = "", HOME = "" } = process.env;
  const { config } = app.ctx;
  const env = {
    ...{ PATH, HOME, DATABASE_URL: app.databaseUrl, DATA_DIR: app.dataDir, PORT: "0" },
    ...{ PROVIDER: "kie", KIE_API_KEY: KIE_KEY, KIE_BASE_URL: config.kie.baseUrl },
    ...{ OUTBOUND_ALLOW: config.outboundAllow.join(","), STOP_AT: border ?? "" },
  };
  const child = Bun.spawn([process.execPath, import.meta.path], {
    env,
    stdout: "pipe",
    stderr: "inherit",
  });
  const chunks = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  let said = "";
  // One chunk may have both words, and a job may stop the worker before it is ready.
  const heard = async (word: string) => {
    while (!said.split("\n").includes(word)) {
      const { value } = await chunks.read();
      if (value === undefined) throw new Error(`The worker ended before "${word}": ${said}`);
      said += value;
    }
  };
  await heard("ready");
  return {
    reached: border === undefined ? Promise.resolve() : heard("stopped"),
    async kill() {
      child.kill("SIGKILL");
      await child.exited;
    },
  };
}

async function main(stopAt: string | undefined): Promise<void> {
  const config = readConfig(process.env);
  if ("faults" in config) throw new Error(config.faults.join("\n"));
  const { databaseUrl = "" } = config;
  const ctx = await openContext(config, createLog("error"), databaseUrl);
  const at = async (border: Checkpoint) => {
    if (border !== stopAt) return;
    process.stdout.write("stopped\n");
    await new Promise(() => {});
  };
  await startWorker(withFastKie(ctx, at), databaseUrl);
  process.stdout.write("ready\n");
}

if (import.meta.main) await main(process.env.STOP_AT);
