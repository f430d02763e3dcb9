import { useTranslation } from "react-i18next";
import { client, type Schemas } from "../../api/client.ts";
import { Confirm } from "../../components/confirm.tsx";
import { useSend } from "../../components/use-api-mutation.ts";
import { say } from "../../components/toast.tsx";
import { nameOf } from "./name.ts";

/** Ends a key, once that was confirmed. */
export function Revoke({ subject, onClose }: { subject: Schemas["Key"]; onClose: () => void }) {
  const { t } = useTranslation();
  const revoke = useSend(
    (keyId: string) => client.DELETE("/api/account/keys/{keyId}", { params: { path: { keyId } } }),
    () => {
      say(t("keys.revoked"));
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
        <strong>{nameOf(subject)}</strong>
      </p>
      <p>{t("keys.revokeHint")}</p>
    </Confirm>
  );
}
