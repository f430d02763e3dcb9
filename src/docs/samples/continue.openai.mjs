import OpenAI from "openai";

const openai = new OpenAI({ baseURL: "{{baseUrl}}/v1", apiKey: process.env.API_KEY });
const tools = [{ type: "image_generation" }];
const first = await openai.responses.create({
  model: "gpt-image-2",
  input: "A paper boat on a calm lake at dawn",
  tools,
});
let second = await openai.responses.create({
  model: "gpt-image-2",
  input: "Paint the boat red",
  previous_response_id: first.id,
  background: true,
  tools,
});
while (second.status === "queued" || second.status === "in_progress") {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  second = await openai.responses.retrieve(second.id);
}
console.log(second.status, second.output[0].action);
await openai.responses.delete(first.id);
