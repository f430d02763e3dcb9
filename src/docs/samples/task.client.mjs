import { createArtClient } from "darkroom-client/art";

const tasks = createArtClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
const task = await tasks.createImage({
  model: "gpt-image-2",
  prompt: "A premium skincare bottle on wet stone with soft studio lighting",
  size: "1024x1024",
  n: 1,
});
const { data } = await tasks.waitFor(task);
console.log(data[0].url);
