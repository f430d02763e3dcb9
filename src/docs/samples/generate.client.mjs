import { createHubClient } from "darkroom-client/hub";

const client = createHubClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
const generation = await client.createImage({
  model: "gpt-image-2",
  prompt: "A paper boat on a calm lake at dawn",
  aspect_ratio: "16:9",
  quality: "1K",
});
console.log(generation.images[0].url, generation.usage.credits);
