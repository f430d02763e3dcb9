import { join } from "node:path";
import type { Config } from "../foundation/config.ts";
import type { Context } from "../app/context.ts";
import * as keys from "../core/accounts/keys.ts";
import { AppError } from "../foundation/errors.ts";
import { command, getConfig } from "./command.ts";
import { prepareDemo } from "./demo-account.ts";
import * as api from "./demo-client.ts";
import { openRuntime, createQuietLog, SERVES } from "./runtime.ts";
import { startRunning } from "./start.ts";
import { trapSignals } from "./signals.ts";
import { type Terminal } from "./terminal.ts";

const MODEL = "gpt-image-2";

/** One picture of the demo. */
interface Drawn {
  url: string;
  /** Undefined where pictures lie in a bucket. */
  file: string | undefined;
  credits: number;
}

/** Does the main job once, from an empty folder to pictures on the disk. */
export const demo = command({
  name: "demo",
  summary: "Start everything, draw three pictures over HTTP, say where they are, and end",
  options: {},
  async run(job) {
    const { terminal } = job;
    // Beside a running server, and reachable whatever address the settings publish.
    const config = { ...getConfig(job), host: "127.0.0.1", port: 0, publicUrl: undefined };
    const signals = trapSignals(config.drainMs);
    const began = performance.now();
    terminal.say(`Starting Postgres, the API and a worker on ${config.dataDir} …`);
    const house = await openRuntime(config, createQuietLog(config), SERVES);
    const running = await startRunning(house, { api: true, worker: true });
    try {
      terminal.say(`Ready after ${secondsSince(began)} s: ${running.url}`, "");
      const work = present(house.ctx, { url: running.url, config, terminal });
      const interrupted = signals.first.then((signal) => {
        throw new AppError("unavailable", `${signal}: the demo was ended before it was done.`);
      });
      await Promise.race([work, interrupted]);
    } finally {
      await running.stop();
      signals.release();
    }
    terminal.say(
      "",
      "Everything has stopped. To go on with the same data: npx -y bun@1.4.5 run start",
    );
  },
});

interface Stage {
  url: string;
  config: Config;
  terminal: Terminal;
}

async function present(ctx: Context, stage: Stage): Promise<void> {
  const { terminal, url } = stage;
  const shown = await prepareDemo(ctx);
  try {
    const client = { url, key: shown.key, terminal };
    const before = await api.getBalance(client);
    const drawn = await draw(client, stage);
    const after = await api.getBalance(client);
    const [creditsBefore, creditsAfter] = [before.credits, after.credits];
    terminal.answer({ pictures: drawn, creditsBefore, creditsAfter }, [
      "The pictures:",
      ...drawn.flatMap(({ file, url, credits }) => [
        `  ${file ?? url}`,
        ...(file ? [`    ${url}`] : []),
        `    ${credits} credits`,
      ]),
      "",
      `Balance: ${creditsBefore} credits before, ${creditsAfter} after. The demo's key ends here.`,
    ]);
  } finally {
    await keys.revokeKey(ctx, shown.id);
  }
}

async function draw(client: api.Client, stage: Stage): Promise<Drawn[]> {
  const { terminal } = client;
  terminal.say("1. Ask, and wait for the picture:", "");
  const first = await finish(client, stage, () =>
    api.createFromJson(client, {
      model: MODEL,
      prompt: "A paper boat on a calm lake at dawn",
      aspect_ratio: "16:9",
      quality: "1K",
    }),
  );
  terminal.say("2. Ask in the background, and poll:", "");
  const second = await finish(client, stage, () =>
    api.createFromJson(client, {
      model: MODEL,
      prompt: "Northern lights over a quiet fjord #slow:1",
      size: "1024x1024",
      async: true,
    }),
  );
  terminal.say("3. Send the first picture along as a reference:", "");
  const reference = first.file ?? (await keepLocal(stage.config, first.url));
  const fields = { model: MODEL, prompt: "The same boat at night", size: "1024x1024" };
  const third = await finish(client, stage, () => api.createFromForm(client, fields, reference));
  return [first, second, third];
}

async function finish(
  client: api.Client,
  stage: Stage,
  create: () => Promise<api.Generation>,
): Promise<Drawn> {
  const began = performance.now();
  const started = await create();
  const ended = await api.poll(client, started);
  const [image] = ended.images;
  if (ended.status !== "succeeded" || image === undefined) {
    throw new AppError("generation_failed", `The generation ${ended.id} ended as ${ended.status}.`);
  }
  if (started.poll_url !== undefined) client.terminal.say(...api.indent(ended), "");
  const bytes = await api.download(image.url);
  const size = `${image.width} x ${image.height}, ${Math.round(bytes.length / 1024)} kB`;
  client.terminal.say(`  Drawn in ${secondsSince(began)} s: ${size}`, "");
  return {
    url: image.url,
    file: findStoredFile(stage.config, image.url),
    credits: ended.usage.credits,
  };
}

function findStoredFile({ s3, dataDir }: Config, url: string): string | undefined {
  return s3 === undefined ? join(dataDir, new URL(url).pathname) : undefined;
}

async function keepLocal({ dataDir }: Config, url: string): Promise<string> {
  const path = join(dataDir, "demo-reference.png");
  await Bun.write(path, await api.download(url));
  return path;
}

function secondsSince(began: number): string {
  return ((performance.now() - began) / 1000).toFixed(1);
}
