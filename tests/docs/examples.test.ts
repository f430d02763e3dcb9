import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { languages } from "../../src/docs/languages.ts";
import { guides } from "../../src/docs/pages.ts";
import { isGenuine } from "../../src/client/webhook-verification/verify.mjs";
import { type App, type Customer, startApp } from "../support/app.ts";
import { SENDERS } from "../support/curl.ts";
import { signUp } from "../support/account-client.ts";
import { readCodeBlocks } from "../support/docs-samples.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";
import { registerEndpoint, sendTest } from "../support/webhooks.ts";

let receiver: Receiver;
let app: App;
let customer: Customer;
let folder: string;

beforeAll(async () => {
  receiver = startReceiver();
  app = await startApp({ env: { OUTBOUND_ALLOW: receiver.host } });
  customer = await app.customer({ credits: 500 });
  folder = await mkdtemp(join(tmpdir(), "darkroom-docs-"));
});

afterAll(async () => {
  await app.stop();
  await receiver.stop();
  await rm(folder, { recursive: true });
});

/** The examples of a guide in a language that a reader pastes into a shell. */
async function examplesOf(guide: string, language: string): Promise<string[]> {
  const reply = await app.fetch(`/docs/${guide}.md?lang=${language}`);
  const found = [...(await reply.text()).matchAll(/```sh\n(.*?)\n```/gs)];
  return found.map(([, example = ""]) => example);
}

describe("the examples of the guides", () => {
  test("return an image unchanged except for the key", async () => {
    for (const guide of ["index", "idempotency"]) {
      const [example = ""] = await examplesOf(guide, "en");
      for (const [, send] of SENDERS) {
        const reply = await send(example.replace("$API_KEY", customer.key), folder);
        expect({ guide, status: reply.status }).toEqual({ guide, status: 200 });
        const { images, usage } = await reply.json();
        expect(usage.credits).toBeGreaterThan(0);
        expect((await fetch(images[0].url)).headers.get("content-type")).toBe("image/png");
      }
    }
  });

  test("of a repeated request are charged once", async () => {
    const [example = ""] = await examplesOf("idempotency", "en");
    const [[, send] = ["", undefined]] = SENDERS;
    const command = example.replace("$API_KEY", customer.key);
    const first = await send?.(command, folder);
    const again = await send?.(command, folder);
    expect(again?.headers.get("idempotent-replayed")).toBe("true");
    expect((await again?.json()).id).toBe((await first?.json()).id);
  });

  test("are the same in every language", async () => {
    for (const guide of guides) {
      const english = await examplesOf(guide, "en");
      for (const language of languages) {
        expect({ guide, language, examples: await examplesOf(guide, language) }).toEqual({
          guide,
          language,
          examples: english,
        });
      }
    }
  });
});

describe("the webhooks guide", () => {
  test("shows the body of each event with the fields of a real delivery", async () => {
    const person = await signUp(app);
    const bodies = (await readCodeBlocks(app, "webhooks")).filter(({ kind }) => kind === "json");
    const events = bodies.map(({ label }) => label);
    const hook = await registerEndpoint(person, receiver.url("/hooks/bodies"), events);
    for (const event of events) await sendTest(person, hook.id, event);
    const received = await receiver.wait("/hooks/bodies", events.length);
    for (const { label, code } of bodies) {
      const delivery = received.find(({ event }) => event === label);
      expect(listPaths(JSON.parse(code))).toEqual(listPaths(JSON.parse(delivery?.body ?? "")));
    }
    expect(events).toHaveLength(10);
  });

  test("shows the headers of a real delivery, and how to verify it", async () => {
    const person = await signUp(app);
    const hook = await registerEndpoint(person, receiver.url("/hooks/images"));
    await sendTest(person, hook.id, "generation.succeeded");
    const [received] = await receiver.wait("/hooks/images", 1);
    const text = await (await app.fetch("/docs/webhooks.md")).text();
    const shown = [...(/```http\n(.*?)\n```/s.exec(text)?.[1]?.matchAll(/^([\w-]+): /gm) ?? [])];
    expect(shown.length).toBe(7);
    for (const [, name = ""] of shown) {
      expect({ name, value: received?.headers[name.toLowerCase()] }).toEqual({
        name,
        value: expect.any(String),
      });
    }
    const signature = received?.headers["x-gptimg-signature"] ?? "";
    const body = Buffer.from(received?.body ?? "");
    expect(isGenuine(body, signature, hook.secret)).toBe(true);
    expect(isGenuine(body, signature, `${hook.secret}x`)).toBe(false);
  });
});

/** Returns the paths of all members of a JSON value, in no particular order. */
function listPaths(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [path];
  const members = Object.entries(value).flatMap(([key, each]) => listPaths(each, `${path}.${key}`));
  return members.toSorted();
}
