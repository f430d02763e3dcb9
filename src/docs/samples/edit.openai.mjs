import { createReadStream } from "node:fs";
import OpenAI from "openai";

const openai = new OpenAI({ baseURL: "{{baseUrl}}/v1", apiKey: process.env.API_KEY });
const result = await openai.images.edit({
  model: "gpt-image-2",
  prompt: "Keep the product unchanged and place it on a clean studio background",
  image: createReadStream("product.png"),
});
console.log(result.data[0].b64_json.length);
