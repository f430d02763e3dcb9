import { createAccountClient } from "darkroom-client/account";

const account = createAccountClient({ baseUrl: "{{baseUrl}}" });
await account.signIn({ email: process.env.EMAIL, password: process.env.PASSWORD });
const { id, secret } = await account.createWebhook({
  url: "https://your-app.com/hooks/images",
  events: ["generation.succeeded", "generation.failed"],
  label: "Production app",
});
console.log(id, secret);
