import OpenAI from "openai";

const openai = new OpenAI({ baseURL: "{{baseUrl}}/v1", apiKey: process.env.API_KEY });
const result = await openai.images.generate({
  model: "gpt-image-2",
  prompt: "A paper boat on a calm lake at dawn",
  size: "1536x1024",
  response_format: "url",
});
console.log(result.data[0].url);
