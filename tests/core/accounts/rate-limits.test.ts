import { afterAll, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { startWorker } from "../../../jobs/worker.ts";
import * as keys from "../../../src/core/accounts/keys.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { type ServerProcess, startServerProcess } from "../../support/server-process.ts";
import { moveClock, stopClock } from "../../support/clock.ts";
import { findViolations } from "../../support/invariants.ts";
import { cancelPlusGeneration } from "../../support/plus-client.ts";
import { untilAvailable } from "../../support/until-available.ts";

let app: App;
let servers: ServerProcess[];

beforeAll(async () => {
  app = await startApp({ worker: false });
  servers = await Promise.all([1, 2, 3].map(() => startServerProcess(app, "serve")));
});

beforeEach(() => moveClock(app.databaseUrl, 0));

afterAll(async () => {
  for (const server of servers) server.kill("SIGKILL");
  await Promise.all(servers.map((server) => server.exited()));
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
});

const plus = (credits = 1000) => app.customer({ dialect: "plus", credits });

describe("across three servers,", () => {
  test("exactly 600 of 900 requests in one hour are admitted, and each reports the remainder", async () => {
    const { key } = await plus();
    const startedAt = Math.floor(Date.now() / 1000);
    const replies = await pollMany(key, 900);
    const admitted = replies.filter(({ status }) => status !== 429);
    const rejected = replies.filter(({ status }) => status === 429);
    expect([admitted.length, rejected.length]).toEqual([600, 300]);
    const left = admitted.map(({ headers }) => Number(headers.get("x-ratelimit-remaining")));
    expect(left.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 600 }, (_, n) => n));
    const resets = new Set(replies.map(({ headers }) => headers.get("x-ratelimit-reset")));
    expect(resets.size).toBe(1);
    const endedAt = Math.ceil(Date.now() / 1000);
    const reset = Number([...resets][0]);
    for (const { headers } of rejected) {
      expect(headers.get("x-ratelimit-limit")).toBe("600");
      expect(headers.get("x-ratelimit-remaining")).toBe("0");
      const wait = Number(headers.get("retry-after"));
      // Rounded up, and one second for the distance between the two clocks.
      expect(wait).toBeWithin(reset - endedAt - 1, reset - startedAt + 3);
    }
  });

  test("five of 40 concurrent creates are accepted, and each finished one frees a slot", async () => {
    const customer = await plus();
    const first = await createMany(customer, 40);
    expect(first.accepted).toHaveLength(5);
    expect(first.rejected).toHaveLength(35);
    for (const { headers, body } of first.rejected) {
      expect(body.error?.code).toBe("concurrency_limited");
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    }
    await cancelPlusGeneration(customer, first.accepted[0]?.body.generationId ?? "");
    const second = await createMany(customer, 10);
    expect(second.accepted).toHaveLength(1);
    for (const { body } of [...first.accepted, ...second.accepted]) {
      await cancelPlusGeneration(customer, body.generationId ?? "");
    }
  });

  test("a key that creates without a pause never has more than five running generations", async () => {
    const customer = await plus();
    const creating = new AbortController();
    const observed = watch(customer, creating.signal);
    await createMany(customer, 40);
    const worker = await startWorker(app.ctx, app.databaseUrl);
    const hasMore = async () => (await listLifetimes(customer)).length > 5;
    for (let round = 1; round < 6 || !(await hasMore()); round++) await createMany(customer, 40);
    const made = await listLifetimes(customer);
    await Promise.all(
      made.filter(({ end }) => end === null).map(({ id }) => cancelPlusGeneration(customer, id)),
    );
    creating.abort();
    await worker.stop();
    expect(await observed).toBeLessThanOrEqual(5);
    expect(maxConcurrent(await listLifetimes(customer))).toBe(5);
  });
});

describe("the rate limit window of a key", () => {
  test("begins with its first request and ends exactly one hour later", async () => {
    const { key, keyId } = await plus();
    const begin = Date.now();
    const stopAt = (ms: number) => stopClock(app.databaseUrl, new Date(begin + ms));
    await stopAt(0);
    const [first] = await pollMany(key, 1);
    const resets = first?.headers.get("x-ratelimit-reset");
    await app.ctx.db.query("update rate_windows set requests = 600 where key_id = $1", [keyId]);
    await stopAt(3_599_999);
    const [late] = await pollMany(key, 1);
    expect(late?.status).toBe(429);
    expect(late?.headers.get("x-ratelimit-reset")).toBe(resets ?? "");
    expect(late?.headers.get("retry-after")).toBe("1");
    await stopAt(3_600_000);
    const [next] = await pollMany(key, 1);
    expect(next?.status).toBe(404);
    expect(next?.headers.get("x-ratelimit-remaining")).toBe("599");
  });

  test("is not shared with another key of the account", async () => {
    const { key, accountId } = await plus();
    await pollMany(key, 3);
    const wanted = { accountId, dialect: "plus", prefix: "gimg_" };
    const [other] = await pollMany((await keys.createKey(app.ctx, wanted)).key, 1);
    expect(other?.headers.get("x-ratelimit-remaining")).toBe("599");
  });

  test("counts every request, including rejected ones, unknown paths and hub paths", async () => {
    const customer = await plus();
    const left = async (path: string, init: RequestInit = {}) =>
      (await customer.call(path, init)).headers.get("x-ratelimit-remaining");
    expect(await left("/api/v1/generate", { method: "POST", body: "{" })).toBe("599");
    expect(await left("/api/v1/nothing")).toBe("598");
    expect(await left("/api/v1/generate")).toBe("597");
    expect(await left("/api/v1/credits")).toBe("596");
  });

  test("has the limit that the operator set for the plan or the key", async () => {
    const customer = await plus();
    const db = app.ctx.db;
    await db.query("update keys set requests_per_hour = 2 where id = $1", [customer.keyId]);
    const replies = await pollMany(customer.key, 3);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([404, 404, 429]);
    expect(replies[0]?.headers.get("x-ratelimit-limit")).toBe("2");
  });
});

/** Polls a generation that does not exist, on all servers in turn. */
function pollMany(key: string, count: number): Promise<Response[]> {
  const path = `/api/v1/generations/${crypto.randomUUID()}`;
  const headers = { authorization: `Bearer ${key}` };
  return Promise.all(
    Array.from({ length: count }, (_, index) => fetch(serverUrl(index) + path, { headers })),
  );
}

interface Made {
  status: number;
  headers: Headers;
  body: { generationId?: string; error?: { code: string } };
}

async function createMany({ key }: Customer, count: number) {
  const replies = await Promise.all(
    Array.from({ length: count }, async (_, index): Promise<Made> => {
      const headers = {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        "idempotency-key": crypto.randomUUID(),
      };
      const body = JSON.stringify({ prompt: "#fail", quality: "low" });
      const url = `${serverUrl(index)}/api/v1/generate`;
      const reply = await untilAvailable(() => fetch(url, { method: "POST", headers, body }));
      const made = (await reply.json()) as Made["body"];
      return { status: reply.status, headers: reply.headers, body: made };
    }),
  );
  const accepted = replies.filter(({ status }) => status === 202);
  const rejected = replies.filter(({ status }) => status === 429);
  expect(accepted.length + rejected.length).toBe(count);
  return { accepted, rejected };
}

function serverUrl(index: number): string {
  return servers[index % servers.length]?.url ?? "";
}

/** Returns the highest number of running generations, queried without a pause. */
async function watch({ keyId }: Customer, until: AbortSignal): Promise<number> {
  let most = 0;
  while (!until.aborted) {
    const { rows } = await app.ctx.db.query(
      "select count(*)::integer as live from generations where key_id = $1 and finished_at is null",
      [keyId],
    );
    most = Math.max(most, (rows as { live: number }[])[0]?.live ?? 0);
  }
  return most;
}

interface Lifetime {
  id: string;
  begin: Date;
  end: Date | null;
}

async function listLifetimes({ keyId }: Customer): Promise<Lifetime[]> {
  const { rows } = await app.ctx.db.query(
    `select id, created_at as begin, finished_at as "end" from generations where key_id = $1`,
    [keyId],
  );
  return rows;
}

/** With equal timestamps, a finish is counted before a start. */
function maxConcurrent(lifetimes: Lifetime[]): number {
  const changes = lifetimes.flatMap(({ begin, end }) => [
    { at: begin.getTime(), step: 1 },
    { at: end?.getTime() ?? Infinity, step: -1 },
  ]);
  let [live, most] = [0, 0];
  for (const { step } of changes.toSorted((a, b) => a.at - b.at || a.step - b.step)) {
    live += step;
    most = Math.max(most, live);
  }
  return most;
}
