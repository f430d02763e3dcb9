import { afterAll, beforeAll, expect, test } from "bun:test";
import { processBatch } from "../../../jobs/process-batch.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { type Batch, readBatch, startBatch } from "../../support/batch-client.ts";
import { type Attack, describeAttacks } from "../../support/attacks.ts";

let app: App;
let customer: Customer;

beforeAll(async () => {
  app = await startApp({ worker: false });
  customer = await app.customer({ dialect: "openai", credits: 0 });
});
afterAll(() => app.stop());

const ENDPOINT = "/v1/images/generations";

/** Uploads an input, creates its batch and makes passes. */
async function process(input: string, passes: number): Promise<Batch> {
  const { id, uuid } = await startBatch(customer, Buffer.from(input, "latin1"));
  for (let pass = 0; pass < passes; pass++) await processBatch(app.ctx, { batchId: uuid });
  return readBatch(customer, id);
}

/** Returns a line whose body has the JSON text of one more field. */
const line = (field: string) =>
  `{"custom_id":"a","method":"POST","url":"${ENDPOINT}","body":{"prompt":"x",${field}}}`;

// Parsed, the first four take up to thirty times their size in memory.
describeAttacks(
  "a line of a batch is read as strictly as a request:",
  (
    [
      ["many objects", line(`"z":[${"{},".repeat(10_000)}0]`), "contains too many values"],
      ["many arrays", line(`"z":[${"[],".repeat(10_000)}0]`), "contains too many values"],
      ["many fields", line(`${'"a":1,'.repeat(10_000)}"b":1`), "contains too many values"],
      ["nested arrays", line(`"z":${"[".repeat(40)}${"]".repeat(40)}`), "is nested too deeply"],
      ["a NUL character", line('"user":"\\u0000"'), "contains a NUL character or a lone surrogate"],
      [
        "a lone surrogate",
        line('"user":"\\ud800"'),
        "contains a NUL character or a lone surrogate",
      ],
      ["a prototype", line('"__proto__":{"n":4}'), "has a field whose name is not allowed"],
      ["no UTF-8", line('"user":"\xff"'), "is not valid UTF-8"],
      ["many blank lines", "\n".repeat(100_001), "exceeds the limit of 100000 lines"],
    ] as const
  ).map(([name, text, reason]): Attack => [
    name,
    async () => {
      const { status, errors } = await process(text, 1);
      expect([status, errors?.data[0]?.message]).toEqual([
        "failed",
        expect.stringContaining(reason),
      ]);
    },
  ]),
);

test("blank lines between the requests of a batch are allowed", async () => {
  const { status } = await process(`\n${line('"n":1')}\r\n \r\n\n`, 1);
  expect(status).toBe("in_progress");
});

// Long texts are read when their request is submitted.
describeAttacks(
  "a line with a long text that is not valid buys nothing:",
  (
    [
      ["a lone surrogate", "\\ud800", "contains a NUL character or a lone surrogate"],
      ["an unknown escape", "\\x", "is not valid JSON"],
      ["no UTF-8", "\xff", "is not valid UTF-8"],
      ["many quotes", '\\"'.repeat(200_001), "contains too many quotes"],
    ] as const
  ).map(([name, text, reason]): Attack => [
    name,
    async () => {
      const long = `${text}${"a".repeat(5_000)}`;
      const batch = await process(line(`"user":"${long}"`), 3);
      if (batch.status === "failed")
        return expect(batch.errors?.data[0]?.message).toContain(reason);
      expect(batch.status).toBe("completed");
      const results = await customer.call(`/v1/files/${batch.error_file_id}/content`);
      const { response } = await results.json();
      expect([response.status_code, response.body.error.message]).toEqual([
        400,
        expect.stringContaining(reason),
      ]);
    },
  ]),
);
