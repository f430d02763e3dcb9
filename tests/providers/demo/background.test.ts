import { afterAll, beforeAll, expect, test } from "bun:test";
import { type App, type Customer, startApp } from "../../support/app.ts";
import { postJson, readEvents } from "../../support/openai-client.ts";

const CREATE = "/v1/images/generations";

let app: App;
let customer: Customer;

beforeAll(async () => {
  app = await startApp();
  customer = await app.customer({ dialect: "openai" });
});

afterAll(() => app.stop());

const CASES: [fields: object, background: string][] = [
  [{}, "opaque"],
  [{ background: "opaque" }, "opaque"],
  [{ background: "transparent" }, "transparent"],
  [{ output_format: "webp" }, "opaque"],
  [{ output_format: "jpeg" }, "opaque"],
];

test("an image of the demo provider is reported as opaque unless it is transparent", async () => {
  for (const [fields, background] of CASES) {
    const body = { prompt: "a hill", quality: "low", ...fields };
    const made = await (await postJson(customer, CREATE, { body })).json();
    expect({ fields, background: made.background }).toEqual({ fields, background });
  }
});

test("the image of a completed stream is reported as opaque unless it is transparent", async () => {
  const body = { prompt: "a hill", stream: true, partial_images: 1 };
  const events = await readEvents(await postJson(customer, CREATE, { body }), CREATE);
  const backgrounds = events.map((event) => [
    event.type,
    "background" in event && event.background,
  ]);
  expect(backgrounds.at(-1)).toEqual(["image_generation.completed", "opaque"]);
});
