import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { toastSuccess } from "../../components/toast.tsx";
import { toKeyName } from "../../components/key-name.ts";

/** A dialog that revokes a key. */
export function RevokeKeyDialog({
  apiKey,
  onClose,
}: {
  apiKey: Schemas["Key"];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const revoke = useApiMutation(
    (keyId: string) => client.DELETE("/api/account/keys/{keyId}", { params: { path: { keyId } } }),
    () => toastSuccess(t("keys.revoked")),
  );
  return (
    <ConfirmDialog
      open
      title={t("keys.revokeTitle")}
      action={t("keys.revoke")}
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate(apiKey.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>
        <strong>{toKeyName(apiKey)}</strong>
      </p>
      <p>{t("keys.revokeHint")}</p>
    </ConfirmDialog>
  );
}
