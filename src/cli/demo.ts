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
import { withSignals } from "./signals.ts";
import type { Terminal } from "./terminal.ts";
import { programName } from "../foundation/program-name.ts";

const MODEL = "gpt-image-2";

/** One image of the demo. */
interface GeneratedImage {
  url: string;
  /** Path on disk. Undefined if images are stored in a bucket. */
  file: string | undefined;
  credits: number;
}

/** Generates three images over HTTP, from an empty folder to files on disk. */
export const demo = command({
  name: "demo",
  summary:
    "Start everything, generate three images over HTTP, print where they are stored, and stop",
  options: {},
  async run(context) {
    const { terminal } = context;
    // A free local port, so that a server can run at the same time. PUBLIC_URL would not lead here.
    const config = { ...getConfig(context), host: "127.0.0.1", port: 0, publicUrl: undefined };
    await withSignals(config.drainMs, (stopSignal) => startDemo(config, terminal, stopSignal));
    terminal.info("", `Stopped. To start a server with the same data: ${programName()} serve`);
  },
});

async function startDemo(
  config: Config,
  terminal: Terminal,
  stopSignal: Promise<string>,
): Promise<void> {
  const startedAt = performance.now();
  terminal.info(`Starting Postgres, the API and a worker on ${config.dataDir} …`);
  const runtime = await openRuntime(config, createQuietLog(config), SERVES);
  const running = await startRunning(runtime, { api: true, worker: true });
  try {
    terminal.info(`Ready after ${secondsSince(startedAt)} s: ${running.url}`, "");
    const work = runDemo(runtime.ctx, { url: running.url, config, terminal });
    const interrupted = stopSignal.then((signal) => {
      throw new AppError("unavailable", `${signal}: the demo was stopped before it finished.`);
    });
    await Promise.race([work, interrupted]);
  } finally {
    await running.stop();
  }
}

interface Stage {
  url: string;
  config: Config;
  terminal: Terminal;
}

async function runDemo(ctx: Context, stage: Stage): Promise<void> {
  const { terminal, url } = stage;
  const createdKey = await prepareDemo(ctx);
  try {
    const client = { url, key: createdKey.key, terminal };
    const before = await api.getBalance(client);
    const images = await generateImages(client, stage);
    const after = await api.getBalance(client);
    const [creditsBefore, creditsAfter] = [before.credits, after.credits];
    terminal.result({ pictures: images, creditsBefore, creditsAfter }, [
      "Images:",
      ...images.flatMap(({ file, url, credits }) => [
        `  ${file ?? url}`,
        ...(file ? [`    ${url}`] : []),
        `    ${credits} credits`,
      ]),
      "",
      `Balance: ${creditsBefore} credits before, ${creditsAfter} after. The demo's key is revoked.`,
    ]);
  } finally {
    await keys.revokeKey(ctx, { id: createdKey.id });
  }
}

async function generateImages(client: api.DemoClient, stage: Stage): Promise<GeneratedImage[]> {
  const { terminal } = client;
  terminal.info("1. Synchronous: the response contains the image.", "");
  const first = await generateImage(client, stage, () =>
    api.createFromJson(client, {
      model: MODEL,
      prompt: "A paper boat on a calm lake at dawn",
      aspect_ratio: "16:9",
      quality: "1K",
    }),
  );
  terminal.info("2. Asynchronous: 202 immediately, then poll.", "");
  const second = await generateImage(client, stage, () =>
    api.createFromJson(client, {
      model: MODEL,
      prompt: "Northern lights over a quiet fjord #slow:1",
      size: "1024x1024",
      async: true,
    }),
  );
  terminal.info("3. With the first image as a reference image:", "");
  const reference = first.file ?? (await saveReference(stage.config, first.url));
  const fields = { model: MODEL, prompt: "The same boat at night", size: "1024x1024" };
  const third = await generateImage(client, stage, () =>
    api.createFromForm(client, fields, reference),
  );
  return [first, second, third];
}

async function generateImage(
  client: api.DemoClient,
  stage: Stage,
  create: () => Promise<api.Generation>,
): Promise<GeneratedImage> {
  const startedAt = performance.now();
  const started = await create();
  const finished = await api.poll(client, started);
  const [image] = finished.images;
  if (finished.status !== "succeeded" || image === undefined) {
    throw new AppError(
      "generation_failed",
      `Generation ${finished.id} finished as ${finished.status}.`,
    );
  }
  if (started.poll_url !== undefined) client.terminal.info(...api.indent(finished), "");
  const bytes = await api.download(image.url);
  const size = `${image.width} x ${image.height}, ${Math.round(bytes.length / 1024)} kB`;
  client.terminal.info(`  Finished in ${secondsSince(startedAt)} s: ${size}`, "");
  return {
    url: image.url,
    file: findStoredFile(stage.config, image.url),
    credits: finished.usage.credits,
  };
}

function findStoredFile({ s3, dataDir }: Config, url: string): string | undefined {
  return s3 === undefined ? join(dataDir, new URL(url).pathname) : undefined;
}

async function saveReference({ dataDir }: Config, url: string): Promise<string> {
  const path = join(dataDir, "demo-reference.png");
  await Bun.write(path, await api.download(url));
  return path;
}

function secondsSince(startedAt: number): string {
  return ((performance.now() - startedAt) / 1000).toFixed(1);
}
