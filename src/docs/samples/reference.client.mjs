import { openAsBlob } from "node:fs";
import { createHubClient } from "darkroom-client/hub";

const client = createHubClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
const generation = await client.createImage({
  model: "gpt-image-2",
  prompt: "Keep the product unchanged and place it on a clean studio background",
  reference_image: [await openAsBlob("product.png")],
});
console.log(generation.images[0].url);
