import { afterAll, expect, test } from "bun:test";
import { AppError } from "../../src/foundation/errors.ts";
import { startSampleApi } from "../support/sample-api.ts";

const declared = startSampleApi({
  checkRequest: () => {
    throw new AppError("invalid_request", "Never accepted.");
  },
});
const undeclared = startSampleApi({
  authenticate: async () => {
    throw new AppError("conflict", "Never accepted.");
  },
});

afterAll(async () => {
  await declared.close();
  await undeclared.close();
});

const readEvents = (lines: string[]) =>
  lines.map((line) => JSON.parse(line)).filter(({ event }) => event === "undeclared_error");

test("an error that the document does not declare for the operation is logged", async () => {
  const response = await fetch(`${undeclared.url}/v1/images/1`);
  expect((await response.json()).error.code).toBe("conflict");
  expect(readEvents(undeclared.lines)).toMatchObject([
    { level: "error", dialect: "sample", operation: "getImage", code: "conflict" },
  ]);
});

test("a declared error and an unknown path are not logged as undeclared", async () => {
  expect((await fetch(`${declared.url}/v1/images/1`)).status).toBe(400);
  expect((await fetch(`${declared.url}/v1/nothing`)).status).toBe(404);
  expect(readEvents(declared.lines)).toEqual([]);
});
