import { createAccountClient } from "darkroom-client/account";

const client = createAccountClient({ baseUrl: "{{baseUrl}}" });
await client.signIn({ email: process.env.EMAIL, password: process.env.PASSWORD });
const { id, secret } = await client.createWebhook({
  url: "https://your-app.com/hooks/images",
  events: ["generation.succeeded", "generation.failed"],
  label: "Production app",
});
console.log(id, secret);
