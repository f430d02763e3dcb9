import { createHubClient } from "darkroom-client/hub";

const images = createHubClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
const { status, usage } = await images.cancelGeneration(process.env.GENERATION_ID);
console.log(status, usage.credits);
