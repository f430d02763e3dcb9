const headers = {
  Authorization: `Bearer ${process.env.API_KEY}`,
  "Content-Type": "application/json",
};
const body = JSON.stringify({
  model: "gpt-image-2",
  prompt: "A premium skincare bottle on wet stone with soft studio lighting",
  size: "1024x1024",
  n: 1,
});
const url = "{{baseUrl}}/api/v1/images";
const response = await fetch(`${url}/generations`, { method: "POST", headers, body });
let task = await response.json();
for (let seconds = 1; ["pending", "processing"].includes(task.status); seconds *= 1.5) {
  await new Promise((resolve) => setTimeout(resolve, Math.min(seconds, 10) * 1000));
  task = await (await fetch(`${url}/tasks/${task.id}`, { headers })).json();
}
console.log(task.status, task.data);
