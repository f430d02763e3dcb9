import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "bun:test";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOutbound } from "../../../src/outbound/outbound.ts";
import { createKie } from "../../../src/providers/kie/kie.ts";
import type { KieOptions } from "../../../src/providers/kie/task-context.ts";
import type { Attempt, ProviderOutcome, ProviderRequest } from "../../../src/providers/provider.ts";
import { KIE_KEY, type KieUpstream, startKieUpstream } from "../../support/kie-upstream.ts";
import type { Fate } from "../../support/kie-upstream/record.ts";
import { createProviderRequest } from "../../support/provider-request.ts";

let internal: ReturnType<typeof Bun.serve>;
let internalCalls = 0;
let upstream: KieUpstream;
let folder: string;

beforeAll(() => {
  internal = Bun.serve({ port: 0, fetch: () => new Response(`secret ${++internalCalls}`) });
});
afterAll(() => internal.stop(true));
beforeEach(async () => {
  upstream = await startKieUpstream({ internalUrl: `http://127.0.0.1:${internal.port}/` });
  folder = await mkdtemp(join(tmpdir(), "kie-provider-"));
});
afterEach(async () => {
  await upstream.stop();
  await rm(folder, { recursive: true });
});

/** What an attempt has recorded after each call. */
interface Record {
  calls: number;
  taskIds: string[];
}

interface Run {
  request?: Partial<ProviderRequest>;
  attempt?: Partial<Attempt>;
  options?: Partial<KieOptions>;
}

async function run({ request = {}, attempt = {}, options = {} }: Run = {}) {
  const record: Record = {
    calls: attempt.callsSent ?? 0,
    taskIds: [...(attempt.taskIds ?? [])],
  };
  const { download } = createOutbound({ allow: [upstream.host], self: [], failureFloorMs: 0 });
  const provider = createKie({
    ...{ apiKey: KIE_KEY, baseUrl: upstream.url, timeoutMs: 5000, download },
    acquireProviderSlot: async () => 0,
    pollDelayMs: () => 5,
    ...options,
  });
  const outcome = await provider.generate(
    createProviderRequest({ aspectRatio: "16:9", ...request }),
    {
      ...{ folder, signal: new AbortController().signal, callsSent: 0, taskIds: [] },
      ...{ reference: "1", findTaskIds: async () => [] },
      sent: async () => void record.calls++,
      notAccepted: async () => void record.calls--,
      taskCreated: async (taskId) => void record.taskIds.push(taskId),
      ...attempt,
    },
  );
  return { outcome, record };
}

function imagesOf(outcome: ProviderOutcome) {
  if (outcome.kind !== "images") throw new Error(`The outcome is ${Bun.inspect(outcome)}.`);
  return outcome.images;
}

async function sizeOf(path: string | undefined) {
  const { width, height } = await new Bun.Image(path ?? "").metadata();
  return `${width}x${height}`;
}

describe("a kie task", () => {
  test("is created once, its id is recorded before it is polled, and its image is copied", async () => {
    let callsBefore = -1;
    const taskCreated = async () => void (callsBefore = upstream.calls.length);
    const { outcome } = await run({ attempt: { taskCreated } });
    expect(upstream.tasks).toHaveLength(1);
    expect(callsBefore).toBe(1);
    expect(upstream.tasks[0]?.fields).toEqual({
      model: "gpt-image-2-text-to-image",
      input: { prompt: "a quiet harbor", aspect_ratio: "16:9", resolution: "1K" },
    });
    const [image] = imagesOf(outcome);
    expect(image).toMatchObject({ contentType: "image/png", path: join(folder, "result-0") });
    expect(image?.sizeBytes).toBe(Bun.file(image?.path ?? "").size);
    expect(outcome).toEqual(expect.objectContaining({ usage: { creditsConsumed: 6 } }));
  });

  test("is created for each image: n images are n tasks", async () => {
    const { outcome, record } = await run({ request: { n: 4 } });
    expect(imagesOf(outcome)).toHaveLength(4);
    expect(record).toEqual({ calls: 4, taskIds: upstream.tasks.map(({ id }) => id) });
  });

  test("that has finished is delivered although the next one could not be created in time", async () => {
    upstream.answer("create", "", "429:60");
    const { outcome } = await run({ request: { n: 2 }, options: { timeoutMs: 2_000 } });
    expect(imagesOf(outcome)).toHaveLength(1);
    expect(outcome).not.toHaveProperty("spendUnknown");
  });

  test("with input images is created after their upload and refers to the uploaded files", async () => {
    const paths = [join(folder, "a"), join(folder, "b")];
    await Promise.all(paths.map((path, index) => Bun.write(path, new Uint8Array(70_000 + index))));
    const inputs = paths.map((path, index) => ({
      ...{ path, contentType: "image/png" as const, sizeBytes: 70_000 + index },
    }));
    await run({ request: { inputs, n: 2 } });
    expect([...upstream.uploads.values()]).toEqual([70_000, 70_001]);
    expect(upstream.tasks.map(({ fields }) => [fields.model, fields.input.input_urls])).toEqual([
      ["gpt-image-2-image-to-image", [...upstream.uploads.keys()]],
      ["gpt-image-2-image-to-image", [...upstream.uploads.keys()]],
    ]);
  });

  test("acquires a slot before it is created, and each poll acquires one", async () => {
    const slots: string[] = [];
    await run({ options: { acquireProviderSlot: async ({ name }) => slots.push(name) && 0 } });
    expect(slots[0]).toBe("kie new tasks");
    expect(slots.slice(1).every((name) => name === "kie reads")).toBe(true);
    expect(slots.slice(1)).toHaveLength(upstream.calls.filter((c) => c.name === "record").length);
  });

  test("is converted to another output format if one is requested", async () => {
    const { outcome } = await run({ request: { outputFormat: "webp" } });
    expect(imagesOf(outcome)).toEqual([expect.objectContaining({ contentType: "image/webp" })]);
  });
});

describe("a size for kie", () => {
  const sizes: [Partial<ProviderRequest>, ratio: string, resolution: string, pixels: string][] = [
    [{ size: { width: 1536, height: 1024 }, aspectRatio: "3:2" }, "3:2", "1K", "1254x836"],
    [{ size: { width: 1024, height: 640 }, aspectRatio: "16:10" }, "3:2", "1K", "1254x836"],
    [{ size: { width: 3840, height: 2160 }, tier: "4K" }, "16:9", "4K", "3840x2160"],
    [{ aspectRatio: "21:9", tier: "2K" }, "21:9", "2K", "3128x1341"],
    [{ aspectRatio: "auto" }, "auto", "1K", "1024x1024"],
  ];
  for (const [request, aspect_ratio, resolution, pixels] of sizes) {
    test(`${Bun.inspect(request, { compact: true })} is ${aspect_ratio} at ${resolution}`, async () => {
      const { outcome } = await run({ request });
      expect(upstream.tasks[0]?.fields.input).toMatchObject({ aspect_ratio, resolution });
      expect(await sizeOf(imagesOf(outcome)[0]?.path)).toBe(pixels);
    });
  }

  const image = { path: "/nowhere", contentType: "image/png", sizeBytes: 1 } as const;
  const impossible: Partial<ProviderRequest>[] = [
    { aspectRatio: "1:1", tier: "4K" },
    { size: { width: 2880, height: 2880 }, tier: "4K" },
    { aspectRatio: "5:4", tier: "2K" },
    { aspectRatio: "4:5", tier: "4K" },
    { aspectRatio: "auto", tier: "2K" },
    { mask: image, inputs: [image] },
    { background: "transparent" },
    { prompt: "x".repeat(20_001) },
  ];
  for (const request of impossible) {
    const summary = Bun.inspect(request, { compact: true }).slice(0, 60);
    test(`${summary} is rejected before any call`, async () => {
      const { outcome } = await run({ request });
      const text = expect.any(String);
      expect(outcome).toEqual({ kind: "rejected", message: text, reason: text });
      expect(upstream.calls).toEqual([]);
    });
  }
});

describe("a call that creates a kie task", () => {
  const cause = expect.any(Error);
  const message = expect.any(String);
  const answers: [word: string, outcome: object, calls: number][] = [
    ...["401", "402", "404", "433", "455", "505", "gate"].map((word): [string, object, number] => [
      word,
      { kind: "operator_fault", cause },
      0,
    ]),
    ["422", { kind: "rejected", message: "scripted code 422" }, 0],
    ["moderation", { kind: "blocked", message: expect.stringContaining("safety") }, 0],
    ["429", { kind: "not_accepted", cause, retryAfterMs: 10_000 }, 0],
    ["429:3", { kind: "not_accepted", cause, retryAfterMs: 3000 }, 0],
    ["http:429", { kind: "not_accepted", cause, retryAfterMs: 10_000 }, 0],
    ["http:503", { kind: "not_accepted", cause }, 0],
    ["408", { kind: "failed", message, cause }, 1],
    ["500", { kind: "failed", message, cause }, 1],
    ["501", { kind: "failed", message, cause }, 1],
    ["http:502", { kind: "unknown", cause }, 1],
    ["http:524", { kind: "unknown", cause }, 1],
    ["reset", { kind: "unknown", cause }, 1],
    ["lost", { kind: "unknown", cause }, 1],
    ["garbage", { kind: "unknown", cause }, 1],
    ["no-id", { kind: "unknown", cause }, 1],
  ];
  for (const [word, expected, calls] of answers) {
    test(`answered with "${word}" is made once and counted ${calls} times`, async () => {
      upstream.answer("create", word);
      const { outcome, record } = await run({ request: { n: 2 } });
      expect<unknown>(outcome).toEqual(expected);
      expect(record).toEqual({ calls, taskIds: [] });
      expect(upstream.calls.map(({ name }) => name)).toEqual(["create"]);
      expect(Bun.inspect(outcome)).not.toContain(KIE_KEY);
    });
  }

  test("that cannot connect is not accepted", async () => {
    const { outcome, record } = await run({ options: { baseUrl: "http://127.0.0.1:1" } });
    expect([outcome.kind, record.calls]).toEqual(["not_accepted", 0]);
  });

  test("that is rate limited after others were paid is repeated until all images are there", async () => {
    upstream.answer("create", "", "429:0", "429:0", "");
    const { outcome, record } = await run({ request: { n: 2 } });
    expect(imagesOf(outcome)).toHaveLength(2);
    expect(outcome).not.toHaveProperty("spendUnknown");
    expect(record.calls).toBe(2);
  });

  test("rejected or lost after others were paid keeps their images and reports a loss", async () => {
    upstream.answer("create", "", "402", "", "lost");
    const rejected = await run({ request: { n: 3 } });
    expect(imagesOf(rejected.outcome)).toHaveLength(1);
    expect(rejected.outcome).not.toHaveProperty("spendUnknown");
    const lost = await run({ request: { n: 3 } });
    expect(imagesOf(lost.outcome)).toHaveLength(1);
    expect(lost.outcome).toMatchObject({ spendUnknown: true });
    expect([lost.record.calls, upstream.tasks.length]).toEqual([2, 3]);
  });

  test("is not made without a slot, after its claim was lost, or after a cancel", async () => {
    const fenced = { sent: () => Promise.reject(new Error("fenced")) };
    const outcomes = await Promise.all([
      run({ options: { acquireProviderSlot: async () => undefined } }),
      run({ attempt: fenced }),
      run({ attempt: { signal: AbortSignal.abort() } }),
    ]);
    expect(outcomes.map(({ outcome }) => outcome.kind)).toEqual(Array(3).fill("not_accepted"));
    expect(upstream.calls).toEqual([]);
  });

  test("whose upload fails costs nothing", async () => {
    await Bun.write(join(folder, "a"), "a");
    const input = { path: join(folder, "a"), contentType: "image/png", sizeBytes: 1 } as const;
    upstream.answer("upload", "500", "402", "reset");
    const kinds: string[] = [];
    for (let i = 0; i < 3; i++) {
      kinds.push((await run({ request: { inputs: [input] } })).outcome.kind);
    }
    expect(kinds).toEqual(["not_accepted", "operator_fault", "not_accepted"]);
    expect(upstream.tasks).toEqual([]);
  });
});

describe("the result of a kie task", () => {
  const ends: [fate: Fate, outcome: object][] = [
    ["object", { kind: "images" }],
    ["expired", { kind: "images" }],
    ["flaky", { kind: "images" }],
    ["fail", { kind: "failed", message: "Internal Error" }],
    ["code-501", { kind: "failed", message: "Generation Failed" }],
    ["blocked", { kind: "blocked", message: expect.stringContaining("flagged") }],
    ["garbled", { kind: "unknown" }],
    ["unknown", { kind: "unknown" }],
    ["dead", { kind: "unknown" }],
    ["not-an-image", { kind: "unknown" }],
    ["internal", { kind: "unknown" }],
  ];
  for (const [fate, expected] of ends) {
    test(`"${fate}" is reported as ${Bun.inspect(expected, { compact: true })}`, async () => {
      upstream.fates(fate);
      expect<unknown>((await run()).outcome).toMatchObject(expected);
      expect(upstream.tasks).toHaveLength(1);
      expect(internalCalls).toBe(0);
    });
  }

  test("is awaited through responses that say nothing about it", async () => {
    const unusable = ["429", "500", "reset", "garbage", "401", "http:503", "lost", "slow", "422"];
    upstream.answer("record", ...unusable);
    expect(imagesOf((await run()).outcome)).toHaveLength(1);
  });

  test("is awaited while the gateway answers that there is no such path", async () => {
    upstream.answer("record", ...Array<string>(20).fill("http:404"));
    expect(imagesOf((await run()).outcome)).toHaveLength(1);
  });

  test("is awaited although its record is missing again and again", async () => {
    const missing = Array<string>(7).fill("422");
    upstream.answer("record", ...missing, "", ...missing, "", ...missing);
    expect(imagesOf((await run()).outcome)).toHaveLength(1);
  });

  test("keeps the images of a partial success", async () => {
    upstream.fates("success", "fail", "blocked", "success");
    const { outcome } = await run({ request: { n: 4 } });
    expect(imagesOf(outcome)).toHaveLength(2);
    expect(outcome).not.toHaveProperty("spendUnknown");
  });

  test("is unknown after the timeout, and the other images are kept", async () => {
    upstream.fates("stuck", "success", "stuck");
    const given = { request: { n: 2 }, options: { timeoutMs: 3_000 } };
    expect((await run(given)).outcome).toMatchObject({ kind: "images", spendUnknown: true });
    expect((await run({ options: { timeoutMs: 200 } })).outcome.kind).toBe("unknown");
  });

  test("is polled with delays that depend on the elapsed time", async () => {
    const delaysAsked: number[] = [];
    upstream.answer("record", "500", "500", "500", "500");
    const pollDelayMs = (elapsedMs: number) => delaysAsked.push(elapsedMs) && 20;
    expect(imagesOf((await run({ options: { pollDelayMs } })).outcome)).toHaveLength(1);
    expect(delaysAsked.length).toBeGreaterThan(3);
    expect(delaysAsked).toEqual(delaysAsked.toSorted((a, b) => a - b));
  });
});

describe("a resumed attempt at kie", () => {
  test("with all task ids known creates no task", async () => {
    const { record } = await run({ request: { n: 2 } });
    const again = await run({ request: { n: 2 }, attempt: { callsSent: 2, ...record } });
    expect(imagesOf(again.outcome)).toHaveLength(2);
    expect(upstream.tasks).toHaveLength(2);
  });

  test("creates the tasks whose calls were never sent, and reports the one that was lost", async () => {
    const { record } = await run();
    const attempt = { callsSent: 2, taskIds: record.taskIds };
    const { outcome } = await run({ request: { n: 4 }, attempt });
    expect(imagesOf(outcome)).toHaveLength(3);
    expect(outcome).toMatchObject({ spendUnknown: true });
    expect(upstream.tasks).toHaveLength(3);
  });

  test("with only a lost call is unknown", async () => {
    const { outcome } = await run({ attempt: { callsSent: 1 } });
    expect(outcome.kind).toBe("unknown");
    expect(upstream.calls).toEqual([]);
  });

  test("leaves only complete images in its folder", async () => {
    upstream.fates("success", "dead");
    await run({ request: { n: 2 } });
    expect(await readdir(folder)).toEqual(["result-0"]);
  });
});
