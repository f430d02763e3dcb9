import { createHubClient } from "darkroom-client/hub";

const images = createHubClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
const request = { model: "gpt-image-2", prompt: "A lighthouse at dusk" };
const first = await images.createImage(request, { idempotencyKey: "order-4711" });
const second = await images.createImage(request, { idempotencyKey: "order-4711" });
console.log(first.id === second.id);
