/** How soon and how fast a worker runs asynchronous generations. */
import { eventually } from "../../support/eventually.ts";
import { startGraphile } from "../graphile.ts";
import { createReply, startProvider, toProviderSettings } from "../provider.ts";
import { type Bench, median, type Measurement, type RowGroup } from "../row.ts";
import { openSubject } from "../subject.ts";
import { warmUp } from "../wrk.ts";

const PATH = "/api/v1/images/generations";
const BODY = { model: "gpt-image-2", prompt: "a harbor at dawn", async: true };
const IMAGE_BYTES = 1024;
const STARTS = 30;
const MAX_RUN_SECONDS = 10;

/** Rows K and L. */
export const workerRows: RowGroup = {
  rows: [
    {
      letter: "K",
      name: "accepted → call of the provider begun, idle, p50",
      referenceName: "graphile-worker: job added → task begun",
      limit: { kind: "above", ratio: 7 },
    },
    {
      letter: "L",
      name: "finished asynchronous generations, 1 KB",
      referenceName: "reference submit, c 8",
      limit: { kind: "below", ratio: 0.1 },
    },
  ],
  async measure(bench, wanted) {
    return {
      K: wanted.has("K") ? [await measureStart(bench)] : [],
      L: wanted.has("L") ? [await measureRuns(bench)] : [],
    };
  },
};

/** The provider is in this process, so that one clock measures both ends. */
async function measureStart(bench: Bench): Promise<Measurement> {
  let called = Promise.withResolvers<number>();
  const reply = createReply(IMAGE_BYTES);
  using provider = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch() {
      called.resolve(performance.now());
      return new Response(reply, { headers: { "content-type": "application/json" } });
    },
  });
  await using subject = await openSubject(1);
  const settings = toProviderSettings({ url: `${provider.url.origin}/v1` });
  await using server = await subject.start(["serve"], settings);
  const [customer] = subject.customers;
  const headers = {
    authorization: `Bearer ${customer?.key}`,
    "content-type": "application/json",
  };
  const ours: number[] = [];
  for (let turn = 0; turn < STARTS; turn++) {
    called = Promise.withResolvers();
    const init = { method: "POST", headers, body: JSON.stringify(BODY) };
    const { status } = await fetch(`${server.url}${PATH}`, init);
    const acceptedAt = performance.now();
    if (status !== 202) throw new Error(`The create was answered with ${status}.`);
    // A call that begins before the response has arrived took no time.
    ours.push(Math.max(0, (await called.promise) - acceptedAt));
    await eventually(async () => (await countUnfinished(subject.sql)) === 0, {
      message: "The generation did not finish",
    });
  }
  return { ours: median(ours), reference: await measureJobStart(bench), unit: "ms" };
}

async function measureJobStart({ reference }: Bench): Promise<number> {
  let begun = Promise.withResolvers<number>();
  const taskList = { begin: async () => begun.resolve(performance.now()) };
  const runner = await startGraphile(reference.url, taskList, 1);
  const times: number[] = [];
  for (let turn = 0; turn < STARTS; turn++) {
    begun = Promise.withResolvers();
    await runner.addJob("begin", {});
    const addedAt = performance.now();
    times.push(Math.max(0, (await begun.promise) - addedAt));
  }
  await runner.stop();
  return median(times);
}

async function measureRuns(bench: Bench): Promise<Measurement> {
  const { repetitions, seconds, reference } = bench;
  await using provider = await startProvider(IMAGE_BYTES);
  await using subject = await openSubject(16);
  await using server = await subject.start(["serve", "--no-worker"]);
  const calls = subject.customers.map(({ key }) => ({ key, path: PATH }));
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let turn = 0; turn < repetitions; turn++) {
    await warmUp({ url: server.url, connections: 16, seconds: 2, calls, body: BODY });
    await using worker = await subject.start(["worker"], toProviderSettings(provider));
    ours.push(await measureFinishing(subject.sql));
    theirs.push(await reference.run("submit", { clients: 8, seconds }));
    void worker;
  }
  return { ours: median(ours), reference: median(theirs), unit: "/s" };
}

/** Returns how many generations finish in a second, from the first one on. */
async function measureFinishing(sql: Parameters<typeof countUnfinished>[0]): Promise<number> {
  const all = await countUnfinished(sql);
  await eventually(async () => (await countUnfinished(sql)) < all, {
    timeoutMs: 60_000,
    message: "No generation finished",
  });
  const first = await countUnfinished(sql);
  const startedAt = performance.now();
  const elapsed = () => (performance.now() - startedAt) / 1000;
  let left = first;
  while (left > 0 && elapsed() < MAX_RUN_SECONDS) left = await countUnfinished(sql);
  return (first - left) / elapsed();
}

async function countUnfinished(sql: Awaited<ReturnType<typeof openSubject>>["sql"]) {
  const [row] = await sql`
    select count(*)::integer as unfinished from generations where finished_at is null`;
  return Number(row?.unfinished);
}
