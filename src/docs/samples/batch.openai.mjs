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
for (const { message } of batch.errors?.data ?? []) console.log(message);
// A file is absent if it would have no requests.
for (const id of [batch.output_file_id, batch.error_file_id].filter(Boolean)) {
  const results = await openai.files.content(id);
  for (const line of (await results.text()).trim().split("\n")) {
    const { custom_id, response, error } = JSON.parse(line);
    const failure = error ?? response.body.error;
    console.log(custom_id, failure?.code ?? response.body.data[0].url);
  }
}
