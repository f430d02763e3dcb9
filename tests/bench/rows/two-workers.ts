/** What a second worker process adds when the provider, not the machine, takes the time. */
import { setTimeout } from "node:timers/promises";
import { eventually } from "../../support/eventually.ts";
import { startProvider, toProviderSettings } from "../provider.ts";
import { type Bench, median, type Measurement, type RowGroup } from "../row.ts";
import { openSubject, type Subject } from "../subject.ts";
import { warmUp } from "../wrk.ts";

const PATH = "/api/v1/images/generations";
const BODY = { model: "gpt-image-2", prompt: "a harbor at dawn", async: true };
const IMAGE_BYTES = 1024;
const LATENCY_MS = 200;
const CONCURRENCY = 4;
// More than three workers finish during both measurements and their starts.
const QUEUED = 1_000;

/** Row P. */
export const twoWorkersRows: RowGroup = {
  rows: [
    {
      letter: "P",
      name: `finished by two workers, ${CONCURRENCY} each, provider ${LATENCY_MS} ms`,
      referenceName: "finished by one worker",
      limit: { kind: "below", ratio: 1.8 },
    },
  ],
  measure: async (bench) => ({ P: [await measureBoth(bench)] }),
};

async function measureBoth(bench: Bench): Promise<Measurement> {
  await using provider = await startProvider(IMAGE_BYTES, LATENCY_MS);
  await using subject = await openSubject(16);
  await using server = await subject.start(["serve", "--no-worker"]);
  const calls = subject.customers.map(({ key }) => ({ key, path: PATH }));
  const settings = { ...toProviderSettings(provider), WORKER_CONCURRENCY: String(CONCURRENCY) };
  const [one, two]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < bench.repetitions; turn++) {
    while ((await countUnfinished(subject)) < QUEUED)
      await warmUp({ url: server.url, connections: 16, seconds: 2, calls, body: BODY });
    one.push(await measureFinished(bench, { subject, settings, workers: 1 }));
    two.push(await measureFinished(bench, { subject, settings, workers: 2 }));
  }
  return { ours: median(two), reference: median(one), unit: "/s" };
}

/** Returns how many generations the workers finish in a second, after all of them have begun. */
async function measureFinished(
  { seconds }: Bench,
  wanted: { subject: Subject; settings: Record<string, string>; workers: number },
): Promise<number> {
  const { subject, settings, workers } = wanted;
  await using stack = new AsyncDisposableStack();
  for (let count = 0; count < workers; count++)
    stack.use(await subject.start(["worker"], settings));
  await eventually(async () => (await countWorking(subject)) === workers, {
    message: "not all workers run generations",
  });
  const before = await countFinished(subject);
  const startedAt = performance.now();
  await setTimeout(seconds * 1_000);
  const finished = (await countFinished(subject)) - before;
  return finished / ((performance.now() - startedAt) / 1_000);
}

async function countWorking({ sql }: Subject): Promise<number> {
  const [row] = await sql`
    select count(distinct worker_id)::integer as working
    from generations
    where finished_at is null and worker_id is not null`;
  return Number(row?.working);
}

async function countUnfinished({ sql }: Subject): Promise<number> {
  const [row] = await sql`
    select count(*)::integer as unfinished from generations where finished_at is null`;
  return Number(row?.unfinished);
}

async function countFinished({ sql }: Subject): Promise<number> {
  const [row] = await sql`
    select count(*)::integer as finished from generations where finished_at is not null`;
  return Number(row?.finished);
}
