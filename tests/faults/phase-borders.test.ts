import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { rm } from "node:fs/promises";
import type { Failpoint } from "./harness/failpoint-names.ts";
import { isPaid } from "./harness/provider.ts";
import { type ScriptedRun, startScriptedRun } from "./harness/scripted-run.ts";

// `phase-borders.fault.ts` has all of them.
const BORDERS: Failpoint[] = [
  "accept:after",
  "claim:after",
  "provider-answered",
  "image-put:after",
  "finish:after",
  "delivery-end:before",
];

let run: ScriptedRun;

beforeAll(async () => {
  run = await startScriptedRun();
});

afterAll(() => run.close());

// Two servers and two workers on one database, one bucket, one provider and one receiver.
describe("in a deployment with several processes,", () => {
  test.each(BORDERS)("a process can be killed at the border %s", async (border) => {
    await run.killAt(border);
  });

  test("short outages of the provider, the storage and the receiver are survived", async () => {
    const { provider, storage, receiver, journal } = run.platform;
    // A call in progress is cut off.
    using _ = journal.begin("provider");
    for (const part of [provider, storage]) part.become("refusing");
    receiver.answerWith(503);
    for (let count = 0; count < 4; count++) await run.create();
    for (const part of [provider, storage]) part.become("well");
    receiver.answerWith(200);
  });

  test("every process that was killed is started again", async () => {
    await run.allUp();
  });

  test("everything comes to rest, and no promise was broken", async () => {
    expect(await run.finish()).toEqual([]);
  });

  test("a lost image, a second call and a lost create would be noticed", async () => {
    const { platform, model } = run;
    const [call] = platform.provider.calls.filter(isPaid);
    if (call !== undefined) platform.provider.calls.push({ ...call });
    model.creates[0]?.acknowledged.add(crypto.randomUUID());
    const objects = await platform.storage.listObjects();
    const image = [...objects].find(([key]) => key.startsWith("generations/"));
    await rm(image?.[1] ?? "");
    const kinds = new Set((await run.compare()).map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(["lost create", "double create", "double call", "lost image"]));
  });
});
