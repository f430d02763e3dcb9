import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { Confirm } from "../../components/confirm.tsx";
import { useApiMutation } from "../../components/use-api-mutation.ts";
import { toastSuccess } from "../../components/toast.tsx";
import { toKeyName } from "./name.ts";

/** A dialog that revokes a key. */
export function Revoke({ subject, onClose }: { subject: Schemas["Key"]; onClose: () => void }) {
  const { t } = useTranslation();
  const revoke = useApiMutation(
    (keyId: string) => client.DELETE("/api/account/keys/{keyId}", { params: { path: { keyId } } }),
    () => {
      toastSuccess(t("keys.revoked"));
      onClose();
    },
  );
  return (
    <Confirm
      open
      title={t("keys.revokeTitle")}
      action={t("keys.revoke")}
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate(subject.id)}
      onClose={onClose}
    >
      <p>
        <strong>{toKeyName(subject)}</strong>
      </p>
      <p>{t("keys.revokeHint")}</p>
    </Confirm>
  );
}
