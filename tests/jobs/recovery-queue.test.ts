import { expect, test } from "bun:test";
import { startApp } from "../support/app.ts";
import { findViolations } from "../support/invariants.ts";
import { getFinishedGeneration, createHubGeneration } from "../support/hub-client.ts";
import { hideDatabase } from "../support/scenario.ts";
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
    expect(await createHubGeneration(customer, app.url, {})).toMatchObject({ status: 200 });
    expect(await findViolations(app.databaseUrl)).toEqual([]);
  } finally {
    await app.stop();
    await upstream.stop();
  }
});
