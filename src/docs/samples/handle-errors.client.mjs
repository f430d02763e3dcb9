import { ApiError } from "darkroom-client";
import { createHubClient } from "darkroom-client/hub";

const client = createHubClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
try {
  await client.createImage({ model: "gpt-image-2", prompt: "#refused" });
} catch (error) {
  if (!(error instanceof ApiError)) throw error;
  console.log(error.status, error.code, error.charged, error.requestId);
}
