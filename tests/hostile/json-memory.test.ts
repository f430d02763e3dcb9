import { afterAll, beforeAll, expect } from "bun:test";
import { type App, type Customer, startApp } from "../support/app.ts";
import { type Attack, describeAttacks } from "../support/attacks.ts";
import { type MeasuredServer, startMeasuredServer } from "../support/measured-server.ts";

const MB = 1024 * 1024;
const BODY_BYTES = 40 * MB;

let app: App;
let server: MeasuredServer;
let customer: Customer;

beforeAll(async () => {
  app = await startApp({ worker: false });
  server = await startMeasuredServer(app);
  customer = await app.customer({ dialect: "openai" });
});
afterAll(async () => {
  await server.stop();
  await app.stop();
});

async function edit(body: string): Promise<number> {
  const headers = { authorization: `Bearer ${customer.key}`, "content-type": "application/json" };
  const init = { method: "POST", headers, body };
  return (await fetch(`${server.url}/v1/images/edits`, init)).status;
}

const repeat = (text: string) => text.repeat(Math.floor(BODY_BYTES / text.length));

// Parsed, each of these takes up to thirty times its size.
describeAttacks(
  "a large JSON body of a paying customer takes at most five times its size in memory:",
  (
    [
      ["empty objects", () => `[${repeat("{},")}0]`],
      ["empty arrays", () => `[${repeat("[],")}0]`],
      ["numbers", () => `[${repeat("0,")}0]`],
      ["empty texts", () => `[${repeat('"",')}0]`],
      ["keys", () => `{${repeat('"a":1,')}"b":1}`],
      ["nested arrays", () => repeat("[")],
      ["nested objects", () => repeat('{"a":')],
      ["escaped quotes", () => `{"prompt":"${repeat('\\"')}"}`],
      ["backslashes", () => `{"prompt":"${repeat("\\\\")}"}`],
      ["blanks", () => `{"prompt":"x"${repeat(" ")}}`],
    ] as [string, () => string][]
  ).map(([name, toBody]): Attack => [
    name,
    async () => {
      expect(await edit("{}")).toBe(400);
      await server.restingBytes();
      await server.grownBytes();
      expect(await edit(toBody())).toBe(400);
      expect(await server.grownBytes()).toBeLessThan(5 * BODY_BYTES);
    },
  ]),
);
