import OpenAI from "openai";

const openai = new OpenAI({ baseURL: "{{baseUrl}}/v1", apiKey: process.env.API_KEY });
for await (const model of openai.models.list()) console.log(model.id);
