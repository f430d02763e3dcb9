import { expect, test } from "bun:test";
import { eventually } from "../support/eventually.ts";
import { type Deployment, withDeployment } from "../support/outage/deployment.ts";

// What a client is promised, and what a busy machine may add.
const LONGEST_MS = 10_000 + 1_000;

interface Answer {
  kind: "read" | "create";
  status: number;
  retryAfter: string | null;
  ms: number;
}

/** Sends a read and a create every 250 ms, for as long as `act` takes, and returns all replies. */
async function askDuring(
  { app, customer }: Deployment,
  act: () => Promise<void>,
): Promise<Answer[]> {
  const ending = new AbortController();
  const asked: Promise<Answer>[] = [];
  const headers = { authorization: `Bearer ${customer.key}`, "content-type": "application/json" };
  const ask = async (kind: Answer["kind"]): Promise<Answer> => {
    const began = performance.now();
    const body = JSON.stringify({ model: "gpt-image-2", prompt: "a lighthouse", async: true });
    const reply =
      kind === "read"
        ? await fetch(`${app.url}/api/v1/credits`, { headers })
        : await fetch(`${app.url}/api/v1/images/generations`, { method: "POST", headers, body });
    await reply.text();
    const ms = performance.now() - began;
    return { kind, status: reply.status, retryAfter: reply.headers.get("retry-after"), ms };
  };
  const asking = (async () => {
    while (!ending.signal.aborted) {
      asked.push(ask("read"), ask("create"));
      await Bun.sleep(250);
    }
  })();
  try {
    await act();
  } finally {
    ending.abort();
    await asking;
  }
  return Promise.all(asked);
}

/** Replies that a client is not promised. A create that was sent may take longer to be certain. */
function broken(answers: Answer[]): Answer[] {
  return answers.filter(({ kind, status, retryAfter, ms }) => {
    if (status === (kind === "read" ? 200 : 202)) return kind === "read" && ms > LONGEST_MS;
    return status !== 503 || Number(retryAfter) < 1 || (kind === "read" && ms > LONGEST_MS);
  });
}

function expectOutage(answers: Answer[]): void {
  expect(broken(answers)).toEqual([]);
  expect(answers.some(({ status }) => status === 503)).toBe(true);
}

test("while Postgres is frozen for 25 s each request is answered 503 in time", () =>
  withDeployment({}, async (deployment) => {
    const { postgres } = deployment;
    await deployment.create("before");
    const answers = await askDuring(deployment, async () => {
      await Bun.sleep(1_000);
      await postgres.freeze();
      await Bun.sleep(25_000);
      await postgres.thaw();
    });
    expectOutage(answers);
    await deployment.create("after");
    await deployment.allEnded(120_000);
  }));

test("while Postgres is stopped for 40 s each request is answered 503 in time", () =>
  withDeployment({}, async (deployment) => {
    const { app, postgres } = deployment;
    await deployment.create("before");
    const answers = await askDuring(deployment, async () => {
      await postgres.shutDown();
      await Bun.sleep(40_000);
      expect((await fetch(`${app.url}/readyz`)).status).toBe(503);
      await postgres.start();
    });
    expectOutage(answers);
    await eventually(async () => (await fetch(`${app.url}/readyz`)).status === 200, {
      timeoutMs: 5_000,
      message: "it is not ready",
    });
    await deployment.create("after");
    await deployment.allEnded(120_000);
  }));

test("while Postgres is read-only for 20 s each request is answered 503 in time", () =>
  withDeployment({}, async (deployment) => {
    const { app, postgres } = deployment;
    await deployment.create("before");
    const answers = await askDuring(deployment, async () => {
      await postgres.setReadOnly(true);
      await Bun.sleep(20_000);
      expect((await fetch(`${app.url}/readyz`)).status).toBe(503);
      await postgres.setReadOnly(false);
    });
    expectOutage(answers);
    await deployment.create("after");
    await deployment.allEnded(120_000);
  }));
