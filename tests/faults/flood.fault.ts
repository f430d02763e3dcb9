import { afterAll, beforeAll, expect, test } from "bun:test";
import { signUp } from "../support/account-client.ts";
import { type App, startApp } from "../support/app.ts";
import { type Flood, startFlood } from "../support/flood-process.ts";
import { type MeasuredServer, startMeasuredServer } from "../support/measured-server.ts";

const MB = 1024 * 1024;
const CALLERS = 10;
const PAUSE_MS = 50;
const MEASURE_MS = 15_000;
const REST_MS = 60_000;
const COUNTS = { openSockets: 3000, uploads: 200, keysPerSecond: 200, signInsPerSecond: 20 };

let app: App;
let server: MeasuredServer;
let flood: Flood;

beforeAll(async () => {
  app = await startApp({ worker: false });
  server = await startMeasuredServer(app, { TRUSTED_PROXIES: "1" });
  const { email, password } = await signUp(app);
  const { key } = await app.customer();
  flood = { url: server.url, isHostile: false, key, email, password, ...COUNTS };
});
afterAll(async () => {
  await server.stop();
  await app.stop();
});

/** Returns the 99th percentile of the latency of well-behaved callers, in milliseconds. */
async function measureCallers(): Promise<number> {
  const { key } = await app.customer();
  const headers = { authorization: `Bearer ${key}` };
  const endsAt = performance.now() + MEASURE_MS;
  const latencies: number[] = [];
  const call = async () => {
    while (performance.now() < endsAt) {
      const began = performance.now();
      const response = await fetch(`${server.url}/api/v1/credits`, { headers });
      await response.arrayBuffer();
      latencies.push(performance.now() - began);
      expect(response.status).toBe(200);
      await Bun.sleep(PAUSE_MS);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, call));
  return latencies.toSorted((a, b) => a - b)[Math.floor(latencies.length * 0.99)] ?? Infinity;
}

async function measureUnder(changes: Partial<Flood>): Promise<number> {
  const running = await startFlood({ ...flood, ...changes });
  try {
    return await measureCallers();
  } finally {
    await running.stop();
  }
}

test("a flood slows well-behaved callers at most fivefold and leaves no memory behind", async () => {
  await measureCallers();
  const restingMb: number[] = [];
  for (let repetition = 1; repetition <= 3; repetition++) {
    const calm = await measureUnder({ isHostile: false });
    const flooded = await measureUnder({ isHostile: true });
    await Bun.sleep(REST_MS);
    const resting = (await server.restingBytes()) / MB;
    restingMb.push(resting);
    const times = `p99 ${calm.toFixed(1)} ms well-behaved, ${flooded.toFixed(1)} ms hostile`;
    process.stdout.write(`${repetition}: ${times}; ${resting.toFixed(0)} MB at rest\n`);
    expect(flooded).toBeLessThan(5 * calm);
  }
  const [first = 0, , third = Infinity] = restingMb;
  expect(third).toBeLessThan(1.1 * first);
});
