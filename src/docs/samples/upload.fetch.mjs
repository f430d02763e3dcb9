import { readFile } from "node:fs/promises";

async function post(path, body) {
  const response = await fetch(`{{baseUrl}}${path}`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${process.env.API_KEY}`,
      "Content-Type": "application/json",
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

const file = await readFile("product.png");
const upload = await post("/api/v1/upload", {
  filename: "product.png",
  contentType: "image/png",
  size: file.length,
});
const { headers, url, key } = upload;
const stored = await fetch(url, { method: "PUT", headers, body: file });
if (!stored.ok) throw new Error(await stored.text());
const { generationId } = await post("/api/v1/generate", {
  type: "edit",
  prompt: "Keep the product unchanged and place it on a clean studio background",
  inputImageKeys: [key],
});
console.log(generationId);
