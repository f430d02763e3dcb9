import { createHubClient } from "darkroom-client/hub";

const client = createHubClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
const { credits, held } = await client.getCredits();
console.log(credits, held);
