import type { Config } from "../foundation/config.ts";
import { prepareConsole } from "../console/serve.ts";
import { createSetupToken } from "../core/accounts/setup.ts";
import { createLog } from "../foundation/log.ts";
import { command, getConfig } from "./command.ts";
import { describeDatabase } from "../database/open.ts";
import { type FirstRun, showAccount, showSetup, createFirstAccount } from "./first-run.ts";
import { type Runtime, openRuntime, SERVES } from "./runtime.ts";
import { flag } from "./options.ts";
import { startRunning } from "./start.ts";
import { trapSignals } from "./signals.ts";
import { type Terminal, table } from "./terminal.ts";
import { programName } from "../foundation/program-name.ts";

/** Serves until a signal. */
export const serve = command({
  name: "serve",
  summary: "Serve the API, and work on its jobs, until SIGINT or SIGTERM",
  options: { noWorker: flag("Serve the API only; another process runs `worker`") },
  async run(job, { noWorker }) {
    const config = getConfig(job);
    const { terminal } = job;
    const signals = trapSignals(config.drainMs);
    const { house, account, setupToken, key } = await openFirst(config, terminal);
    const running = await startRunning(house, { api: true, worker: !noWorker });
    try {
      const { url } = running;
      const base = config.publicUrl ?? url;
      const setup =
        setupToken === undefined
          ? undefined
          : await showSetup(terminal, config, { token: setupToken, base });
      const ready = { url, publicUrl: base, console: `${base}/`, docs: `${base}/docs` };
      const firstRunFile = account?.file ?? setup?.file ?? null;
      terminal.answer({ ...ready, worker: !noWorker, firstRunFile }, [
        ...describeAddresses(config, base),
        ...(setup ? setup.lines : printNextSteps(config)),
        ...printExample(base, key ?? "YOUR_KEY"),
        "",
        "Ctrl-C ends it.",
      ]);
      prepareConsole(house.ctx).catch((cause) => {
        house.ctx.log.error("console_build_failed", { cause });
      });
      terminal.say("", `${await signals.first}: ending what is under way …`);
    } finally {
      await running.stop();
      signals.release();
    }
    terminal.say("Ended in order.");
  },
});

interface Opened {
  house: Runtime;
  account: FirstRun | undefined;
  /** A key of the first account, where keys are printed. */
  key: string | undefined;
  /** Undefined where the server has an admin. */
  setupToken: string | undefined;
}

/**
 * Opens the house and its first account. Nobody can connect before that: a server that listens has an
 * admin, or takes one with a setup token only.
 */
async function openFirst(config: Config, terminal: Terminal): Promise<Opened> {
  const house = await openRuntime(config, createLog(config.logLevel), SERVES);
  try {
    const first =
      config.databaseUrl === undefined ? await createFirstAccount(house.ctx) : undefined;
    const account = first && (await showAccount(terminal, config, first));
    // Before the start goes on and may fail: this is shown once only.
    terminal.say(...(account?.lines ?? []));
    const key = account?.file === undefined ? first?.keys.hub?.key : undefined;
    return { house, account, key, setupToken: await createSetupToken(house.ctx) };
  } catch (error) {
    await house.close();
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
      ["  Pictures", config.s3 ? `bucket ${config.s3.bucket}` : `${dataDir}/files`],
      ["  Provider", config.provider],
    ]),
    "",
  ];
}

function printNextSteps({ databaseUrl }: Config): string[] {
  const email = databaseUrl === undefined ? "owner@darkroom.local" : "you@example.com";
  return ["For a new key:", "", `  ${programName()} key create --email ${email} --dialect hub`, ""];
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
