import { discardSecret, useUnsavedSecret } from "../api/unsaved-secret.ts";
import { CreatedKeyDialog } from "../pages/keys/created-key-dialog.tsx";
import { WebhookSecretDialog } from "../pages/webhooks/webhook-secret-dialog.tsx";

/** The dialog of a secret that is shown once. It is part of no page, so that Back does not close it. */
export function UnsavedSecretDialog() {
  const secret = useUnsavedSecret();
  if (secret === null) return undefined;
  return "key" in secret ? (
    <CreatedKeyDialog created={secret.key} onClose={discardSecret} />
  ) : (
    <WebhookSecretDialog created={secret.webhook} onClose={discardSecret} />
  );
}
