import OpenAI from "openai";

const openai = new OpenAI({ baseURL: "{{baseUrl}}/v1", apiKey: process.env.API_KEY });
const result = await openai.images.generate(
  { model: "gpt-image-2", prompt: "A lighthouse at dusk", response_format: "url" },
  { headers: { "Idempotency-Key": "order-4712" } },
);
console.log(result.data[0].url);
