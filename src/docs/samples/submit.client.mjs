import { createPlusClient } from "darkroom-client/plus";

const client = createPlusClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
const accepted = await client.createGeneration({
  prompt: "A lighthouse at dusk, 35mm film, soft side light",
  size: "1536x1024",
  quality: "medium",
});
const { outputs } = await client.waitFor(accepted);
console.log(outputs[0].webp);
