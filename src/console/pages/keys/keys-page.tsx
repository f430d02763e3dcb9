import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../../api/client.ts";
import { showSecret } from "../../api/unsaved-secret.ts";
import { Button } from "../../components/button.tsx";
import { QueryBoundary } from "../../components/query-boundary.tsx";
import { Card, EmptyState, Page } from "../../components/page.tsx";
import { KeyTable } from "./key-table.tsx";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { EditKeyDialog } from "./edit-key-dialog.tsx";
import { RevokeKeyDialog } from "./revoke-key-dialog.tsx";
import { RotateKeyDialog } from "./rotate-key-dialog.tsx";

type OpenDialog = { what: "create" } | { what: "edit" | "revoke" | "rotate"; key: Schemas["Key"] };

/** The page of API keys. */
export function KeysPage() {
  const { t } = useTranslation();
  const keys = api.useQuery("get", "/api/account/keys");
  const [dialog, setDialog] = useState<OpenDialog>();
  const close = () => setDialog(undefined);
  const create = (
    <Button variant="primary" icon={Plus} onClick={() => setDialog({ what: "create" })}>
      {t("keys.create")}
    </Button>
  );
  const show = (key: Schemas["CreatedKey"]) => {
    close();
    showSecret({ key });
  };
  return (
    <Page title={t("nav.keys")} hint={t("keys.hint")} actions={create}>
      <Card flush>
        <QueryBoundary query={keys}>
          {({ data }) =>
            data.length === 0 ? (
              <EmptyState icon={KeyRound} title={t("key.none")} hint={t("keys.noneHint")}>
                {create}
              </EmptyState>
            ) : (
              <KeyTable keys={data} openDialog={(what, key) => setDialog({ what, key })} />
            )
          }
        </QueryBoundary>
      </Card>
      <CreateKeyDialog open={dialog?.what === "create"} onClose={close} onCreated={show} />
      {dialog?.what === "edit" && <EditKeyDialog apiKey={dialog.key} onClose={close} />}
      {dialog?.what === "revoke" && <RevokeKeyDialog apiKey={dialog.key} onClose={close} />}
      {dialog?.what === "rotate" && (
        <RotateKeyDialog apiKey={dialog.key} onClose={close} onCreated={show} />
      )}
    </Page>
  );
}
