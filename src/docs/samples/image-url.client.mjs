import { createArtClient } from "darkroom-client/art";

const client = createArtClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
const task = await client.createImage({
  model: "gpt-image-2",
  prompt: "Keep the product unchanged and place it on a clean studio background",
  image_urls: ["https://example.com/product.png"],
  size: "1024x1024",
});
const { data } = await client.waitFor(task);
console.log(data[0].url);
