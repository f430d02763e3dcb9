import { expect, test } from "bun:test";
import { eventually } from "../support/eventually.ts";
import { type Deployment, repeatedCalls, withDeployment } from "../support/outage/deployment.ts";

test("Postgres crashes five times under 20 running generations: each is paid once and delivered", () =>
  withDeployment({ workers: 2 }, async (deployment) => {
    for (let round = 0; round < 5; round++) {
      await createMany(deployment, { count: 20, label: `round ${round}`, delayMs: 5_000 });
      await called(deployment, 20 * (round + 1));
      // Crashes fall into different parts of the calls: some are about to finish.
      await Bun.sleep(1_100 * round);
      await deployment.postgres.crash();
      await Bun.sleep(2_000);
      await deployment.postgres.start();
      await deployment.allEnded(120_000);
    }
    await expectAllDelivered(deployment, 100);
  }));

test("Postgres crashes while generations are claimed: none is left without a job", () =>
  withDeployment({ workers: 2 }, async (deployment) => {
    for (let round = 0; round < 4; round++) {
      const creating = createMany(deployment, { count: 60, label: `round ${round}`, delayMs: 150 });
      await called(deployment, 60 * round + 10 * (round + 1));
      await deployment.postgres.crash();
      await deployment.postgres.start();
      await creating;
      await deployment.allEnded(120_000);
    }
    expect(repeatedCalls(deployment)).toEqual([]);
    expect(await failedOnes(deployment)).toEqual([]);
  }));

test("Postgres is down for 60 s during long calls: no worker is declared dead and no image is lost", () =>
  withDeployment({ workers: 3 }, async (deployment) => {
    await createMany(deployment, { count: 12, label: "long", delayMs: 90_000 });
    await called(deployment, 12);
    await deployment.postgres.crash();
    await Bun.sleep(60_000);
    await deployment.postgres.start();
    await createMany(deployment, { count: 6, label: "after", delayMs: 500 });
    await expectAllDelivered(deployment, 18);
    expectNoneDeclaredDead(deployment);
  }));

test("Postgres is down for 60 s while calls end: their images are delivered afterwards", () =>
  withDeployment({ workers: 2 }, async (deployment) => {
    await createMany(deployment, { count: 20, label: "short", delayMs: 10_000 });
    await called(deployment, 20);
    await deployment.postgres.shutDown();
    await Bun.sleep(60_000);
    await deployment.postgres.start();
    await expectAllDelivered(deployment, 20);
    expectNoneDeclaredDead(deployment);
  }));

test("Postgres freezes for 25 s: no worker is declared dead and no image is lost", () =>
  withDeployment({ workers: 2 }, async (deployment) => {
    await createMany(deployment, { count: 10, label: "within", delayMs: 10_000 });
    await createMany(deployment, { count: 10, label: "beyond", delayMs: 40_000 });
    await called(deployment, 20);
    await deployment.postgres.freeze();
    await Bun.sleep(25_000);
    await deployment.postgres.thaw();
    await expectAllDelivered(deployment, 20);
    expectNoneDeclaredDead(deployment);
  }));

test("Postgres is read-only for 20 s while calls end: their images are delivered afterwards", () =>
  withDeployment({ workers: 2 }, async (deployment) => {
    await createMany(deployment, { count: 20, label: "read-only", delayMs: 6_000 });
    await called(deployment, 20);
    await deployment.postgres.setReadOnly(true);
    await Bun.sleep(20_000);
    await deployment.postgres.setReadOnly(false);
    await expectAllDelivered(deployment, 20);
  }));

/** Creates generations one after another, and repeats one that met an outage. */
async function createMany(
  deployment: Deployment,
  { count, label, delayMs }: { count: number; label: string; delayMs: number },
): Promise<void> {
  for (let index = 0; index < count; index++) {
    const prompt = `${label} ${index} #up:delay:${delayMs}`;
    const message = `${prompt} was not accepted`;
    const isCreated = () => deployment.create(prompt).then(() => true);
    await eventually(isCreated, { timeoutMs: 60_000, message });
  }
}

async function called({ upstream }: Deployment, count: number): Promise<void> {
  const message = `the provider was not called ${count} times`;
  await eventually(() => upstream.calls.length >= count, { timeoutMs: 60_000, message });
}

async function expectAllDelivered(deployment: Deployment, count: number): Promise<void> {
  const ended = await deployment.allEnded(180_000);
  expect(await failedOnes(deployment)).toEqual([]);
  expect(ended).toHaveLength(count);
  expect(repeatedCalls(deployment)).toEqual([]);
  expect(deployment.upstream.calls).toHaveLength(count);
}

/** What was not delivered, with what the attempts say about it. */
function failedOnes({ ask }: Deployment): Promise<Record<string, unknown>[]> {
  return ask(`
    select g.prompt, g.status, g.claim, g.error_message, a.outcome, a.message, a.spend_unknown
    from generations g
      left join provider_attempts a on a.generation_id = g.id
    where g.status <> 'succeeded' or a.spend_unknown`);
}

function expectNoneDeclaredDead({ workers }: Deployment): void {
  for (const worker of workers) expect(worker.linesOf("worker_declared_dead")).toEqual([]);
}
