/** Every scheduled job, every command and the probes. */
import { applyRetention } from "../../../jobs/apply-retention.ts";
import { chainAudit } from "../../../jobs/chain-audit.ts";
import { runCleanup } from "../../../jobs/cleanup.ts";
import { expireCredits } from "../../../jobs/expire-credits.ts";
import { grantMonthly } from "../../../jobs/grant-monthly.ts";
import { notifyWebhooks } from "../../../jobs/notify-webhooks.ts";
import { runOrphanRemoval } from "../../../jobs/remove-orphans.ts";
import { crontab } from "../../../jobs/tasks.ts";
import type { Context } from "../../../src/app/context.ts";
import { commands } from "../../../src/cli/commands.ts";
import { cliWithInput } from "../../support/cli.ts";
import type { Step } from "./api-calls.ts";
import { createDeadJob, createDelivery, createStranded } from "./requests.ts";
import { createQueued, createKeyOf, createVictim, runWorker, type World } from "./world.ts";

const jobs: Record<string, (ctx: Context) => Promise<unknown>> = {
  "expire-credits": expireCredits,
  "grant-monthly": grantMonthly,
  notify: notifyWebhooks,
  "chain-audit": chainAudit,
  reap: runCleanup,
  "apply-retention": applyRetention,
  "remove-orphans": runOrphanRemoval,
};

/** Returns a step for each scheduled job, and one for a worker with generations and deliveries. */
export function listJobSteps(): Step[] {
  const scheduled = crontab.split("\n").map((line): Step => {
    const task = line.split(" ")[5] ?? "";
    const job = jobs[task];
    if (job === undefined) throw new Error(`not covered: the job ${task}`);
    return { name: `job ${task}`, run: async ({ app }) => void (await job(app.ctx)) };
  });
  const work: Step = {
    name: "worker: heartbeat, claim, finish, deliver, recover",
    async run(world) {
      for (let made = 0; made < 3; made++) await createQueued(world);
      await runWorker(world);
    },
  };
  return [...scheduled, work];
}

/** Processes, and commands that read the whole database by design. */
const LEFT_OUT: Record<string, string> = {
  serve: "a process",
  worker: "a process",
  demo: "a process",
  backup: "reads everything",
  restore: "writes everything",
  "ledger verify": "reads everything",
  "audit verify": "reads the whole log",
};

type Arguments = (world: World) => Promise<string[]>;
const PASSWORD = "correct horse battery";

const because = ["--reason", "Measured"];
const email: Arguments = async ({ app }) => ["--email", (await createVictim(app)).email];
const key: Arguments = async ({ app, whale }) => [(await createKeyOf(app, whale.accountId)).id];
const words =
  (...args: string[]): Arguments =>
  async () =>
    args;
const both =
  (first: Arguments, ...args: string[]): Arguments =>
  async (world) => [...(await first(world)), ...args];

/** The arguments of the commands. A command without an entry gets none. */
const ARGUMENTS: Record<string, Arguments> = {
  "account create": async () => [
    ...["--email", `${crypto.randomUUID()}@example.com`, "--plan", "pro", "--password-stdin"],
  ],
  "account list": words("--search", "bench-77"),
  "account show": email,
  "account set-password": both(email, "--password-stdin"),
  "account disable": email,
  "account enable": email,
  "account erase": email,
  "account promote": both(email, "--role", "support"),
  "account demote": email,
  "account end-sessions": email,
  "sign-up": words("open"),
  "plans set": words("bench", "--name", "Bench"),
  "plans limits": words("bench", "--dialect", "hub", "--requests-per-hour", "9"),
  "credits grant": both(email, "--credits", "5"),
  "key create": both(email, "--dialect", "hub"),
  "key list": email,
  "key update": both(key, "--label", "Other"),
  "key rotate": key,
  "key revoke": key,
  "prices set": words("--dialect", "hub", "--quality", "low", "--credits", "9"),
  "prices remove": words("--dialect", "hub", "--quality", "low"),
  "models add": words("bench", "--name", "Bench"),
  "models set": words("bench", "--enabled", "no"),
  "models routes": words("bench", "--to", "demo:bench"),
  "models alias": words("bench-alias", "--to", "bench"),
  "sizes set": words("320x320", "--to", "1024x1024"),
  "sizes remove": words("320x320"),
  "moderation add": words("benchword", "--reason", "Test"),
  "moderation remove": words("benchword"),
  "generation show": async ({ finished }) => [finished[0] ?? ""],
  "generation cancel": async (world) => [await createQueued(world), ...because],
  "generation requeue": async (world) => [await createStranded(world), ...because],
  "dead-job retry": async (world) => [await createDeadJob(world), ...because],
  "dead-job remove": async (world) => [await createDeadJob(world), ...because],
  "delivery resend": async (world) => [await createDelivery(world), ...because],
};

/** Returns a step for each command, in the order of the help text. */
export function listCommandSteps(): Step[] {
  return commands
    .filter(({ name }) => LEFT_OUT[name] === undefined)
    .map(({ name }) => ({ name: `command ${name}`, run: (world) => runCommand(world, name) }));
}

async function runCommand(world: World, name: string): Promise<void> {
  const { databaseUrl, dataDir } = world.app;
  const settings = { DATABASE_URL: databaseUrl, DATA_DIR: dataDir };
  const args = (await ARGUMENTS[name]?.(world)) ?? [];
  const { code, err } = await cliWithInput(settings, PASSWORD, ...name.split(" "), ...args);
  // `doctor` reports what a test server lacks.
  if (code !== 0 && name !== "doctor") throw new Error(`not covered: the command ${name}: ${err}`);
}

/** Returns a step for each page of the operator that is no operation. */
export function listProbeSteps(): Step[] {
  return ["/readyz", "/metrics", "/healthz", "/", "/docs"].map((path) => ({
    name: `GET ${path}`,
    async run({ app }) {
      const reply = await fetch(app.url + path, { redirect: "manual" });
      await reply.text();
      if (reply.status >= 400) throw new Error(`not covered: ${path} answered ${reply.status}`);
    },
  }));
}
