import { validateResponse } from "./contract-validator.ts";
import { sendRaw, toResponse } from "./raw-request.ts";
import type { Scenario } from "./scenario.ts";

/** Announces a JSON body of 100 MB, which is more than the limit of every operation, and sends none. */
export async function announce(
  { app, customer }: Pick<Scenario, "app" | "customer">,
  path: string,
): Promise<Response> {
  const lines = [
    `POST ${path} HTTP/1.1`,
    ...["Host: darkroom", `Authorization: Bearer ${customer.key}`],
    ...["Content-Type: application/json", "Content-Length: 100000000"],
  ];
  const raw = await sendRaw(Number(new URL(app.url).port), `${lines.join("\r\n")}\r\n\r\n`);
  const reply = toResponse(raw);
  await validateResponse(new Request(new URL(path, app.url), { method: "POST" }), reply);
  return reply;
}
