import { createHubClient } from "darkroom-client/hub";

const images = createHubClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
const { data } = await images.listModels();
console.log(data.map(({ id, credits }) => `${id}: ${credits["1K"]} credits`));
