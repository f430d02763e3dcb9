import { createGenerationId } from "../../src/core/generations/accept.ts";
import { toAcceptParameters, toItem } from "../../src/core/generations/accept-parameters.ts";
import type { Submission } from "../../src/core/generations/submission.ts";
import type { Customer } from "./app.ts";

/** A request of a customer for one image at 8 credits. */
export function createSubmission(
  { accountId, keyId }: Pick<Customer, "accountId" | "keyId">,
  more: Partial<Submission> = {},
): Submission {
  return {
    id: createGenerationId(),
    caller: { accountId, keyId, runningLimit: undefined },
    dialect: "hub",
    route: "createImage",
    request: {
      model: "gpt-image-2",
      prompt: "a hill",
      n: 1,
      size: "auto",
      aspectRatio: "auto",
      tier: "1K",
      quality: "auto",
      options: { background: "auto", outputFormat: "png", moderation: "auto" },
    },
    inputs: [],
    ...more,
  };
}

/** Returns the parameters that accept these requests in one statement. */
export function toStatementParameters(submissions: Submission[]) {
  return toAcceptParameters(
    submissions.map((submission) => toItem(submission)),
    true,
  );
}
