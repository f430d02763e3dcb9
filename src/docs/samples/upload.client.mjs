import { openAsBlob } from "node:fs";
import { createPlusClient } from "darkroom-client/plus";

const images = createPlusClient({ baseUrl: "{{baseUrl}}", apiKey: process.env.API_KEY });
// Signs the upload, sends the file and returns its key.
const key = await images.uploadImage(await openAsBlob("product.png"));
const accepted = await images.createGeneration({
  type: "edit",
  prompt: "Keep the product unchanged and place it on a clean studio background",
  inputImageKeys: [key],
});
const { outputs } = await images.waitFor(accepted);
console.log(outputs[0].webp);
