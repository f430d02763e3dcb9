import { createHubClient } from "darkroom-client/hub";

const client = createHubClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
const { status, usage } = await client.cancelGeneration(process.env.GENERATION_ID);
console.log(status, usage.credits);
