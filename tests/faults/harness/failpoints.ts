/**
 * Failpoints of a server or worker process, loaded with `--preload`. The program itself contains none: this
 * module wraps the functions at the borders of its phases. A failpoint does nothing until a test has armed
 * it, see `arm-failpoints.ts`.
 */
import { plugin } from "bun";
import pg from "pg";
import * as acceptance from "../../../generated/queries/acceptance.ts";
import * as generations from "../../../generated/queries/generations.ts";
import * as webhooks from "../../../generated/queries/webhooks.ts";
import * as workers from "../../../generated/queries/workers.ts";
import { toFailpoint } from "./armed-failpoint.ts";
import type { Step } from "./failpoint-names.ts";

const hit = toFailpoint(process.env);

interface Runnable {
  run(...given: never[]): Promise<unknown>;
}

/** Places a failpoint before a statement is sent, and one after its result has arrived. */
function wrapQuery(query: Runnable, step: Step): void {
  const { run } = query;
  query.run = async (...given) => {
    await hit(`${step}:before`);
    const rows = await run(...given);
    await hit(`${step}:after`);
    return rows;
  };
}

/** The job queue deletes a job to report that it is done. */
function wrapJobReports(): void {
  // Its overloads differ only in their parameters, which are passed on.
  const prototype = pg.Client.prototype as unknown as {
    query(this: pg.Client, ...given: unknown[]): unknown;
  };
  const { query } = prototype;
  prototype.query = function (...given) {
    const [first] = given;
    const text = typeof first === "string" ? first : (first as { text?: string } | null)?.text;
    const isReport = text?.includes("delete from") && text.includes("_private_jobs");
    if (!isReport || typeof given.at(-1) === "function") return query.apply(this, given);
    const report = async () => {
      await hit("job-report:before");
      const result = await query.apply(this, given);
      await hit("job-report:after");
      return result;
    };
    return report();
  };
}

/** What a module's exported function returns, with one member wrapped. */
const WRAPPED = [
  { file: "src/providers/openai/openai.ts", name: "createOpenai", by: "wrapProvider" },
  { file: "src/storage/s3.ts", name: "createS3", by: "wrapStorage" },
  { file: "src/storage/disk.ts", name: "createDisk", by: "wrapStorage" },
];

export function wrapProvider<Result extends { generate(...given: never[]): Promise<unknown> }>(
  provider: Result,
): Result {
  const { generate } = provider;
  const wrapped: typeof generate = async (...given) => {
    const outcome = await generate(...given);
    await hit("provider-answered");
    return outcome;
  };
  return Object.assign(provider, { generate: wrapped });
}

export function wrapStorage<Result extends { put(...given: never[]): Promise<unknown> }>(
  storage: Result,
): Result {
  const { put } = storage;
  const wrapped: typeof put = async (...given) => {
    const [key] = given as unknown[];
    const isImage = String(key).startsWith("generations/");
    if (isImage) await hit("image-put:before");
    const stored = await put(...given);
    if (isImage) await hit("image-put:after");
    return stored;
  };
  return Object.assign(storage, { put: wrapped });
}

function wrapModules(): void {
  plugin({
    name: "failpoints",
    setup(build) {
      for (const { file, name, by } of WRAPPED) {
        build.onLoad({ filter: new RegExp(`${file}$`) }, async ({ path }) => {
          const text = await Bun.file(path).text();
          const renamed = text.replace(`export function ${name}(`, `function ${name}Unwrapped(`);
          if (renamed === text) throw new Error(`${file} does not export the function ${name}.`);
          const added = [
            `import { ${by} } from ${JSON.stringify(import.meta.path)};`,
            `export function ${name}(...given) { return ${by}(${name}Unwrapped(...given)); }`,
          ];
          return { contents: `${renamed}\n${added.join("\n")}\n`, loader: "ts" };
        });
      }
      // Building the console takes seconds of each start, and no request of the harness reads it.
      build.onLoad({ filter: /src\/console\/bundle\.ts$/ }, () => ({
        contents: `
          const none = new Uint8Array();
          const shell = { name: "index.html", type: "text/html", plain: none, gzip: none, brotli: none };
          export async function buildConsole() { return { shell, assets: [] }; }`,
        loader: "js",
      }));
    },
  });
}

wrapQuery(acceptance.acceptGenerations, "accept");
wrapQuery(generations.claimNextGenerations, "claim");
wrapQuery(generations.markAttemptSent, "sent");
wrapQuery(generations.finishGenerations, "finish");
wrapQuery(generations.finishAndClaimGenerations, "finish");
wrapQuery(generations.cancelGeneration, "cancel");
wrapQuery(webhooks.startDelivery, "delivery-start");
wrapQuery(webhooks.endDeliveryAttempt, "delivery-end");
wrapQuery(workers.recordHeartbeat, "heartbeat");
wrapQuery(workers.recoverClaims, "recover");
wrapJobReports();
wrapModules();
