import { createArtClient } from "darkroom-client/art";

const client = createArtClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
const task = await client.createImage({
  model: "gpt-image-2",
  prompt: "A premium skincare bottle on wet stone with soft studio lighting",
  size: "1024x1024",
  n: 1,
});
const { data } = await client.waitFor(task);
console.log(data[0].url);
