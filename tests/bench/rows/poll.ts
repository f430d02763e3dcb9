/** Rate of polls. */
import { median, medians, type RowGroup } from "../row.ts";
import { openSubject, type Subject, type SubjectProcess } from "../subject.ts";
import { runMeasured, warmUp } from "../wrk.ts";

const ACCOUNTS = 64;
const CONNECTIONS = 64;

/** Row C. */
export const pollRows: RowGroup = {
  rows: [
    {
      letter: "C",
      name: `polls, ${ACCOUNTS} accounts, c ${CONNECTIONS}`,
      referenceName: "reference select, c 8",
      limit: { kind: "below", ratio: 0.22 },
    },
  ],
  async measure({ repetitions, seconds, reference }) {
    await using subject = await openSubject(ACCOUNTS);
    await using server = await subject.start(["serve", "--no-worker"]);
    const load = {
      url: server.url,
      connections: CONNECTIONS,
      calls: await createCalls(subject, server),
    };
    await warmUp({ ...load, seconds: 2 });
    const ours: number[] = [];
    const theirs: number[] = [];
    const cpu: number[][] = [];
    for (let turn = 0; turn < repetitions; turn++) {
      const pids = [server.pid, subject.postgresPid];
      const { perSecond, cpuMicros } = await runMeasured({ ...load, seconds }, pids);
      ours.push(perSecond);
      cpu.push(cpuMicros);
      theirs.push(await reference.run("select", { clients: 8, seconds }));
    }
    const cpuMicros = medians(cpu);
    return { C: [{ ours: median(ours), reference: median(theirs), unit: "/s", cpuMicros }] };
  },
};

/** Returns a poll of one generation for each customer. */
async function createCalls({ customers }: Subject, { url }: SubjectProcess) {
  const body = JSON.stringify({ model: "gpt-image-2", prompt: "a harbor", async: true });
  return Promise.all(
    customers.map(async ({ key }) => {
      const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
      const init = { method: "POST", headers, body };
      const reply = await fetch(`${url}/api/v1/images/generations`, init);
      // The contract's own field.
      const { id } = (await reply.json()) as { id: string };
      return { key, path: `/api/v1/generations/${id}` };
    }),
  );
}
