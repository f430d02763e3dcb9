import { eventually } from "./eventually.ts";

/**
 * Sends a request again until the status of its response is not 503, as clients do: on a busy machine a
 * statement may miss its deadline. Returns that response.
 */
export async function untilAvailable<Reply extends { status: number }>(
  send: () => Promise<Reply>,
): Promise<Reply> {
  const sendOnce = async () => {
    const reply = await send();
    return reply.status !== 503 && { reply };
  };
  return (await eventually(sendOnce, { message: "every response was 503" })).reply;
}
