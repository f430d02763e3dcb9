import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { createHubGeneration } from "../support/hub-client.ts";
import { findViolations } from "../support/invariants.ts";
import { runStatement } from "../support/run-statement.ts";
import { startUpstream, type Upstream } from "../support/upstream.ts";

const QUEUED = 12;

let app: App;
let upstream: Upstream;

beforeAll(async () => {
  upstream = await startUpstream();
  const provider = { OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url };
  app = await startApp({ env: { PROVIDER: "openai", ...provider, WORKER_CONCURRENCY: "1" } });
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await upstream.stop();
});

test("a generation whose caller waits starts before those of others that are queued", async () => {
  const [many, one] = await Promise.all([app.customer(), app.customer()]);
  await createHubGeneration(many, app.url, { async: true, prompt: "a hill #up:hold" });
  await upstream.arrived(1);
  for (let n = 0; n < QUEUED; n++) await createHubGeneration(many, app.url, { async: true });
  const reply = createHubGeneration(one, app.url, { prompt: "a lake" });
  const isQueued = () => queued("prompt = 'a lake'");
  await eventually(isQueued, { message: "The generation was not queued" });
  upstream.release();
  const { status, body } = await reply;
  expect(status).toBe(200);
  const earlier = await runStatement(
    app.databaseUrl,
    `select 1 from generations where started_at < (
      select started_at from generations where id = '${body.id}')`,
  );
  // The worker has fetched the jobs of a few others before.
  expect(earlier.length).toBeLessThan(QUEUED / 2);
  await eventually(async () => !(await queued("true")), { message: "The others were not run" });
});

async function queued(condition: string): Promise<boolean> {
  const text = `select 1 from generations where status in ('queued', 'running') and ${condition}`;
  return (await runStatement(app.databaseUrl, text)).length > 0;
}
