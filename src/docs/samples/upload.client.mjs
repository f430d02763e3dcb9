import { openAsBlob } from "node:fs";
import { createPlusClient } from "darkroom-client/plus";

const client = createPlusClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
// Signs the upload, sends the file and returns its key.
const key = await client.uploadImage(await openAsBlob("product.png"));
const accepted = await client.createGeneration({
  type: "edit",
  prompt: "Keep the product unchanged and place it on a clean studio background",
  inputImageKeys: [key],
});
const { outputs } = await client.waitFor(accepted);
console.log(outputs[0].webp);
