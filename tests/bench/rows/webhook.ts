/** Webhook deliveries. */
import postgres from "postgres";
import { signUp } from "../../support/account-client.ts";
import { eventually } from "../../support/eventually.ts";
import { emitEvents, registerEndpoint } from "../../support/webhooks.ts";
import { startGraphile } from "../graphile.ts";
import { type Bench, median, type Measurement, type RowGroup } from "../row.ts";
import { openSubject } from "../subject.ts";

const ENDPOINTS = 10;
const EVENTS = 100;
const EVENT = "generation.failed";
const JOBS = 5_000;
const MAX_MS = 120_000;

/** Row N. */
export const webhookRows: RowGroup = {
  rows: [
    {
      letter: "N",
      name: "webhook deliveries",
      referenceName: "empty jobs of graphile-worker",
      limit: { kind: "below", ratio: 0.05 },
    },
    {
      letter: "N2",
      name: `p99 of ${ENDPOINTS - 1} endpoints when another one hangs`,
      referenceName: "their p99 without it",
      limit: { kind: "above", ratio: 5 },
    },
  ],
  async measure(bench) {
    const rates: number[] = [];
    const jobs: number[] = [];
    const p99s: number[] = [];
    const hanging: number[] = [];
    for (let turn = 0; turn < bench.repetitions; turn++) {
      const { perSecond, p99Ms } = await measureDeliveries({ hangs: false });
      rates.push(perSecond);
      p99s.push(p99Ms);
      hanging.push((await measureDeliveries({ hangs: true })).p99Ms);
      jobs.push(await measureJobs(bench));
    }
    const slow: Measurement = { ours: median(hanging), reference: median(p99s), unit: "ms" };
    return { N: [{ ours: median(rates), reference: median(jobs), unit: "/s" }], N2: [slow] };
  },
};

/** Delivers events to all endpoints. Their time is that from the start of the worker. */
async function measureDeliveries({ hangs }: { hangs: boolean }) {
  const times: number[] = [];
  const end = Promise.withResolvers<void>();
  using receiver = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 0,
    async fetch(request) {
      if (hangs && new URL(request.url).pathname === "/0") await end.promise;
      else times.push(performance.now());
      return new Response("received");
    },
  });
  const env = { OUTBOUND_ALLOW: receiver.url.host };
  await using subject = await openSubject(0, env);
  const person = await signUp(subject.app);
  for (let index = 0; index < ENDPOINTS; index++) {
    await registerEndpoint(person, `${receiver.url.origin}/${index}`, [EVENT]);
  }
  await emitEvents(subject.sql, person.accountId, { count: EVENTS, event: EVENT });
  await using worker = await subject.start(["worker"], env);
  const expected = EVENTS * (hangs ? ENDPOINTS - 1 : ENDPOINTS);
  const message = "Not all events were delivered";
  await eventually(() => times.length >= expected, { timeoutMs: MAX_MS, message });
  end.resolve();
  void worker;
  const [first = 0] = times;
  const last = times[expected - 1] ?? Number.NaN;
  const p99 = times[Math.floor(expected * 0.99) - 1] ?? Number.NaN;
  return { perSecond: expected / ((last - first) / 1000), p99Ms: p99 - first };
}

/** Returns how many empty jobs graphile-worker runs in a second. */
async function measureJobs({ reference }: Bench): Promise<number> {
  let done = 0;
  const taskList = { empty: async () => void done++ };
  const runner = await startGraphile(reference.url, taskList, 10);
  const sql = postgres(reference.url, { max: 1 });
  const startedAt = performance.now();
  await sql`
    select graphile_worker.add_jobs(array(
      select row('empty', '{}', null, null, null, null, null, null)::graphile_worker.job_spec
      from generate_series(1, ${JOBS}::integer)
    ))`;
  await sql.end();
  await eventually(() => done >= JOBS, { timeoutMs: MAX_MS, message: "The jobs did not end" });
  const perSecond = JOBS / ((performance.now() - startedAt) / 1000);
  await runner.stop();
  return perSecond;
}
