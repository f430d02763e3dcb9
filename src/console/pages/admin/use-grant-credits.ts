import { useRef, useState } from "react";
import { client, type Schemas } from "../../api/client.ts";
import { findFieldIssue, isTemporaryError, readErrorCode } from "../../api/errors.ts";
import { createIdempotencyKey } from "../../api/idempotency-key.ts";
import { useApiMutation } from "../../components/use-api-mutation.ts";

type GrantRequest = Schemas["GrantCreditsRequest"];

/**
 * Grants credits to an account once per opened form: requests without a reference have one of this form, and
 * a request whose response was lost is repeated with the same reference, also if the form was changed. Calls
 * `onGranted` with the grant, or with null if an earlier request had already granted the credits.
 */
export function useGrantCredits(
  accountId: string,
  onGranted: (grant: Schemas["CreditBatch"] | null) => void,
) {
  const [formReference] = useState(() => `console:${createIdempotencyKey()}`);
  const unanswered = useRef<string>(undefined);
  const send = async (body: GrantRequest) => {
    const isRepeated = unanswered.current !== undefined;
    const reference = unanswered.current ?? body.reference ?? formReference;
    unanswered.current = reference;
    const response = await client.POST("/api/admin/accounts/{accountId}/grants", {
      params: { path: { accountId } },
      body: { ...body, reference },
    });
    if (response.error !== undefined && isTemporaryError(response.error)) return response;
    unanswered.current = undefined;
    return isRepeated && isKnownReference(response.error) ? { data: null } : response;
  };
  return useApiMutation<GrantRequest, Schemas["CreditBatch"] | null>(
    send,
    onGranted,
    isKnownReference,
  );
}

/** Returns whether a grant was rejected because its reference was used before. */
export function isKnownReference(error: unknown): boolean {
  return readErrorCode(error) === "conflict" && findFieldIssue(error, "reference") !== undefined;
}
