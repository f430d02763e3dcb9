import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type App, startApp } from "../support/app.ts";
import { createDatabase, type Database } from "../support/database.ts";
import { eventually } from "../support/eventually.ts";
import { runStatement } from "../support/run-statement.ts";
import { startTraceReceiver, type TraceReceiver } from "../support/trace-receiver.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

const TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
const CLIENT_SPAN = "00f067aa0ba902b7";
const traceparent = `00-${TRACE_ID}-${CLIENT_SPAN}-01`;
const CREATE = "/api/v1/images/generations";

let upstream: Upstream;
let receiver: TraceReceiver;
let database: Database;
/** Accepts generations. */
let api: App;
/** Runs them in another process. */
let worker: App;

beforeAll(async () => {
  upstream = await startUpstream();
  receiver = startTraceReceiver();
  database = await createDatabase();
  const env = {
    ...{ PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
  };
  api = await startApp({
    env,
    database: { ...database, drop: async () => undefined },
    worker: false,
  });
  worker = await startApp({ env, database });
});

afterAll(async () => {
  await api.stop();
  await worker.stop();
  await receiver.stop();
  await upstream.stop();
});

async function create(app: App, prompt: string): Promise<Response> {
  const customer = await app.customer();
  return customer.call(CREATE, {
    method: "POST",
    headers: { "content-type": "application/json", traceparent },
    body: JSON.stringify({ model: "gpt-image-2", prompt }),
  });
}

function findSpan(name: string, traceId: string) {
  return eventually(
    () => receiver.spans.find((span) => span.name === name && span.traceId === traceId),
    { message: `no span ${name} has arrived` },
  );
}

describe("with OTEL_EXPORTER_OTLP_ENDPOINT,", () => {
  test("a trace leads from the client over the request and the job to the provider", async () => {
    const reply = await create(api, "A traced boat");
    expect(reply.status).toBe(200);
    const request = await findSpan("POST", TRACE_ID);
    expect(request).toMatchObject({ parentSpanId: CLIENT_SPAN, kind: 2 });
    expect(request.attributes).toMatchObject({
      "url.path": CREATE,
      "http.response.status_code": 200,
      "darkroom.operation": "createImage",
    });
    const run = await findSpan("run generation", TRACE_ID);
    expect(run).toMatchObject({ parentSpanId: request.spanId, kind: 5 });
    expect(run.attributes["darkroom.generation.status"]).toBe("succeeded");
    const call = await findSpan("generate_content gpt-image-2", TRACE_ID);
    expect(call).toMatchObject({ parentSpanId: run.spanId, kind: 3 });
    expect(call.attributes).toMatchObject({
      "gen_ai.operation.name": "generate_content",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-image-2",
      "gen_ai.output.type": "image",
    });
    expect(Number(call.attributes["gen_ai.usage.output_tokens"])).toBeGreaterThan(0);
    const sent = upstream.calls.find(({ fields }) => fields.prompt === "A traced boat");
    expect(sent?.headers["traceparent"]).toBe(`00-${TRACE_ID}-${call.spanId}-01`);
  });

  test("a failed call of a provider is an error of its span", async () => {
    await create(api, "A boat #up:moderation");
    const failed = await eventually(
      () => receiver.spans.find((span) => span.attributes["error.type"] === "blocked"),
      { message: "no span with the error has arrived" },
    );
    expect(failed).toMatchObject({ name: "generate_content gpt-image-2", status: 2 });
  });

  test("a client without a trace begins one", async () => {
    const customer = await api.customer();
    await customer.call("/api/v1/credits", { headers: { traceparent: "00-0-0-01" } });
    const started = await eventually(
      () => receiver.spans.find((span) => span.attributes["darkroom.operation"] === "getCredits"),
      { message: "no span of the request has arrived" },
    );
    expect(started.parentSpanId ?? "").toBe("");
  });
});

describe("a service whose collector", () => {
  test("is down works, and logs it", async () => {
    const app = await startApp({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" } });
    try {
      expect((await create(app, "A boat")).status).toBe(200);
      expect(await app.logged("trace_export_failed")).toContain('"level":"warn"');
      expect((await create(app, "Another boat")).status).toBe(200);
    } finally {
      await app.stop();
    }
  });

  test("does not respond works and stops", async () => {
    const silent = Bun.serve({ port: 0, fetch: () => new Promise<Response>(() => undefined) });
    const endpoint = `http://127.0.0.1:${silent.port}`;
    const app = await startApp({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint } });
    try {
      expect((await create(app, "A boat")).status).toBe(200);
    } finally {
      await app.stop();
      await silent.stop(true);
    }
  });
});

test("without OTEL_EXPORTER_OTLP_ENDPOINT nothing is stored of a trace", async () => {
  const app = await startApp();
  try {
    expect(app.ctx.tracing).toBeUndefined();
    expect((await create(app, "A boat")).status).toBe(200);
    const text = "select options ->> 'traceparent' as traceparent from generations";
    expect(await runStatement(app.databaseUrl, text)).toEqual([{ traceparent: null }]);
  } finally {
    await app.stop();
  }
});
