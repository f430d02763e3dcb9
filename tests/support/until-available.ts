import { eventually } from "./eventually.ts";

/**
 * Sends a request again until the answer is not 503, as clients do: on a busy machine a statement may miss
 * its deadline. Returns that answer.
 */
export function untilAvailable(send: () => Promise<Response>): Promise<Response> {
  const sendOnce = async () => {
    const reply = await send();
    return reply.status !== 503 && reply;
  };
  return eventually(sendOnce, { message: "every answer was 503" });
}
