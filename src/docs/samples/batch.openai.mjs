import OpenAI, { toFile } from "openai";

const openai = new OpenAI({ baseURL: "{{baseUrl}}/v1", apiKey: process.env.API_KEY });
const endpoint = "/v1/images/generations";
const prompts = ["A paper boat on a calm lake at dawn", "A paper plane over a quiet city"];
const lines = prompts.map((prompt, index) => {
  const body = { model: "gpt-image-2", prompt, response_format: "url" };
  return JSON.stringify({ custom_id: `image-${index}`, method: "POST", url: endpoint, body });
});
const file = await toFile(Buffer.from(lines.join("\n")), "requests.jsonl");
const { id: input_file_id } = await openai.files.create({ file, purpose: "batch" });
let batch = await openai.batches.create({ input_file_id, endpoint, completion_window: "24h" });
while (!["completed", "failed", "expired", "cancelled"].includes(batch.status)) {
  await new Promise((resolve) => setTimeout(resolve, 1000));
  batch = await openai.batches.retrieve(batch.id);
}
const results = await openai.files.content(batch.output_file_id);
for (const line of (await results.text()).trim().split("\n")) {
  const { custom_id, response } = JSON.parse(line);
  console.log(custom_id, response.body.data[0].url);
}
