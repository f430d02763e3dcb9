import type { Config } from "../config.ts";
import { prepareConsole } from "../console/serve.ts";
import { createLog } from "../log.ts";
import { command, configOf } from "./command.ts";
import { describeDatabase } from "./database.ts";
import { type FirstAccount, welcome } from "./first-run.ts";
import { openHouse, SERVES } from "./house.ts";
import { flag } from "./options.ts";
import { startRunning } from "./running.ts";
import { takeSignals } from "./signals.ts";
import { programName, table } from "./terminal.ts";

/** Serves until a signal. */
export const serve = command({
  name: "serve",
  summary: "Serve the API, and work on its jobs, until SIGINT or SIGTERM",
  options: { noWorker: flag("Serve the API only; another process runs `worker`") },
  async run(job, { noWorker }) {
    const config = configOf(job);
    const { terminal } = job;
    const signals = takeSignals();
    const house = await openHouse(config, createLog(config.logLevel), SERVES);
    const running = await startRunning(house, { api: true, worker: !noWorker });
    try {
      const { url } = running;
      const first = config.databaseUrl === undefined ? await welcome(house.ctx) : undefined;
      const base = config.publicUrl ?? url;
      const ready = { url, publicUrl: base, console: `${base}/`, docs: `${base}/docs` };
      terminal.answer({ ...ready, worker: !noWorker, account: first ?? null }, [
        ...places(config, base),
        ...(first ? introduce(first, base) : remind(config, base)),
        "",
        "Ctrl-C ends it.",
      ]);
      prepareConsole(house.ctx).catch((cause) => {
        house.ctx.log.error("console_not_built", { cause });
      });
      terminal.say("", `${await signals.first}: ending what is under way …`);
    } finally {
      await running.stop();
      signals.release();
    }
    terminal.say("Ended in order.");
  },
});

function places(config: Config, base: string): string[] {
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

function introduce(first: FirstAccount, base: string): string[] {
  const { expiring, lasting } = first.credits;
  return [
    "The first account was made. Its password and keys are shown this once:",
    "",
    ...table([
      ["  e-mail", first.email],
      ["  password", first.password],
      ["  credits", `${expiring} for 30 days, ${lasting} without end`],
      ...Object.entries(first.keys).map(([dialect, { key }]) => [`  ${dialect} key`, key]),
    ]),
    "",
    ...tryIt(base, first.keys.hub?.key ?? ""),
  ];
}

function remind({ databaseUrl }: Config, base: string): string[] {
  const program = programName();
  const email = databaseUrl === undefined ? "owner@darkroom.local" : "you@example.com";
  const account = [
    `  ${program} account create --email ${email} --plan pro`,
    `  ${program} credits grant --email ${email} --credits 1000`,
  ];
  return [
    databaseUrl === undefined
      ? "For a new key:"
      : "For the first account, its credits and its key:",
    "",
    ...(databaseUrl === undefined ? [] : account),
    `  ${program} key create --email ${email} --dialect hub`,
    "",
    ...tryIt(base, "YOUR_KEY"),
  ];
}

function tryIt(base: string, key: string): string[] {
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
