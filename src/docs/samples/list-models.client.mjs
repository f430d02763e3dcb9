import { createHubClient } from "darkroom-client/hub";

const client = createHubClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
const { data } = await client.listModels();
console.log(data.map(({ id, credits }) => `${id}: ${credits["1K"]} credits`));
