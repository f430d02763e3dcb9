import OpenAI from "openai";

const openai = new OpenAI({ baseURL: "{{baseUrl}}/v1", apiKey: process.env.API_KEY });
const response = await openai.responses.create({
  model: "gpt-image-2",
  input: "A paper boat on a calm lake at dawn",
  tools: [{ type: "image_generation", size: "1536x1024" }],
});
const call = response.output.find(({ type }) => type === "image_generation_call");
console.log(call.size, call.result.length);
