import { expect, test } from "bun:test";
import { startApp } from "../support/app.ts";
import { findViolations } from "../support/invariants.ts";
import { getFinishedGeneration, createHubGeneration } from "../support/hub-client.ts";
import { hideDatabase } from "../support/scenario.ts";
import { eventually } from "../support/eventually.ts";
import { startUpstream } from "../support/upstream.ts";

test("a worker resumes a running generation after a database outage", async () => {
  const upstream = await startUpstream();
  const app = await startApp({
    env: { PROVIDER: "openai", OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
  });
  try {
    const customer = await app.customer({ credits: 100 });
    upstream.respondWith("hold");
    const { body } = await createHubGeneration(customer, app.url, { async: true });
    await upstream.arrived(1);
    const restore = await hideDatabase(app);
    upstream.release();
    await app.logged("heartbeat_failed");
    await restore();
    expect(await getFinishedGeneration(app, customer, body.id ?? "")).toMatchObject({
      status: "succeeded",
    });
    expect(upstream.calls).toHaveLength(1);
    // As clients do: a connection that is not open again yet is answered with 503.
    const createAgain = async () => {
      const { status } = await createHubGeneration(customer, app.url, {});
      return status !== 503 && status;
    };
    expect(await eventually(createAgain, { message: "every answer was 503" })).toBe(200);
    expect(await findViolations(app.databaseUrl)).toEqual([]);
  } finally {
    await app.stop();
    await upstream.stop();
  }
});
