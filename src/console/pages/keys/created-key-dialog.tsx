import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client.ts";
import { storeCreatedKey } from "../../api/created-key.ts";
import { Button } from "../../components/button.tsx";
import { CodeBlock, SecretField } from "../../components/code.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { createSnippet } from "../../components/snippets.ts";
import { useExampleDraft } from "../../components/use-example-draft.ts";

/** A dialog that shows a created key once, with an example request. */
export function CreatedKeyDialog({
  created,
  onClose,
}: {
  created: Schemas["CreatedKey"];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  useEffect(() => storeCreatedKey(created), [created]);
  const draft = useExampleDraft();
  const { dialect, key } = created;
  return (
    <Dialog
      open
      wide
      dismissible={false}
      onClose={onClose}
      title={t("keys.created")}
      hint={t("common.secretHint")}
    >
      <div className="flex flex-col gap-5">
        <SecretField label={t("common.key")} value={key} />
        <div>
          <p className="mb-2 font-medium">{t("keys.tryIt")}</p>
          <CodeBlock
            copy
            label="curl"
            text={createSnippet({ dialect, language: "curl", draft, key })}
          />
        </div>
        <div className="flex justify-end">
          <Button variant="primary" onClick={onClose}>
            {t("keys.saved")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
