import { verifyWebhook } from "darkroom-client/webhooks";

const secret = process.env.WEBHOOK_SECRET;

export async function POST(request) {
  const body = await request.text();
  // Throws a WebhookError if the signature is wrong or the delivery is older than five minutes.
  const { event, data } = await verifyWebhook({ body, headers: request.headers, secret });
  if (event === "generation.succeeded") console.log(data.generationId, data.outputs);
  return new Response("ok");
}
