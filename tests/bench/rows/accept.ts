/** Rates of accepted asynchronous creates, and their fairness between accounts. */
import { type Bench, median, medians, type Measurement, type RowGroup } from "../row.ts";
import { openSubject, type Subject, type SubjectProcess } from "../subject.ts";
import { type Load, measureLoad, runMeasured, warmUp } from "../wrk.ts";

const ACCOUNTS = 64;
const CONNECTIONS = 64;
// Row D: connections of the load, and of the other accounts beside it.
const BUSY_CONNECTIONS = 32;
const OTHER_CONNECTIONS = 8;
const PATH = "/api/v1/images/generations";
const BODY = { model: "gpt-image-2", prompt: "a harbor at dawn", size: "1024x1024", async: true };

/** Rows A, B and D. */
export const acceptRows: RowGroup = {
  rows: [
    {
      letter: "A",
      name: `asynchronous creates, ${ACCOUNTS} accounts, c ${CONNECTIONS}`,
      referenceName: "reference submit, the better of c 1 and c 8",
      limit: { kind: "below", ratio: 0.4 },
    },
    {
      letter: "B",
      name: `asynchronous creates, one account, c ${CONNECTIONS}`,
      referenceName: "reference submit of one account, c 1",
      limit: { kind: "below", ratio: 0.5 },
    },
    {
      letter: "D",
      name: `p99 of other accounts beside ${BUSY_CONNECTIONS} connections of one account`,
      referenceName: "the same beside connections of as many accounts",
      limit: { kind: "above", ratio: 4 },
    },
  ],
  async measure(bench, wanted) {
    await using subject = await openSubject(ACCOUNTS);
    await using server = await subject.start(["serve", "--no-worker"]);
    const target = { subject, server };
    await warmUp({ ...toLoad(target, [0, ACCOUNTS]), connections: CONNECTIONS, seconds: 2 });
    return {
      A: wanted.has("A") ? [await measureRate(bench, target, ACCOUNTS)] : [],
      B: wanted.has("B") ? [await measureRate(bench, target, 1)] : [],
      D: wanted.has("D") ? [await measureFairness(bench, target)] : [],
    };
  },
};

interface Target {
  subject: Subject;
  server: SubjectProcess;
}

async function measureRate(bench: Bench, target: Target, accounts: number): Promise<Measurement> {
  const { repetitions, seconds, reference } = bench;
  const pids = [target.server.pid, target.subject.postgresPid];
  const ours: number[] = [];
  const theirs: number[] = [];
  const cpu: number[][] = [];
  for (let turn = 0; turn < repetitions; turn++) {
    const load = { ...toLoad(target, [0, accounts]), connections: CONNECTIONS, seconds };
    const { perSecond, cpuMicros } = await runMeasured(load, pids);
    ours.push(perSecond);
    cpu.push(cpuMicros);
    if (accounts === 1) {
      theirs.push(await reference.run("submitOneAccount", { clients: 1, seconds }));
    } else {
      const one = await reference.run("submit", { clients: 1, seconds });
      theirs.push(Math.max(one, await reference.run("submit", { clients: 8, seconds })));
    }
  }
  const cpuMicros = medians(cpu);
  return { ours: median(ours), reference: median(theirs), unit: "/s", cpuMicros };
}

async function measureFairness(bench: Bench, target: Target): Promise<Measurement> {
  const { repetitions, seconds } = bench;
  const others = { ...toLoad(target, [BUSY_CONNECTIONS, ACCOUNTS]), seconds };
  const measureBeside = async (accounts: number) => {
    const busy = { ...toLoad(target, [0, accounts]), connections: BUSY_CONNECTIONS, seconds };
    const [{ p99Ms }] = await Promise.all([
      measureLoad({ ...others, connections: OTHER_CONNECTIONS }),
      warmUp(busy),
    ]);
    return p99Ms;
  };
  const ours: number[] = [];
  const spread: number[] = [];
  for (let turn = 0; turn < repetitions; turn++) {
    ours.push(await measureBeside(1));
    spread.push(await measureBeside(BUSY_CONNECTIONS));
  }
  return { ours: median(ours), reference: median(spread), unit: "ms" };
}

function toLoad(
  { subject, server }: Target,
  [start, end]: [start: number, end: number],
): Pick<Load, "url" | "calls" | "body"> {
  const calls = subject.customers.slice(start, end).map(({ key }) => ({ key, path: PATH }));
  return { url: server.url, calls, body: BODY };
}
