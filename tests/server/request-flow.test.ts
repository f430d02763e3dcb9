import { afterAll, beforeAll, expect, test } from "bun:test";
import { join, resolve } from "node:path";
import { type App, type Customer, startApp } from "../support/app.ts";

const ROOT = resolve(import.meta.dir, "../..");
const MAX_FRAMES = 8;

let app: App;
let customer: Customer;
let stackTraceLimit: number;

beforeAll(async () => {
  ({ stackTraceLimit } = Error);
  Error.stackTraceLimit = 100;
  app = await startApp({ worker: false });
  customer = await app.customer();
});

afterAll(async () => {
  Error.stackTraceLimit = stackTraceLimit;
  await app.stop();
});

/** The files of the section about the asynchronous create: those with a frame, and all. */
async function readDocumentedFiles(): Promise<{ frames: string[]; all: string[] }> {
  const text = await Bun.file(join(ROOT, "ARCHITECTURE.md")).text();
  const [, section = ""] =
    /\*\*Asynchronous create\.\*\*(.*?)\*\*Synchronous create\.\*\*/s.exec(text) ?? [];
  const list = (pattern: RegExp) => [...section.matchAll(pattern)].map(([, path = ""]) => path);
  return { frames: list(/^\d\. `(src\/[^`]+)`/gm), all: list(/`(src\/[^`]+\.ts)`/g) };
}

/** The files of src with a frame in any statement of one create. */
async function traceCreate(): Promise<Set<string>> {
  const files = new Set<string>();
  const { db } = app.ctx;
  const query = db.query;
  db.query = (...statement) => {
    const { stack = "" } = new Error("trace");
    for (const [path] of stack.matchAll(/src\/[\w/-]+\.ts/g)) files.add(path);
    return query(...statement);
  };
  try {
    const response = await customer.call("/api/v1/images/generations", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "gpt-image-2", prompt: "a hill", async: true }),
    });
    expect(response.status).toBe(202);
  } finally {
    db.query = query;
  }
  return files;
}

test("at most eight files have a frame while an asynchronous create is accepted", async () => {
  const { frames } = await readDocumentedFiles();
  expect(frames.length).toBeGreaterThan(0);
  expect(frames.length).toBeLessThanOrEqual(MAX_FRAMES);
});

test("the section about the asynchronous create names every file that sends a statement of it", async () => {
  const { all } = await readDocumentedFiles();
  const traced = await traceCreate();
  expect(traced).toContain("src/dialects/hub/routes.ts");
  expect(traced).toContain("src/core/generations/batch-accept.ts");
  expect([...traced].filter((path) => !all.includes(path))).toEqual([]);
});

// The route table and the database of the request are passed as values, not imported.
const PASSED = ["src/dialects/hub/routes.ts", "src/database/request-deadline.ts"];

test("each file with a frame imports the next, or receives it", async () => {
  const { frames } = await readDocumentedFiles();
  for (const [index, next] of frames.slice(1).entries()) {
    if (PASSED.includes(next)) continue;
    const text = await Bun.file(join(ROOT, frames[index] ?? "")).text();
    expect(text).toContain(next.slice(next.lastIndexOf("/")));
  }
});
