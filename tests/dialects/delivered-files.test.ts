import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, startApp } from "../support/app.ts";
import { waitForGeneration } from "../support/wait-for-generation.ts";
import { type AccountClient, signUp } from "../support/account-client.ts";
import { type Receiver, startReceiver } from "../support/webhook-receiver.ts";
import { registerEndpoint } from "../support/webhooks.ts";

let receiver: Receiver;
let app: App;
let person: AccountClient;

beforeAll(async () => {
  receiver = startReceiver();
  app = await startApp({ env: { OUTBOUND_ALLOW: receiver.host } });
  person = await signUp(app);
  const { accountId } = person;
  await app.ctx.db.query("update accounts set plan_id = 'pro' where id = $1", [accountId]);
  await app.ctx.db.query(
    "select grant_credits($1, gen_random_uuid(), 500, 'purchase', null, 'outputs')",
    [accountId],
  );
});

afterAll(async () => {
  await app.stop();
  await receiver.stop();
});

async function createKey(dialect: string): Promise<string> {
  const made = await person.call("/api/account/keys", { json: { dialect } });
  return ((await made.json()) as { key: string }).key;
}

function call(key: string, path: string, body?: object): Promise<Response> {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  if (body === undefined) return app.fetch(path, { headers });
  return app.fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
}

const HUB = { model: "gpt-image-2", async: true };
const CASES: [name: string, dialect: string, request: [path: string, body: object], string[]][] = [
  ["hub as PNG", "hub", ["/api/v1/images/generations", HUB], ["png"]],
  [
    "hub as JPEG",
    "hub",
    ["/api/v1/images/generations", { ...HUB, output_format: "jpeg" }],
    ["jpeg"],
  ],
  [
    "hub as WebP",
    "hub",
    ["/api/v1/images/generations", { ...HUB, output_format: "webp" }],
    ["webp"],
  ],
  ["art as JPEG", "art", ["/api/v1/images/generations", { output_format: "jpeg" }], ["jpeg"]],
  ["plus", "plus", ["/api/v1/generate", {}], ["png", "webp"]],
];

test.each(CASES)(
  "the outputs of %s have their declared format in the plus API and in webhook events",
  async (...row) => {
    const [name, dialect, [path, body], formats] = row;
    const webhookPath = `/${name.replaceAll(" ", "-")}`;
    await registerEndpoint(person, receiver.url(webhookPath), ["generation.succeeded"]);
    const made = await call(await createKey(dialect), path, { ...body, prompt: "a hill" });
    const { id, generationId = id } = await made.json();
    await waitForGeneration(app, person, generationId);
    const plus = await createKey("plus");
    const { outputs } = await (await call(plus, `/api/v1/generations/${generationId}`)).json();
    expect(outputs).toHaveLength(1);
    const { width, height, ...urls } = outputs[0];
    expect([width > 0, height > 0]).toEqual([true, true]);
    expect(Object.keys(urls)).toEqual(formats);
    for (const [format, url] of Object.entries<string>(urls)) {
      const file = await fetch(url);
      expect(file.headers.get("content-type")).toBe(`image/${format}`);
      expect(formatOf(await file.bytes())).toBe(format);
    }
    const received = await receiver.wait(webhookPath, 1);
    expect(JSON.parse(received[0]?.body ?? "").data.outputs).toEqual(outputs);
  },
);

/** Returns the format according to the first bytes of a file. */
function formatOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (head.startsWith("\x89PNG")) return "png";
  return head.startsWith("\xff\xd8\xff") ? "jpeg" : head.slice(8).toLowerCase();
}
