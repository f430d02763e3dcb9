import OpenAI from "openai";

const openai = new OpenAI({ baseURL: "{{baseUrl}}/v1", apiKey: process.env.API_KEY });
const stream = await openai.images.generate({
  model: "gpt-image-2",
  prompt: "A river of white owl feathers through a winter landscape",
  stream: true,
  partial_images: 2,
});
for await (const event of stream) console.log(event.type, event.b64_json.length);
