import { createHubClient } from "darkroom-client/hub";

const client = createHubClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
const request = { model: "gpt-image-2", prompt: "A lighthouse at dusk" };
const first = await client.createImage(request, { idempotencyKey: "order-4711" });
const second = await client.createImage(request, { idempotencyKey: "order-4711" });
console.log(first.id === second.id);
