import { CLI } from "../core/audit/actor.ts";
import * as keys from "../core/accounts/keys.ts";
import { command } from "./command.ts";
import {
  argument,
  budget,
  duration,
  id,
  networks,
  oneOf,
  optional,
  orNone,
  scopes,
  text,
  wholeNumber,
} from "./options.ts";
import { withRuntime } from "./runtime.ts";

/** Changes a key. */
export const keyUpdate = command({
  name: "key update",
  changes: true,
  summary: "Change an active key; what is not given stays as it is",
  options: {
    id: argument(id("key list"), "Id of the key, as listed by `key list`"),
    label: optional(orNone(text("LABEL")), "Label of the key"),
    expiresIn: optional(orNone(duration()), "Time from now until the key expires, such as 90d"),
    scopes: optional(scopes, "Scopes of the key, separated by commas"),
    budget: optional(orNone(budget), "Most credits per UTC day, UTC month or lifetime"),
    allowIp: optional(orNone(networks), "Addresses or networks that may use the key"),
    requestsPerHour: optional(orNone(wholeNumber(1_000_000)), "Most requests per hour"),
    running: optional(orNone(wholeNumber(1_000)), "Most generations at the same time"),
    jsonKeepAlive: optional(
      oneOf("yes|no", ["yes", "no"]),
      "Whether responses of the OpenAI-compatible API start before the images are ready",
    ),
  },
  async run(context, { id, ...given }) {
    const key = await withRuntime(context, async (ctx) => {
      const { accountId } = await keys.getKey(ctx, id);
      await keys.updateKey(
        ctx,
        { id, accountId, actor: CLI },
        {
          label: given.label?.value,
          expiresInSeconds: given.expiresIn?.value,
          scopes: given.scopes,
          budget: given.budget?.value,
          allowedAddresses: given.allowIp && (given.allowIp.value ?? []),
          requestsPerHour: given.requestsPerHour?.value,
          runningLimit: given.running?.value,
          jsonKeepAlive: given.jsonKeepAlive && given.jsonKeepAlive === "yes",
        },
      );
      return keys.getOwnKey(ctx, accountId, id);
    });
    const { label, expiresAt } = key;
    const result = {
      ...{ id, label, expires_at: expiresAt?.toISOString() ?? null, scopes: key.scopes },
      budget:
        key.budgetCredits === null
          ? null
          : { credits: key.budgetCredits, period: key.budgetPeriod },
      allowed_addresses: key.allowedAddresses ?? [],
      requests_per_hour: key.requestsPerHour,
      running_limit: key.runningLimit,
      json_keep_alive: key.jsonKeepAlive,
    };
    context.terminal.result(result, [`Changed the key ${id}.`]);
  },
});
