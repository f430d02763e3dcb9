import { createHubClient } from "darkroom-client/hub";

const images = createHubClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
const { credits, held } = await images.getCredits();
console.log(credits, held);
