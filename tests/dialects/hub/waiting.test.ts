import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { startWorker } from "../../../jobs/worker.ts";
import { countCallsWith } from "../../support/account-state.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import { sendRaw } from "../../support/raw-request.ts";
import { createScenario } from "../../support/scenario.ts";
import { startUpstream, type Upstream } from "../../support/upstream.ts";
import { eventually } from "../../support/eventually.ts";

/** Runs the demo provider with the documented wait. */
let demo: App;
/** The same with the test upstream. */
let upstreamApp: App;
/** Waits for one second. */
let shortWait: App;
let upstream: Upstream;
beforeAll(async () => {
  upstream = await startUpstream();
  demo = await startApp();
  const env = toEnv(upstream);
  upstreamApp = await startApp({ env });
  shortWait = await startApp({ env: { ...env, SYNC_WAIT_SECONDS: "1" } });
});

afterAll(async () => {
  for (const app of [demo, upstreamApp, shortWait]) {
    expect(await findViolations(app.databaseUrl)).toEqual([]);
    await app.stop();
  }
  await upstream.stop();
});

test("a generation that takes longer than the wait gets 202 and continues", async () => {
  const { create, customer, mark } = createScenario(
    shortWait,
    await shortWait.customer({ credits: 20 }),
  );
  const reply = await create({ prompt: `${mark} #up:hold` });
  const early = await reply.json();
  expect(reply.status).toBe(202);
  expect(["queued", "running"]).toContain(early.status);
  expect(early).toMatchObject({ images: [], usage: { credits: 0, credits_requested: 8 } });
  expect(early.poll_url).toBe(`${shortWait.url}/api/v1/generations/${early.id}`);
  expect(reply.headers.get("location")).toBe(early.poll_url);
  expect(await readBalance(customer)).toMatchObject({ credits: 12, held: 8 });
  await release(mark);
  const late = await pollUntilFinal(customer, early.poll_url);
  expect(late).toMatchObject({ status: "succeeded", usage: { credits: 8 } });
  expect(late.images).toHaveLength(1);
  expect(await readBalance(customer)).toMatchObject({ credits: 12, held: 0 });
});

test("Prefer: wait=1 shortens the wait, also among other preferences", async () => {
  const { create, customer, mark } = createScenario(upstreamApp, await upstreamApp.customer());
  for (const prefer of ["wait=1", "respond-async, wait=1;x"]) {
    const prompt = `${mark} #up:hold ${prefer}`;
    const reply = await create({ prompt }, { prefer });
    expect(reply.status).toBe(202);
    await release(prompt);
    const final = await pollUntilFinal(customer, (await reply.json()).poll_url);
    expect(final.status).toBe("succeeded");
  }
});

test("Prefer cannot extend the wait", async () => {
  const { create, customer, mark } = createScenario(shortWait, await shortWait.customer());
  const reply = await create({ prompt: `${mark} #up:hold` }, { prefer: "wait=600" });
  expect(reply.status).toBe(202);
  await release(mark);
  expect(await pollUntilFinal(customer, (await reply.json()).poll_url)).toMatchObject({
    status: "succeeded",
  });
});

test.concurrent(
  "a client may be idle while it waits, but not while it sends its request",
  async () => {
    const provider = await startUpstream();
    // The server checks for idle connections every four seconds.
    const app = await startApp({ env: toEnv(provider), idleSeconds: 1 });
    const { create, customer } = createScenario(app, await app.customer());
    const waiting = create({ prompt: "a slow glacier #up:hold" });
    // Idle for longer than the other client from now on.
    await provider.arrived(1);
    const head = [
      "POST /api/v1/images/generations HTTP/1.1",
      "Host: darkroom",
      `Authorization: Bearer ${customer.key}`,
      "Content-Type: application/json",
      "Content-Length: 100",
    ];
    const port = Number(new URL(app.url).port);
    const stalled = await sendRaw(port, `${head.join("\r\n")}\r\n\r\n{"model":`);
    expect(stalled.status).not.toBe(200);
    expect(await Promise.race([waiting, "still waiting"])).toBe("still waiting");
    provider.release();
    const reply = await waiting;
    expect([reply.status, (await reply.json()).status]).toEqual([200, "succeeded"]);
    await app.stop();
    await provider.stop();
  },
);

test.concurrent("a client that disconnects during the wait loses nothing", async () => {
  const { create, customer, mark } = createScenario(
    upstreamApp,
    await upstreamApp.customer({ credits: 20 }),
  );
  const controller = new AbortController();
  const sent = customer.call("/api/v1/images/generations", {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": "gone" },
    body: JSON.stringify({ model: "gpt-image-2", prompt: `${mark} #up:hold` }),
    signal: controller.signal,
  });
  await untilCalled(mark);
  controller.abort();
  expect(await sent.catch((error: Error) => error.name)).toBe("AbortError");
  // The same request finds the generation and waits for it.
  const repeated = create({ prompt: `${mark} #up:hold` }, { "idempotency-key": "gone" });
  upstream.release();
  const again = await repeated;
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(await again.json()).toMatchObject({ status: "succeeded", usage: { credits: 8 } });
  expect(await readBalance(customer)).toMatchObject({ credits: 12, held: 0 });
});

test.concurrent(
  "fewer images than requested cost what was delivered, and the rest is released",
  async () => {
    const { create, customer } = createScenario(demo, await demo.customer({ credits: 30 }));
    const reply = await create({ prompt: "three boats #short", n: 3, size: "1024x1024" });
    const generation = await reply.json();
    expect([reply.status, generation.status, generation.images.length]).toEqual([
      200,
      "succeeded",
      2,
    ]);
    expect(generation.usage).toEqual({ credits: 16, credits_requested: 24 });
    expect(generation.balance.credits).toBe(14);
    expect(await readBalance(customer)).toMatchObject({ credits: 14, held: 0 });
    const { balance: _, ...polled } = generation;
    expect(await (await customer.call(`/api/v1/generations/${generation.id}`)).json()).toEqual(
      polled,
    );
  },
);

test("the balance in a response contains the cost, however late the generation is read", async () => {
  const app = await startApp({ worker: false });
  const { create, customer } = createScenario(app, await app.customer({ credits: 30 }));
  const read = delayReads(app);
  const reply = create({ prompt: "three boats #short", n: 3 });
  await read.begun;
  const worker = await startWorker(app.ctx, app.databaseUrl);
  await eventually(async () => (await readBalance(customer)).held === 0, {
    message: "The generation did not finish",
  });
  read.resume();
  expect(await (await reply).json()).toMatchObject({
    ...{ status: "succeeded", usage: { credits: 16 }, balance: { credits: 14 } },
  });
  await worker.stop();
  await app.stop();
});

test.concurrent(
  "a failed generation reports its error when it is polled, and is not charged",
  async () => {
    const { create, customer } = createScenario(demo, await demo.customer({ credits: 8 }));
    const errors = { "#fail": "generationFailed", "#blocked": "contentBlocked" };
    for (const [word, code] of Object.entries(errors)) {
      const { poll_url } = await (await create({ prompt: `a cup ${word}`, async: true })).json();
      const final = await pollUntilFinal(customer, poll_url);
      expect(final).toMatchObject({ status: "failed", images: [], error: { code } });
      expect(final.usage).toEqual({ credits: 0, credits_requested: 8 });
      expect(await readBalance(customer)).toMatchObject({ credits: 8, held: 0 });
    }
  },
);

for (const quality of ["1K", "2K"]) {
  test.concurrent(
    `the aspect ratio stays auto at ${quality} until the image is finished`,
    async () => {
      const { create, customer } = createScenario(upstreamApp, await upstreamApp.customer());
      const reply = await create({ prompt: "a cup #up:delay:200", quality, async: true });
      const early = await reply.json();
      expect(early).toMatchObject({ status: "queued", aspect_ratio: "auto", quality });
      const final = await pollUntilFinal(customer, early.poll_url);
      expect(final).toMatchObject({ status: "succeeded", aspect_ratio: "1:1", quality });
    },
  );
}

describe("aspect ratio and tier determine the size of the image:", () => {
  const sizes: [fields: object, echoed: [string, string], width: number, height: number][] = [
    [{ aspect_ratio: "16:9", quality: "1K" }, ["16:9", "1K"], 1280, 720],
    [{ aspect_ratio: "2:3", quality: "high" }, ["2:3", "1K"], 832, 1248],
    [{ aspect_ratio: "21:9" }, ["21:9", "1K"], 1568, 672],
    [{ aspect_ratio: "1:1", quality: "2K" }, ["1:1", "2K"], 2048, 2048],
    [{ aspect_ratio: "auto", quality: "2K" }, ["1:1", "2K"], 2048, 2048],
    [{ aspect_ratio: "9:16", quality: "4K" }, ["9:16", "4K"], 2160, 3840],
    [{ size: "1536x1024", quality: "low" }, ["3:2", "1K"], 1536, 1024],
    [{ size: "2048x1152" }, ["16:9", "2K"], 2048, 1152],
  ];
  for (const [fields, echoed, width, height] of sizes) {
    test.concurrent(JSON.stringify(fields), async () => {
      const { create } = createScenario(upstreamApp, await upstreamApp.customer());
      const generation = await (await create(fields)).json();
      expect([generation.aspect_ratio, generation.quality]).toEqual(echoed);
      expect(generation.images[0]).toMatchObject({ width, height });
      const bytes = await (await fetch(generation.images[0].url)).arrayBuffer();
      expect(await new Bun.Image(bytes).metadata()).toMatchObject({ width, height });
    });
  }
});

test.concurrent("a 4K image of the demo provider has the requested size", async () => {
  const { create } = createScenario(demo, await demo.customer());
  const generation = await (await create({ aspect_ratio: "21:9", quality: "4K" })).json();
  const bytes = await (await fetch(generation.images[0].url)).arrayBuffer();
  const size = { width: 3808, height: 1632 };
  expect(generation.images[0]).toMatchObject(size);
  expect(await new Bun.Image(bytes).metadata()).toMatchObject(size);
  expect(generation.usage).toEqual({ credits: 12 });
});

async function readBalance(customer: Customer) {
  return (await customer.call("/api/v1/credits")).json();
}

function pollUntilFinal(customer: Customer, url: string) {
  return eventually(
    async () => {
      const generation = await (await customer.call(url)).json();
      return !["queued", "running"].includes(generation.status) && generation;
    },
    { message: "The generation did not finish" },
  );
}

/** Delays reads of generations until they are resumed. */
function delayReads({ ctx: { db } }: App): { begun: Promise<void>; resume(): void } {
  const begun = Promise.withResolvers<void>();
  const resumed = Promise.withResolvers<void>();
  const { query } = db;
  db.query = async (text, ...rest) => {
    if (text.includes("describe_images(g.id)")) {
      begun.resolve();
      await resumed.promise;
    }
    return query(text, ...rest);
  };
  return { begun: begun.promise, resume: resumed.resolve };
}

/** Waits until the provider was called with these words. */
async function untilCalled(words: string): Promise<void> {
  await eventually(() => countCallsWith(upstream.calls, words) > 0, {
    message: `The provider was not called with "${words}"`,
  });
}

/** Lets the provider answer the call with these words, which it may not have received yet. */
async function release(words: string): Promise<void> {
  await untilCalled(words);
  upstream.release();
}

function toEnv({ url }: Upstream): Record<string, string> {
  return { PROVIDER: "openai", OPENAI_API_KEY: "test", OPENAI_BASE_URL: url };
}
