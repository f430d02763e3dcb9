import { expect, test } from "bun:test";
import { repeatedCalls, withDeployment } from "../support/outage/deployment.ts";
import { startProcess } from "../support/outage/process.ts";
import type { Condition } from "../support/outage/http-proxy.ts";
import { startBreakableStorage } from "../support/outage/storage.ts";

const DOWN_MS = 60_000;

test.each<Condition>(["refusing", "busy", "hanging"])(
  "a storage that is %s for a minute loses no paid image and no generation is called twice",
  async (condition) => {
    const storage = await startBreakableStorage();
    try {
      await withDeployment({ workers: 2, env: storage.env }, async (deployment) => {
        const { upstream } = deployment;
        const inFlight = 20;
        for (let made = 0; made < inFlight; made++)
          await deployment.create(`in flight ${made} #up:hold`);
        await upstream.arrived(inFlight);
        storage.become(condition);
        upstream.release();
        for (let made = 0; made < 10; made++) await deployment.create(`during ${made}`);
        await Bun.sleep(DOWN_MS);
        const bought = upstream.calls.length;
        storage.become("well");
        const ended = await deployment.allEnded(120_000);
        expect(ended.map(({ status }) => status)).toEqual(Array(30).fill("succeeded"));
        expect(upstream.calls).toHaveLength(30);
        expect(repeatedCalls(deployment)).toEqual([]);
        // One call a worker may leave before its first image is refused.
        expect(bought).toBeLessThanOrEqual(inFlight + 2 * 16);
      });
    } finally {
      await storage.stop();
    }
  },
);

test("a worker that is killed in an outage of the storage leaves its images to the next one", async () => {
  const storage = await startBreakableStorage();
  try {
    await withDeployment({ workers: 0, env: storage.env }, async (deployment) => {
      const { upstream } = deployment;
      const worker = await startProcess(deployment.app, ["worker"], {
        ...{ ...storage.env, PROVIDER: "openai" },
        ...{ OPENAI_API_KEY: "sk-test", OPENAI_BASE_URL: upstream.url },
      });
      for (let made = 0; made < 4; made++) await deployment.create(`in flight ${made} #up:hold`);
      await upstream.arrived(4);
      storage.become("refusing");
      upstream.release();
      await worker.logged("image_store_retried", 20_000);
      await Bun.sleep(2_000);
      worker.kill("SIGKILL");
      storage.become("well");
      await deployment.start("worker");
      const ended = await deployment.allEnded(60_000);
      expect(ended.map(({ status }) => status)).toEqual(Array(4).fill("succeeded"));
      expect(upstream.calls).toHaveLength(4);
    });
  } finally {
    await storage.stop();
  }
});
