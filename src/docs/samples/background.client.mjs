import { createHubClient } from "darkroom-client/hub";

const client = createHubClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
const accepted = await client.createImage({
  model: "gpt-image-2",
  prompt: "Northern lights over a fjord",
  async: true,
});
const generation = await client.waitFor(accepted, {
  onProgress: ({ status }) => console.log(status),
});
console.log(generation.images[0].url);
