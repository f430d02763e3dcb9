import { afterAll, beforeAll, expect, test } from "bun:test";
import { processBatch } from "../../../jobs/process-batch.ts";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { type Attack, describeAttacks } from "../../support/attacks.ts";

let app: App;
let customer: Customer;

beforeAll(async () => {
  app = await startApp({ worker: false });
  customer = await app.customer({ dialect: "openai", credits: 0 });
});
afterAll(() => app.stop());

const ENDPOINT = "/v1/images/generations";

interface Batch {
  id: string;
  status: string;
  input_file_id: string;
  errors?: { data: { message: string; line: number | null }[] };
}

/** Uploads an input, creates its batch and makes the first pass. */
async function validate(input: string): Promise<Batch> {
  const form = new FormData();
  form.append("purpose", "batch");
  form.append("file", new Blob([Buffer.from(input, "latin1")]), "requests.jsonl");
  const file = await customer.call("/v1/files", { method: "POST", body: form });
  const { id: input_file_id } = (await file.json()) as { id: string };
  const body = JSON.stringify({ input_file_id, endpoint: ENDPOINT, completion_window: "24h" });
  const headers = { "content-type": "application/json" };
  const made = await customer.call("/v1/batches", { method: "POST", headers, body });
  const { id } = (await made.json()) as Batch;
  const batchId = id.replace(/^batch_(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  await processBatch(app.ctx, { batchId });
  return (await customer.call(`/v1/batches/${id}`)).json() as Promise<Batch>;
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
      const { status, errors } = await validate(text);
      expect([status, errors?.data[0]?.message]).toEqual([
        "failed",
        expect.stringContaining(reason),
      ]);
    },
  ]),
);

test("blank lines between the requests of a batch are allowed", async () => {
  const { status } = await validate(`\n${line('"n":1')}\r\n \r\n\n`);
  expect(status).toBe("in_progress");
});
