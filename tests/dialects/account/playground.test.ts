import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { type RunningWorker, startWorker } from "../../../jobs/worker.ts";
import { type App, startApp } from "../../support/app.ts";
import { findViolations } from "../../support/invariants.ts";
import { type AccountClient, readBody } from "../../support/account-client.ts";
import {
  requestJson,
  createInPlayground,
  finishInPlayground,
  signUpWithCredits,
  type Schemas,
} from "../../support/playground.ts";
import { type Receiver, startReceiver } from "../../support/webhook-receiver.ts";
import { renderBase64 } from "../../support/upstream/images.ts";
import { registerEndpoint } from "../../support/webhooks.ts";
import { eventually } from "../../support/eventually.ts";

type Detail = Schemas["GenerationDetail"];

let app: App;
let person: AccountClient;
let receiver: Receiver;

beforeAll(async () => {
  receiver = startReceiver();
  app = await startApp({ env: { OUTBOUND_ALLOW: receiver.host } });
  person = await signUpWithCredits(app);
});

afterAll(async () => {
  expect(await findViolations(app.databaseUrl)).toEqual([]);
  await app.stop();
  await receiver.stop();
});

describe("a quote", () => {
  const wanted: object[] = [
    {},
    { n: 2 },
    { quality: "2K" },
    { quality: "4K", aspect_ratio: "16:9" },
    { size: "1536x1024", quality: "high" },
    { size: "3840x2160", n: 3 },
  ];
  for (const fields of wanted) {
    test(`equals the held credits for ${JSON.stringify(fields)}`, async () => {
      const json = { model: "gpt-image-2", ...fields };
      const quote = await requestJson<Schemas["Quote"]>(person, "/api/account/quote", { json });
      const made = await createInPlayground(person, {
        size: undefined,
        prompt: "#slow:2",
        ...fields,
      });
      expect(made.receipt.held).toBe(quote.credits);
      expect(made.receipt.unit_credits).toBe(quote.unit_credits);
      const { size, aspect_ratio, tier, quality } = quote;
      expect(made).toMatchObject({ size, aspect_ratio, tier, quality });
      await person.call(`/api/account/generations/${made.id}/cancel`, { method: "POST" });
    });
  }

  test("equals the charge of a key of that dialect", async () => {
    const price = async (fields: object) => {
      const json = { model: "gpt-image-2", ...fields };
      return (await requestJson<Schemas["Quote"]>(person, "/api/account/quote", { json })).credits;
    };
    expect(await price({ dialect: "plus" })).toBe(4);
    expect(await price({ dialect: "plus", quality: "high", n: 2 })).toBe(16);
    expect(await price({ dialect: "art", size: "1920x1088" })).toBe(10);
    expect(await price({ dialect: "openai", size: "2048x2048" })).toBe(10);
  });

  test("is rejected for a request that the generation would reject", async () => {
    const refused: [object, string][] = [
      [{ size: "1000x1000" }, "size"],
      [{ model: "no-model" }, "model"],
      [{ size: "1024x1024", aspect_ratio: "16:9" }, "aspect_ratio"],
      [{ dialect: "plus", size: "2048x2048" }, "size"],
      [{ dialect: "art", quality: "4K" }, "quality"],
      [{ dialect: "openai", aspect_ratio: "1:1" }, "aspect_ratio"],
    ];
    for (const [fields, field] of refused) {
      const json = { model: "gpt-image-2", ...fields };
      const reply = await person.call("/api/account/quote", { json });
      expect(reply.status).toBe(400);
      expect((await readBody(reply)).error?.issues?.[0]?.path).toEqual([field]);
    }
  });

  test("states whether the credits suffice", async () => {
    const poor = await signUpWithCredits(app, 15);
    const quote = (n: number) =>
      requestJson<Schemas["Quote"]>(poor, "/api/account/quote", {
        json: { model: "gpt-image-2", n },
      });
    expect(await quote(1)).toMatchObject({ credits: 8, available: 15, enough: true });
    expect(await quote(2)).toMatchObject({ credits: 16, available: 15, enough: false });
    const json = { model: "gpt-image-2", prompt: "a hill", n: 2 };
    const reply = await poor.call("/api/account/generations", { json });
    expect(reply.status).toBe(402);
    expect((await readBody(reply)).error?.code).toBe("insufficient_credits");
  });
});

describe("a generation of the playground", () => {
  test("is generated and charged like any other, with its timeline and receipt", async () => {
    const made = await finishInPlayground(app, person, { n: 2, user: "ada" });
    expect(made).toMatchObject({ status: "succeeded", dialect: "hub", key_id: null, user: "ada" });
    expect(made.images).toHaveLength(2);
    expect(made.credits).toBe(16);
    expect(made.receipt).toMatchObject({ held: 16, captured: 16, released: 0 });
    expect(made.receipt.parts.map(({ captured }) => captured)).toEqual([16]);
    const steps = made.timeline.map(({ step }) => step);
    expect(steps).toEqual(["accepted", "started", "sent", "stored", "stored", "succeeded"]);
    expect((await app.fetch(new URL(made.images[0]?.url ?? "").pathname)).status).toBe(200);
  });

  test("shows a failure without a charge, and the webhook delivery", async () => {
    const teller = await signUpWithCredits(app);
    const url = receiver.url("/heard");
    await registerEndpoint(teller, url, ["generation.failed"]);
    const { id } = await finishInPlayground(app, teller, { prompt: "#fail" });
    const [first] = await receiver.wait("/heard", 1);
    expect(first?.event).toBe("generation.failed");
    const detail = () => requestJson<Detail>(teller, `/api/account/generations/${id}`);
    // The receiver's reply is recorded shortly after it is sent.
    const made = await eventually(
      async () => {
        const current = await detail();
        return current.timeline.some(({ step }) => step === "webhook_delivered") && current;
      },
      { message: "The delivery was not recorded" },
    );
    expect(made).toMatchObject({ status: "failed", credits: 0, images: [] });
    expect(made.error?.code).toBe("generation_failed");
    expect(made.receipt).toMatchObject({ captured: 0, released: 8 });
    expect(made.timeline.at(-1)).toMatchObject({ step: "webhook_delivered", detail: url });
  });

  test("accepts reference images, which only their owner can read", async () => {
    const drawing = { width: 512, height: 512, format: "png", index: 3 } as const;
    const image = Buffer.from(await renderBase64(drawing), "base64");
    const body = new FormData();
    body.append("model", "gpt-image-2");
    body.append("prompt", "like this");
    body.append("reference_image", new Blob([image], { type: "image/png" }), "a.png");
    const { cookie } = person;
    const reply = await app.fetch("/api/account/generations", {
      method: "POST",
      headers: { cookie },
      body,
    });
    expect(reply.status).toBe(202);
    const made = (await reply.json()) as Detail;
    expect(made.inputs).toMatchObject([{ position: 0, content_type: "image/png", width: 512 }]);
    const path = `/api/account/generations/${made.id}/inputs/0`;
    const own = await person.call(path);
    expect(own.headers.get("content-type")).toBe("image/png");
    expect(Buffer.from(await own.arrayBuffer()).equals(image)).toBe(true);
    expect((await (await signUpWithCredits(app)).call(path)).status).toBe(404);
    expect((await person.call(path.replace(/0$/, "1"))).status).toBe(404);
  });

  test("has a placeholder soon after it has finished", async () => {
    const { id } = await finishInPlayground(app, person);
    const { images } = await placed(id);
    expect(images.map(({ placeholder }) => placeholder)).toEqual([
      expect.stringMatching(/^data:image\/png;base64,/),
    ]);
  });

  test("gets a missing placeholder with its first thumbnail", async () => {
    const { id } = await finishInPlayground(app, person, { size: "2048x1152" });
    const [image] = (await placed(id)).images;
    const remove = "update images set placeholder = null where generation_id = $1";
    await app.ctx.db.query(remove, [id]);
    const reply = await person.call(`/api/account/images/${image?.id}/thumbnail`);
    expect(reply.status).toBe(200);
    const { images } = await requestJson<Detail>(person, `/api/account/generations/${id}`);
    expect(images.map(({ placeholder }) => placeholder)).toEqual([
      expect.stringMatching(/^data:image\/png;base64,/),
    ]);
  });

  test("has thumbnails for its owner only, until it is deleted", async () => {
    const made = await finishInPlayground(app, person, { size: "2048x1152" });
    const [image] = made.images;
    const path = `/api/account/images/${image?.id}/thumbnail`;
    // The second comes out of what the server keeps.
    for (let time = 0; time < 2; time++) {
      const reply = await person.call(path);
      expect(reply.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
      const small = new Bun.Image(await reply.arrayBuffer());
      expect(await small.metadata()).toMatchObject({ format: "webp", width: 640, height: 360 });
    }
    expect((await (await signUpWithCredits(app)).call(path)).status).toBe(404);
    expect((await person.call("/api/account/images/another/thumbnail")).status).toBe(404);
    await person.call(`/api/account/generations/${made.id}`, { method: "DELETE" });
    expect((await person.call(path)).status).toBe(404);
  });

  test("can be downloaded as a file by its owner only", async () => {
    const { id, images } = await finishInPlayground(app, person);
    const [image] = images;
    const path = `/api/account/images/${image?.id}/download`;
    const reply = await person.call(path);
    expect(reply.headers.get("content-type")).toBe("image/png");
    expect(reply.headers.get("content-disposition")).toBe(
      `attachment; filename="darkroom-${image?.id}-1.png"`,
    );
    expect((await reply.bytes()).length).toBe(image?.size_bytes ?? 0);
    expect((await (await signUpWithCredits(app)).call(path)).status).toBe(404);
    await person.call(`/api/account/generations/${id}`, { method: "DELETE" });
    expect((await person.call(path)).status).toBe(404);
  });

  test("is charged once however often its Idempotency-Key is sent", async () => {
    const headers = { "idempotency-key": crypto.randomUUID() };
    const json = { model: "gpt-image-2", prompt: "a hill" };
    const send = (fields: object) =>
      person.call("/api/account/generations", { headers, json: { ...json, ...fields } });
    const first = (await (await send({})).json()) as Detail;
    const again = await send({});
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(((await again.json()) as Detail).id).toBe(first.id);
    const other = await send({ n: 2 });
    expect(other.status).toBe(422);
    expect((await readBody(other)).error?.code).toBe("idempotency_key_reused");
  });

  test("is queued while ten others run", async () => {
    const busy = await signUpWithCredits(app);
    const json = { model: "gpt-image-2", prompt: "#slow:30" };
    const send = () => busy.call("/api/account/generations", { json });
    const replies = await Promise.all(Array.from({ length: 12 }, send));
    const statuses = replies.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([...Array<number>(10).fill(202), 429, 429]);
    for (const reply of replies.filter(({ status }) => status === 202)) {
      const { id } = (await reply.json()) as Detail;
      await busy.call(`/api/account/generations/${id}/cancel`, { method: "POST" });
    }
  });
});

describe("a client that watches a generation", () => {
  test("receives the current state at once, each change, the final state, and nothing more", async () => {
    const idle = await startApp({ worker: false });
    const owner = await signUpWithCredits(idle);
    const { id } = await createInPlayground(owner);
    const reply = await owner.call(`/api/account/generations/${id}/events`);
    expect(reply.headers.get("content-type")).toBe("text/event-stream");
    let worker: RunningWorker | undefined;
    let text = "";
    for await (const chunk of reply.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (text.includes("event: generation"))
        worker ??= await startWorker(idle.ctx, idle.databaseUrl);
    }
    const seen = readChanges(text);
    const statuses = seen.map(({ status }) => status);
    expect(statuses[0]).toBe("queued");
    expect(statuses.at(-1)).toBe("succeeded");
    expect(statuses.filter((status) => status === "succeeded")).toHaveLength(1);
    // The placeholder is created concurrently.
    expect(seen.slice(-1).map(bare)).toEqual([bare(await placed(id, owner))]);
    await worker?.stop();
    await idle.stop();
  });

  test("receives a finished generation once", async () => {
    const { id } = await finishInPlayground(app, person);
    const text = await (await person.call(`/api/account/generations/${id}/events`)).text();
    expect(text.match(/^event: generation$/gm)).toHaveLength(1);
  });
});

/** Returns the generation in each event of a stream. */
function readChanges(text: string): Detail[] {
  const events = text.split("\n\n").filter((event) => event.startsWith("event"));
  return events.map((event) => {
    const [name, data = ""] = event.split("\n");
    expect(name).toBe("event: generation");
    return JSON.parse(data.slice("data: ".length)) as Detail;
  });
}

/** Returns a generation once its images have placeholders, which are created after it finishes. */
function placed(id: string, owner = person): Promise<Detail> {
  return eventually(
    async () => {
      const made = await requestJson<Detail>(owner, `/api/account/generations/${id}`);
      return made.images.every(({ placeholder }) => placeholder !== null) && made;
    },
    { message: `The images of ${id} have no placeholders` },
  );
}

function bare({ images, ...rest }: Detail) {
  return { ...rest, images: images.map(({ placeholder: _, ...image }) => image) };
}
