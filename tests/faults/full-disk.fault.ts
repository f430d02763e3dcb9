import { expect, test } from "bun:test";
import { eventually } from "../support/eventually.ts";
import { type Deployment, repeatedCalls, withDeployment } from "../support/outage/deployment.ts";
import { serveOnSmallDisk, type SmallDisk } from "../support/outage/small-disk.ts";
import { renderBase64 } from "../support/upstream/images.ts";

const APP_SECRET = "a-secret-that-both-processes-have";

test("a full disk loses no paid image, buys none, and answers forms 503", () =>
  withDeployment({ workers: 0, env: { APP_SECRET } }, async (deployment) => {
    const { upstream, postgres } = deployment;
    const disk = await serveOnSmallDisk(160, {
      APP_SECRET,
      DATABASE_URL: postgres.url,
      MIN_FREE_DISK_MB: "8",
      PROVIDER: "openai",
      OPENAI_API_KEY: "sk-test",
      OPENAI_BASE_URL: upstream.url,
    });
    try {
      for (let made = 0; made < 6; made++) await deployment.create(`in flight ${made} #up:hold`);
      await upstream.arrived(6);
      await disk.fill();
      upstream.release();
      for (let made = 0; made < 6; made++) await deployment.create(`during ${made}`);
      await pausedFor(disk, "disk");
      const reply = await createForm(deployment, disk);
      expect([reply.status, reply.headers.has("retry-after")]).toEqual([503, true]);
      // Longer than a claimed generation waits for space.
      await Bun.sleep(25_000);
      expect(upstream.calls).toHaveLength(6);
      await disk.empty();
      const ended = await deployment.allEnded(60_000);
      expect(ended.map(({ status }) => status)).toEqual(Array(12).fill("succeeded"));
      expect(upstream.calls).toHaveLength(12);
      expect(repeatedCalls(deployment)).toEqual([]);
    } catch (error) {
      process.stderr.write(disk.log().slice(-20_000));
      throw error;
    } finally {
      expect(await disk.stop()).toBe(0);
    }
  }));

function pausedFor(disk: SmallDisk, reason: string): Promise<void> {
  const isPaused = async () =>
    (await (await fetch(`${disk.url}/readyz`)).json()).pausedFor.includes(reason);
  return eventually(isPaused, { timeoutMs: 20_000, message: "the worker is not paused" });
}

async function createForm({ customer }: Deployment, disk: SmallDisk): Promise<Response> {
  const base64 = await renderBase64({ width: 64, height: 64, format: "png", index: 0 });
  const form = new FormData();
  form.append("model", "gpt-image-2");
  form.append("prompt", "a hill");
  form.append("reference_image", new Blob([Buffer.from(base64, "base64")]), "reference.png");
  const headers = { authorization: `Bearer ${customer.key}` };
  return fetch(`${disk.url}/api/v1/images/generations`, { method: "POST", headers, body: form });
}
