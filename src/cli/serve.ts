import type { Config } from "../foundation/config.ts";
import { createSetupToken } from "../core/accounts/setup.ts";
import { createLog } from "../foundation/log.ts";
import { command, type CommandContext, getConfig } from "./command.ts";
import { describeDatabase } from "../database/open.ts";
import {
  type FirstRun,
  createFirstAccount,
  showAccount,
  showNextSteps,
  showSetup,
} from "./first-run.ts";
import { type Runtime, openRuntime, SERVES } from "./runtime.ts";
import { flag, PAUSED } from "./options.ts";
import { startRunning } from "./start.ts";
import { withSignals } from "./signals.ts";
import { logUnhandledRejections } from "./unhandled-rejections.ts";
import { type Terminal, table } from "./terminal.ts";

/** Serves until the process receives SIGINT or SIGTERM. */
export const serve = command({
  name: "serve",
  summary: "Serve the API and run background jobs until SIGINT or SIGTERM",
  options: {
    noWorker: flag("Serve the API only; run jobs in another process with `worker`"),
    paused: PAUSED,
  },
  async run(context, parts) {
    const { drainMs } = getConfig(context);
    await withSignals(drainMs, (stopSignal) => serveUntil(stopSignal, context, parts));
  },
});

async function serveUntil(
  stopSignal: Promise<string>,
  context: CommandContext,
  { noWorker, paused }: { noWorker: boolean; paused: boolean },
): Promise<void> {
  const config = getConfig(context);
  const { terminal } = context;
  const { runtime, account, setupToken, key } = await openFirst(config, terminal);
  if (paused) runtime.ctx.workerStatus.pause("operator");
  const running = await startRunning(runtime, { api: true, worker: !noWorker && !paused });
  try {
    const { url } = running;
    const base = config.publicUrl ?? url;
    const setup =
      setupToken === undefined
        ? undefined
        : await showSetup(terminal, config, { token: setupToken, base });
    const ready = { url, publicUrl: base, console: `${base}/`, docs: `${base}/docs` };
    const firstRunFile = account?.file ?? setup?.file ?? null;
    terminal.result({ ...ready, worker: !noWorker && !paused, paused, firstRunFile }, [
      ...describeAddresses(config, base),
      ...(paused ? ["Paused: no jobs run, and no generations are accepted.", ""] : []),
      ...(setup ? setup.lines : await showNextSteps(config)),
      ...printExample(base, key ?? "YOUR_KEY"),
      "",
      "Press Ctrl-C to stop.",
    ]);
    terminal.info("", `${await stopSignal}: waiting for running work …`);
  } finally {
    await running.stop();
  }
  terminal.info("Stopped.");
}

interface Opened {
  runtime: Runtime;
  account: FirstRun | undefined;
  /** A key of the first account, if keys are printed. */
  key: string | undefined;
  /** Undefined if the server has an admin. */
  setupToken: string | undefined;
}

/**
 * Opens the runtime and creates the first account before the server listens: a server that accepts
 * connections has an admin or requires a setup token.
 */
async function openFirst(config: Config, terminal: Terminal): Promise<Opened> {
  const log = createLog(config.logLevel);
  logUnhandledRejections(log);
  const runtime = await openRuntime(config, log, SERVES);
  try {
    const first =
      config.databaseUrl === undefined ? await createFirstAccount(runtime.ctx) : undefined;
    const account = first && (await showAccount(terminal, config, first));
    // Printed before the next steps, which may fail, because the secrets are shown only once.
    terminal.info(...(account?.lines ?? []));
    const key = account?.file === undefined ? first?.keys.hub?.key : undefined;
    return { runtime, account, key, setupToken: await createSetupToken(runtime.ctx) };
  } catch (error) {
    await runtime.close();
    throw error;
  }
}

function describeAddresses(config: Config, base: string): string[] {
  const { dataDir } = config;
  return [
    "Darkroom is ready.",
    "",
    ...table([
      ["  API", base],
      ["  Console", `${base}/`],
      ["  Docs", `${base}/docs`],
      ["  Database", describeDatabase(config)],
      ["  Images", config.s3 ? `bucket ${config.s3.bucket}` : `${dataDir}/files`],
      ["  Provider", config.provider],
    ]),
    "",
  ];
}

function printExample(base: string, key: string): string[] {
  const body = '{"model":"gpt-image-2","prompt":"A paper boat on a calm lake at dawn"}';
  return [
    "Try it:",
    "",
    `  curl ${base}/api/v1/models`,
    `  curl ${base}/api/v1/credits -H "Authorization: Bearer ${key}"`,
    `  curl ${base}/api/v1/images/generations -H "Authorization: Bearer ${key}" \\`,
    `    -H "Content-Type: application/json" -d '${body}'`,
  ];
}
