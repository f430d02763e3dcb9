const headers = {
  Authorization: `Bearer ${process.env.API_KEY}`,
  "Content-Type": "application/json",
};
const body = JSON.stringify({
  model: "gpt-image-2",
  prompt: "Northern lights over a fjord",
  async: true,
});
const url = "{{baseUrl}}/api/v1/images/generations";
const response = await fetch(url, { method: "POST", headers, body });
let generation = await response.json();
for (let seconds = 1; ["queued", "running"].includes(generation.status); seconds *= 1.5) {
  await new Promise((resolve) => setTimeout(resolve, Math.min(seconds, 10) * 1000));
  generation = await (await fetch(generation.poll_url, { headers })).json();
}
console.log(generation.status, generation.images);
