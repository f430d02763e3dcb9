import { afterAll, beforeAll, expect } from "bun:test";
import { type App, type Customer, startApp } from "../support/app.ts";
import { type Attack, describeAttacks } from "../support/attacks.ts";
import { readBatch, startBatch } from "../support/batch-client.ts";
import { type MeasuredServer, startMeasuredServer } from "../support/measured-server.ts";

const MB = 1024 * 1024;
const LINE_BYTES = 15 * MB;
const PASSES = 3;

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

const fill = (text: string) => text.repeat(LINE_BYTES / Buffer.byteLength(text));
const image = () => `"image":"data:image/png;base64,${fill("AAAA")}"`;

/** Makes passes over a batch of these lines. Returns by how much each has let the process grow. */
async function measure(fields: string[]): Promise<number[]> {
  const { id, uuid } = await startBatch(customer, fields.map(toLine).join("\n"));
  await server.restingBytes();
  await server.grownBytes();
  const grown: number[] = [];
  for (let pass = 0; pass < PASSES; pass++) {
    await server.processBatches([uuid]);
    grown.push(await server.grownBytes());
  }
  expect((await readBatch(customer, id)).status).not.toBe("validating");
  return grown;
}

function toLine(field: string, index: number): string {
  const head = `"custom_id":"${index}","method":"POST","url":"/v1/images/generations"`;
  return `{${head},"body":{"model":"gpt-image-2","prompt":"x",${field}}}`;
}

describeAttacks(
  "a large line of a batch takes at most four times its size in memory, and six when it is submitted:",
  (
    [
      ["a data URL", image],
      ["text", () => `"user":"${fill("a")}"`],
      ["text of two bytes", () => `"user":"${fill("é")}"`],
      ["escaped text", () => `"user":"${fill(String.raw`\/`)}"`],
      ["a long name", () => `"${fill("a")}":1`],
    ] as [string, () => string][]
  ).map(([name, toField]): Attack => [
    name,
    async () => {
      const [validated = Infinity, ...submitted] = await measure([toField()]);
      expect(validated).toBeLessThan(4 * LINE_BYTES);
      expect(Math.max(...submitted)).toBeLessThan(6 * LINE_BYTES);
    },
  ]),
);

describeAttacks("many large lines of a batch take no more memory than few:", [
  [
    "ten data URLs",
    async () => {
      const grown = await measure(Array.from({ length: 10 }, image));
      expect(Math.max(...grown)).toBeLessThan(10 * LINE_BYTES);
    },
  ],
]);
